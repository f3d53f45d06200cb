/** The pages that exist, in the groups of the navigation. */

export type PagePath = '/' | '/overview/' | '/trends/' | '/data/';

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
    ],
  },
  {
    name: 'Data',
    pages: [
      { path: '/', name: 'Open data', purpose: 'import an export, open a plant' },
      { path: '/data/', name: 'Data', purpose: 'plants, import report, tags' },
    ],
  },
];

export const PAGES: PageLink[] = PAGE_GROUPS.flatMap(({ pages }) => pages);
