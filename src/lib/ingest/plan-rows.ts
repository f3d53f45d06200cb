import type { SampleLines, SourceBytes } from './sample-lines';
import { stampOf, timeReader } from './time';
import type { SampleRows } from './time-column';
import type { TimeSource } from './types';
import { zoneConverter } from './zone';

/** The rows without a last line that was still being written: no line end, and shorter than the others. */
export function dropCutRow(
  rows: SampleRows,
  lines: SampleLines,
  width: number,
): SampleRows & { cut: boolean } {
  const part = lines.complete || rows.tail.length === 0 ? 'head' : 'tail';
  const last = rows[part].at(-1);
  const cut = !lines.closed && last !== undefined && last.length < width && rows[part].length > 1;
  return { ...rows, ...(cut && { [part]: rows[part].slice(0, -1) }), cut };
}

/** First and last readable time in file order; wall time is shifted by the zone, null where the file has its own. */
export function endTimes(rows: SampleRows, time: TimeSource, zone: string | null, estimatedRows: number) {
  if (time.kind === 'row-number')
    return {
      firstTimeMs: time.startMs,
      lastTimeMs: time.startMs + Math.max(0, estimatedRows - 1) * time.intervalMs,
    };
  const read = timeReader(time.format);
  const toUtc = zone === null ? (ms: number) => ms : zoneConverter(zone);
  const readRow = (row: string[]) => {
    const ms = read(stampOf(time, row));
    return ms === null ? null : toUtc(ms);
  };
  const firstOf = (all: string[][], step: 1 | -1) => {
    for (let at = step === 1 ? 0 : all.length - 1; at >= 0 && at < all.length; at += step) {
      const ms = readRow(all[at]);
      if (ms !== null) return ms;
    }
    return null;
  };
  return {
    firstTimeMs: firstOf(rows.head, 1) ?? firstOf(rows.tail, 1),
    lastTimeMs: firstOf(rows.tail, -1) ?? firstOf(rows.head, -1),
  };
}

/** Rows of the file: counted when the head holds it all, else by the mean length of the sampled ones. */
export function estimateRows(
  input: SourceBytes,
  lines: SampleLines,
  dataStart: number,
  rows: SampleRows,
): number {
  if (lines.complete) return rows.head.length;
  const count = rows.head.length + rows.tail.length;
  const bytes = lines.headBytes - dataStart + lines.tailBytes;
  return count === 0 ? 0 : Math.max(count, Math.round(((input.sizeBytes - dataStart) * count) / bytes));
}
