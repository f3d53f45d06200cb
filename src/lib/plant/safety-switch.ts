/** When a switch changed, found coarse to fine: hours that hold one state, else their minutes, else their readings. */

import type { TimeRange } from '$lib/ingest/types';

/** What a bucket says of a switch: `mixed` holds both states, `none` no reading. */
export type SwitchCode = 'on' | 'off' | 'mixed' | 'none';

/** Where a bucket was read: its share of `on` readings counts them exactly at `minute`. */
export type CellSource = 'hour' | 'minute' | 'reading';

/** A stretch of time and what is known of a switch in it. */
export interface SwitchCell extends TimeRange {
  code: SwitchCode;
  /** Share of readings that are on, 0..1; NaN where that is not counted (analog signals, gaps). */
  onShare: number;
  /** True when no reading of the stretch is missing. */
  whole: boolean;
  source: CellSource;
}

/** Buckets of a tag; length buckets each. */
export interface SwitchColumns {
  timesMs: Float64Array;
  rows: Float64Array;
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
}

/** How a tag is read as a switch. */
export interface SwitchRule {
  /** On from this reading. */
  threshold: number;
  /** True for a bit, whose mean is its share of `on` readings. */
  bit: boolean;
}

/** Readings that may be missing in a bucket that counts as whole. */
const WHOLE_SHARE = 0.995;

/** Cells of buckets, cut to a range. @param samplingMs expected distance of readings */
export function switchCells(
  { timesMs, rows, avg, min, max }: SwitchColumns,
  { threshold, bit }: SwitchRule,
  bucketMs: number,
  samplingMs: number,
  source: CellSource,
  range: TimeRange,
): SwitchCell[] {
  const expected = Math.max(1, bucketMs / samplingMs);
  const cells: SwitchCell[] = [];
  timesMs.forEach((startMs, at) => {
    const [fromMs, toMs] = [Math.max(startMs, range.fromMs), Math.min(startMs + bucketMs, range.toMs)];
    if (fromMs >= toMs) return;
    const cut = toMs - fromMs < bucketMs;
    const whole = rows[at] >= expected * WHOLE_SHARE && !cut;
    const code = codeOf(min[at], max[at], threshold);
    const onShare = code === 'mixed' ? (bit ? avg[at] : Number.NaN) : Number(code === 'on');
    cells.push({ fromMs, toMs, code, onShare, whole, source });
  });
  return cells;
}

function codeOf(min: number, max: number, threshold: number): SwitchCode {
  if (Number.isNaN(min) || Number.isNaN(max)) return 'none';
  if (min >= threshold) return 'on';
  return max < threshold ? 'off' : 'mixed';
}

/** Whether a cell of hours has to be looked at by minutes. */
export const needsMinutes = ({ code, whole }: SwitchCell): boolean => code === 'mixed' || !whole;

/** Stretches to read finely, joined where they are less than `joinMs` apart; ascending. */
export function joinRanges(ranges: readonly TimeRange[], joinMs: number): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const { fromMs, toMs } of [...ranges].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && fromMs - last.toMs <= joinMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

