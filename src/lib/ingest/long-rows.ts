import { tagColumns, type IssueReason, type SourcePlan } from './types';

/** Names that are marks of the archive rather than tags: WinCC writes $RT_OFF$, $RT_COUNT$, $RT_ERR$, $RT_DIS$. */
export const isMarker = (name: string): boolean => /^\$RT_[A-Z]+\$$/.test(name);

/** Tells which tag a row of a long layout belongs to: its position among the tags, or why the row is not used. */
export function longRows({
  columns,
  layout,
}: SourcePlan): (cells: readonly string[]) => number | IssueReason {
  const tags = new Map<string, number>(tagColumns({ columns }).map(({ header }, tag) => [header, tag]));
  const known = new Set(columns.slice(layout?.width).map(({ header }) => header));
  return (cells) => {
    const name = (cells[layout?.nameColumn ?? 0] ?? '').trim();
    const tag = tags.get(name);
    if (tag !== undefined) return tag;
    if (isMarker(name)) return 'not a reading';
    return known.has(name) ? 'text column' : 'tag not known';
  };
}
