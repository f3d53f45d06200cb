import type { Choice } from '$lib/quality/decisions';
import { KINDS, QUALITY_WORDS } from '$lib/quality/kinds';
import type { Finding, FindingKind, Quality } from '$lib/quality/types';
import { finds } from '../find';

/** A finding as the table shows it. */
export interface FindingRow {
  finding: Finding;
  /** Header of the sensor; `all sensors` for what concerns all. */
  sensor: string;
  /** Whether it is kept from analysis now, and whether that is a person's choice. */
  excluded: boolean;
  choice: Choice | null;
}

export type SortKey = 'time' | 'sensor' | 'kind' | 'quality' | 'length';

export interface FindingFilter {
  search: string;
  kind: FindingKind | '';
  quality: Quality | '';
}

const RANK: Record<Quality, number> = { bad: 0, uncertain: 1, good: 2 };

/** Time that the minutes of a finding add up to, ms. */
export const lengthMs = ({ spans }: Finding): number =>
  spans.reduce((sum, { from, to }) => sum + (to - from) * 60_000, 0);

/** Rows that a filter leaves. */
export const filterRows = (
  rows: readonly FindingRow[],
  { search, kind, quality }: FindingFilter,
): FindingRow[] =>
  rows.filter(
    ({ finding, sensor }) =>
      (kind === '' || finding.kind === kind) &&
      (quality === '' || finding.quality === quality) &&
      finds(search, sensor, KINDS[finding.kind].name, QUALITY_WORDS[finding.quality].name, finding.words),
  );

/** Start of a finding; what has no time comes after all that has. */
const startOf = ({ finding: { fromMs } }: FindingRow): number =>
  Number.isNaN(fromMs) ? Number.MAX_SAFE_INTEGER : fromMs;

const COMPARE: Record<SortKey, (a: FindingRow, b: FindingRow) => number> = {
  time: (a, b) => startOf(a) - startOf(b),
  sensor: (a, b) => a.sensor.localeCompare(b.sensor),
  kind: (a, b) => KINDS[a.finding.kind].name.localeCompare(KINDS[b.finding.kind].name),
  quality: (a, b) => RANK[a.finding.quality] - RANK[b.finding.quality],
  length: (a, b) => lengthMs(a.finding) - lengthMs(b.finding),
};

/** Rows in an order, equal ones by time; sorted by time, what has none stands at the end either way. */
export function sortRows(rows: readonly FindingRow[], key: SortKey, descending: boolean): FindingRow[] {
  const direction = descending ? -1 : 1;
  const order = (a: FindingRow, b: FindingRow) => direction * COMPARE[key](a, b) || COMPARE.time(a, b);
  const sorted = [...rows].sort(order);
  if (key !== 'time') return sorted;
  const isTimed = ({ finding }: FindingRow) => !Number.isNaN(finding.fromMs);
  return [...sorted.filter(isTimed), ...sorted.filter((row) => !isTimed(row))];
}

/** How many findings have each key. */
export function countBy<K>(findings: readonly Finding[], key: (finding: Finding) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const finding of findings) counts.set(key(finding), (counts.get(key(finding)) ?? 0) + 1);
  return counts;
}
