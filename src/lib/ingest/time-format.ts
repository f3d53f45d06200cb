import { stampShape } from './stamp-shape';
import { timeReader } from './time';
import type { TimeFormat } from './types';

/** What the cells of a column say of its format; day and month not yet told apart (`{1}`, `{2}` in the pattern). */
export interface FoundFormat {
  format: TimeFormat;
  hasTime: boolean;
  /** True when stamps carry Z or an offset, or count from the epoch. */
  zoned: boolean;
}

const FIT = 0.7;
const ZONE_SUFFIX = /\d ?(?:Z|[A-Z]{3,4}|[+-]\d\d(?::?\d\d)?)$/;
const DATE_ONLY = /^\d{4}-\d\d-\d\d$/;
const NUMBER = /^\d+(?:[.,]\d+)?$/;
const SECONDS = { from: Date.UTC(1995, 0) / 1000, to: Date.UTC(2100, 0) / 1000 };
const EPOCH_UNITS = [
  ['s', 1],
  ['ms', 1e3],
  ['us', 1e6],
  ['ns', 1e9],
] as const;
/** 1982 to 2064 in days since 1899-12-30. */
const EXCEL = { from: 30_000, to: 60_000 };

/** Whether an ISO stamp ends in Z, an offset or a zone's name. */
export const carriesZone = (stamp: string): boolean => {
  const text = stamp.trim();
  return !DATE_ONLY.test(text) && text.includes(':') && ZONE_SUFFIX.test(text);
};

const mostly = (count: number, all: number) => all > 0 && count >= all * FIT;

function isoFormat(cells: string[]): FoundFormat | null {
  const read = timeReader({ kind: 'iso' });
  const stamps = cells.filter((cell) => read(cell) !== null);
  if (!mostly(stamps.length, cells.length)) return null;
  const zoned = stamps.filter(carriesZone).length * 2 > stamps.length;
  return { format: { kind: 'iso' }, hasTime: !stamps.every((stamp) => DATE_ONLY.test(stamp)), zoned };
}

function patternFormat(cells: string[]): FoundFormat | null {
  const counts = new Map<string, { count: number; hasTime: boolean }>();
  for (const cell of cells) {
    const shape = stampShape(cell);
    if (!shape) continue;
    const known = counts.get(shape.pattern);
    counts.set(shape.pattern, { count: (known?.count ?? 0) + 1, hasTime: shape.hasTime });
  }
  const [best] = [...counts].sort((a, b) => b[1].count - a[1].count);
  if (!best || !mostly(best[1].count, cells.length)) return null;
  return { format: { kind: 'pattern', pattern: best[0] }, hasTime: best[1].hasTime, zoned: false };
}

const inRange = (values: number[], { from, to }: { from: number; to: number }, scale = 1) =>
  values.every((value) => value >= from * scale && value <= to * scale);

function runsOneWay(values: number[]): boolean {
  const steps = values.slice(1).map((value, index) => value - values[index]);
  const up = steps.filter((step) => step > 0).length;
  const down = steps.filter((step) => step < 0).length;
  return Math.min(up, down) <= steps.length * 0.05 && up + down > 0;
}

/** Numbers that count time: only where the header says so, or where they run one way. */
function countedFormat(cells: string[], named: boolean): FoundFormat | null {
  const texts = cells.filter((cell) => NUMBER.test(cell));
  if (!mostly(texts.length, cells.length)) return null;
  const values = texts.map((text) => Number(text.replace(',', '.')));
  if (!named && !runsOneWay(values)) return null;
  for (const [unit, perSecond] of EPOCH_UNITS) {
    if (inRange(values, SECONDS, perSecond))
      return { format: { kind: 'epoch', unit }, hasTime: true, zoned: true };
  }
  const serial = named && inRange(values, EXCEL) && (values.length === 1 || runsOneWay(values));
  return serial ? { format: { kind: 'excel' }, hasTime: true, zoned: false } : null;
}

/**
 * The time format that most of a column's cells fit, null when they are not times.
 * @param cells trimmed, not empty, in file order
 * @param named whether the header names a time
 */
export function findFormat(cells: string[], named: boolean): FoundFormat | null {
  return isoFormat(cells) ?? patternFormat(cells) ?? countedFormat(cells, named);
}
