import { finds } from './find';

/** Something the search palette can do. */
export interface PaletteItem {
  id: string;
  kind: 'Page' | 'Tag' | 'Command';
  name: string;
  /** Further words it is found by, shown beside the name. */
  detail: string;
  run(): void;
}

const MOST = 30;

/** Items that fit a search, those whose name starts with it first; at most 30. */
export function searchItems(items: readonly PaletteItem[], search: string): PaletteItem[] {
  const start = search.trim().toLowerCase();
  const fitting = items.filter(({ name, detail, kind }) => finds(start, name, detail, kind));
  const first = fitting.filter(({ name }) => name.toLowerCase().startsWith(start));
  return [...first, ...fitting.filter((item) => !first.includes(item))].slice(0, MOST);
}
