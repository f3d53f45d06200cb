/** The pages that exist, in the groups of the navigation. */

export type PagePath =
  | '/'
  | '/overview/'
  | '/trends/'
  | '/gas/'
  | '/compressor/'
  | '/blower/'
  | '/safety/'
  | '/settings/'
  | '/energy/'
  | '/data/'
  | '/quality/'
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
    name: 'Data',
    pages: [
      { path: '/', name: 'Open data', purpose: 'import an export, open a plant' },
      { path: '/data/', name: 'Data', purpose: 'plants, import report, tags' },
      { path: '/quality/', name: 'Quality', purpose: 'what is missing, stuck or wrong in the data' },
      { path: '/sql/', name: 'SQL', purpose: 'any question to the tables of the plant' },
      { path: '/settings/', name: 'Settings', purpose: 'units, reference conditions, time zone, numbers' },
    ],
  },
];

export const PAGES: PageLink[] = PAGE_GROUPS.flatMap(({ pages }) => pages);