/** Coarse cells with those that finer ones cover replaced by them. Both ascending; fine ranges cover whole coarse cells. */
export function refineCells(coarse: readonly SwitchCell[], fine: readonly SwitchCell[]): SwitchCell[] {
  const covered = joinRanges(fine, 0);
  let at = 0;
  const kept = coarse.filter(({ fromMs, toMs }) => {
    while (at < covered.length && covered[at].toMs <= fromMs) at += 1;
    return !(at < covered.length && covered[at].fromMs <= fromMs && toMs <= covered[at].toMs);
  });
  return [...kept, ...fine].sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * A mixed cell cut at the readings themselves.
 * @param timesMs readings in the cell, ascending; NaN values are left out
 */
export function cellsOfReadings(
  { fromMs, toMs }: TimeRange,
  timesMs: Float64Array,
  values: Float64Array,
  threshold: number,
): SwitchCell[] {
  const cells: SwitchCell[] = [];
  timesMs.forEach((ms, at) => {
    if (ms < fromMs || ms >= toMs || Number.isNaN(values[at])) return;
    const code = values[at] >= threshold ? 'on' : 'off';
    const last = cells.at(-1);
    if (last?.code === code) return;
    const startMs = last ? ms : fromMs;
    if (last) last.toMs = ms;
    cells.push({
      fromMs: startMs,
      toMs,
      code,
      onShare: Number(code === 'on'),
      whole: true,
      source: 'reading',
    });
  });
  return cells;
}

/** A change of a switch. */
export interface SwitchChange {
  /** Time of the first reading in the new state, ms since epoch. */
  atMs: number;
  on: boolean;
  /** How far off that may be, ms. The switch itself may have changed up to one sampling interval earlier. */
  errorMs: number;
  /** From readings, by counting the readings of a minute, or only known to lie in a minute. */
  from: 'readings' | 'counted' | 'minute';
}

/** A stretch of one state; null where nothing was read. */
export interface SwitchStretch extends TimeRange {
  on: boolean | null;
}

/** All that is known of a switch over a range. */
export interface SwitchHistory {
  stretches: SwitchStretch[];
  changes: SwitchChange[];
}

/** Counted readings must come out whole within this, as means may be rounded. */
const WHOLE_COUNT = 0.05;

/** States within a mixed cell: where it changes, in order. */
function changesIn(
  cell: SwitchCell,
  before: boolean | null,
  after: boolean | null,
  samplingMs: number,
): SwitchChange[] {
  const length = cell.toMs - cell.fromMs;
  const counted = Number.isNaN(cell.onShare) ? 0.5 : cell.onShare;
  const onMs = counted * length;
  const readings = onMs / samplingMs;
  const first = before ?? (after === null ? null : !after);
  if (first === null) return [];
  if (after === null || after !== first) {
    const atMs = first ? cell.fromMs + onMs : cell.toMs - onMs;
    const exact =
      after !== null &&
      before !== null &&
      cell.whole &&
      !Number.isNaN(cell.onShare) &&
      Math.abs(readings - Math.round(readings)) < WHOLE_COUNT;
    if (exact)
      return [
        {
          atMs: cell.fromMs + Math.round((atMs - cell.fromMs) / samplingMs) * samplingMs,
          on: !first,
          errorMs: 0,
          from: 'counted',
        },
      ];
    return [{ atMs: Math.round(atMs), on: !first, errorMs: length / 2, from: 'minute' }];
  }
  const insideMs = first ? length - onMs : onMs;
  const [fromMs, errorMs] = [cell.fromMs + (length - insideMs) / 2, (length - insideMs) / 2];
  const change = (atMs: number, on: boolean): SwitchChange => ({
    atMs: Math.round(atMs),
    on,
    errorMs,
    from: 'minute',
  });
  return [change(fromMs, !first), change(fromMs + insideMs, first)];
}

/**
 * Stretches and changes of a switch from cells in time order. A minute between two different states holds one change,
 * placed by counting its readings, which is exact; a minute between equal states hides a change and its return, placed
 * in its middle with the error stated.
 */
export function switchHistory(cells: readonly SwitchCell[], samplingMs: number): SwitchHistory {
  const history: SwitchHistory = { stretches: [], changes: [] };
  const last = () => history.stretches.at(-1);
  const extend = (on: boolean | null, fromMs: number, toMs: number) => {
    const open = last();
    if (open?.on === on && open.toMs === fromMs) open.toMs = toMs;
    else if (toMs > fromMs) history.stretches.push({ on, fromMs, toMs });
  };
  const stateOf = (cell: SwitchCell | undefined): boolean | null =>
    cell?.code === 'on' ? true : cell?.code === 'off' ? false : null;
  cells.forEach((cell, at) => {
    const adjacent = last()?.toMs === cell.fromMs;
    const before = adjacent ? (last()?.on ?? null) : null;
    if (cell.code !== 'mixed') {
      const on = stateOf(cell);
      if (on !== null && before !== null && on !== before)
        history.changes.push({
          atMs: cell.fromMs,
          on,
          errorMs: 0,
          from: cell.source === 'reading' ? 'readings' : 'counted',
        });
      return extend(on, cell.fromMs, cell.toMs);
    }
    const next = cells[at + 1]?.fromMs === cell.toMs ? stateOf(cells[at + 1]) : null;
    const changes = changesIn(cell, before, next, samplingMs);
    if (changes.length === 0) return extend(null, cell.fromMs, cell.toMs);
    let fromMs = cell.fromMs;
    for (const change of changes) {
      extend(!change.on, fromMs, change.atMs);
      fromMs = change.atMs;
      history.changes.push(change);
    }
    extend(changes[changes.length - 1].on, fromMs, cell.toMs);
  });
  return history;
}

/** Mixed minutes of cells: where readings tell more. */
export const mixedCells = (cells: readonly SwitchCell[]): SwitchCell[] =>
  cells.filter(({ code }) => code === 'mixed');
