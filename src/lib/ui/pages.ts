/** The pages that exist, in the groups of the navigation. */

export type PagePath =
  | '/'
  | '/overview/'
  | '/trends/'
  | '/gas/'
  | '/compressor/'
  | '/blower/'
  | '/safety/'
  | '/anomalies/'
  | '/alarms/'
  | '/faults/'
  | '/maintenance/'
  | '/forecast/'
  | '/models/'
  | '/settings/'
  | '/energy/'
  | '/data/'
  | '/live/'
  | '/quality/'
  | '/export/'
  | '/report/'
  | '/fleet/'
  | '/sql/';

export interface PageLink {
  path: PagePath;
  name: string;
  /** What it is for; shown in the search. */
  purpose: string;
}

export const PAGE_GROUPS: { name: string; pages: PageLink[] }[] = [
  {
    name: 'Plant',
    pages: [
      { path: '/overview/', name: 'Overview', purpose: 'key figures, trends and coverage' },
      { path: '/trends/', name: 'Trends', purpose: 'any sensors over any time' },
      { path: '/gas/', name: 'Gas', purpose: 'composition, heating value, limits, air, recovery' },
      {
        path: '/compressor/',
        name: 'Compressor',
        purpose: 'running hours, efficiency, discharge temperature, oil circuit',
      },
      { path: '/blower/', name: 'Blower', purpose: 'running hours, speed against its own curve' },
      { path: '/safety/', name: 'Safety', purpose: 'emergency stops, faults, permissives, what came first' },
      { path: '/energy/', name: 'Energy', purpose: 'energy and gas by hour, day, month; balance, prices' },
    ],
  },
  {
    name: 'Condition',
    pages: [
      {
        path: '/anomalies/',
        name: 'Anomalies',
        purpose: 'when the plant was not as usual, what left its band first, likely causes',
      },
      {
        path: '/faults/',
        name: 'Faults',
        purpose: 'which fault it looks like, over time and now; labels that teach it',
      },
      { path: '/alarms/', name: 'Alarms', purpose: 'what calls for somebody, limits, acknowledgements' },
    ],
  },
  {
    name: 'Ahead',
    pages: [
      {
        path: '/forecast/',
        name: 'Forecast',
        purpose: 'gas and energy of the next 24 hours, and how far that can be trusted',
      },
      {
        path: '/maintenance/',
        name: 'Maintenance',
        purpose: 'health of machines, what fails when, planned work',
      },
      {
        path: '/models/',
        name: 'Models',
        purpose: 'four models trained on this plant, and how far to trust them',
      },
    ],
  },
  {
    name: 'Data',
    pages: [
      { path: '/', name: 'Open data', purpose: 'import an export, open a plant' },
      { path: '/fleet/', name: 'Fleet', purpose: 'all plants side by side' },
      { path: '/live/', name: 'Live source', purpose: 'readings of a broker (MQTT) as they come' },
      { path: '/data/', name: 'Data', purpose: 'plants, import report, tags' },
      { path: '/quality/', name: 'Quality', purpose: 'what is missing, stuck or wrong in the data' },
      { path: '/report/', name: 'Report', purpose: 'a day, a week or a month on paper or as PDF' },
      { path: '/export/', name: 'Export', purpose: 'plant file, Parquet, CSV, what you added; one zip' },
      { path: '/sql/', name: 'SQL', purpose: 'any question to the tables of the plant' },
      { path: '/settings/', name: 'Settings', purpose: 'units, reference conditions, time zone, numbers' },
    ],
  },
];

/**
 * A page with a query, as `resolve` takes it. Its type names one page for all: TypeScript does not match a union of more
 * than 25 addresses.
 */
export const withQuery = (path: PagePath, query: '' | `?${string}`): '/' => `${path}${query}` as '/';

export const PAGES: PageLink[] = PAGE_GROUPS.flatMap(({ pages }) => pages);
