import { cutRowStart } from './cut-row';
import { IndexBuilder } from './index-blocks';
import { plainBytes, type PlainBytes } from './lines';
import { linesBefore } from './quoted-lines';
import { isBlank } from './slices';
import { byteTimeReader } from './time-bytes';
import type { IndexBlock, Slice, SourcePlan, TimeRange } from './types';
import { WallClock } from './wall-clock';

const LF = 10;

/** The rows of a slice and their times: what every way of rolling up starts from. */
export interface ScannedSlice extends PlainBytes {
  slice: Slice;
  /** Bytes [start, end) of each row in `bytes`, line end included; rows are lines that are not blank. Length rows. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Line of each row within the slice, 0-based, length rows. */
  lineOf: Uint32Array;
  /** Time of each row, ms since epoch UTC; NaN when it cannot be read. Length rows. */
  timesMs: Float64Array;
  /** Row that is cut off (`cutRowStart`), -1 when there is none; its time counts as not readable. */
  cutRow: number;
  /** Lines in the slice, including blank ones. */
  lines: number;
  index: IndexBlock[];
}

/** The time of row `row` at bytes [start, end), ms since epoch UTC, NaN when unreadable. */
type RowTime = (bytes: Uint8Array, start: number, end: number, row: number) => number;

function rowTime(plan: SourcePlan, slice: Slice, encoding: PlainBytes['encoding']): RowTime {
  const { time } = plan;
  if (time.kind === 'row-number') {
    return (_bytes, _start, _end, row) => time.startMs + ((slice.firstRow ?? 0) + row) * time.intervalMs;
  }
  const read = byteTimeReader(time, { ...plan.dialect, encoding });
  if (plan.zoneInFile || plan.zone === 'UTC') return read;
  const clock = new WallClock(plan.zone, plan.pace);
  clock.restart(slice.fold);
  return (bytes, start, end) => {
    const wall = read(bytes, start, end);
    return Number.isNaN(wall) ? wall : clock.toUtc(wall);
  };
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = 0; at < bytes.length; lines++) at = bytes.indexOf(LF, at) + 1 || bytes.length;
  return lines;
}

/**
 * Find the rows of a slice, their times and the sparse index.
 * Rows outside `range` (from inclusive, to exclusive) are left out as if they were not in the file, but are counted
 * as lines; rows whose time cannot be read stay in.
 */
export function scanSlice(
  slice: Slice,
  plan: SourcePlan,
  raw: Uint8Array,
  range: TimeRange | null,
): ScannedSlice {
  const plain = plainBytes(raw, plan.dialect);
  const { bytes, joined } = plain;
  const most = countLines(bytes);
  const starts = new Uint32Array(most);
  const ends = new Uint32Array(most);
  const lineOf = new Uint32Array(most);
  const timesMs = new Float64Array(most);
  const timeOf = rowTime(plan, slice, plain.encoding);
  const index = new IndexBuilder(slice.source);
  const cutStart = cutRowStart(bytes, slice, plan);
  let cutRow = -1;
  let [lines, rows, allRows, end] = [0, 0, 0, 0];
  for (let start = 0; start < bytes.length; start = end) {
    end = bytes.indexOf(LF, start) + 1 || bytes.length;
    const line = lines++;
    if (isBlank(bytes, start, end)) continue;
    if (start === cutStart) cutRow = rows;
    const ms = start === cutStart ? Number.NaN : timeOf(bytes, start, end, allRows++);
    if (range && (ms < range.fromMs || ms >= range.toMs)) continue;
    if (!Number.isNaN(ms) && plain.sameOffsets) index.add(slice.start + start, slice.start + end, ms);
    starts[rows] = start;
    ends[rows] = end;
    lineOf[rows] = joined ? line + linesBefore(joined, line) : line;
    timesMs[rows++] = ms;
  }
  index.close();
  const times = timesMs.subarray(0, rows);
  return {
    ...plain,
    slice,
    starts: starts.subarray(0, rows),
    ends: ends.subarray(0, rows),
    lineOf: lineOf.subarray(0, rows),
    timesMs: times,
    cutRow,
    lines: lines + (joined?.length ?? 0),
    index: plain.sameOffsets ? index.blocks : wholeSlice(slice, times),
  };
}

/** Where offsets do not carry over (UTF-16), the slice is one block. */
function wholeSlice({ source, start, end }: Slice, timesMs: Float64Array): IndexBlock[] {
  const block = new IndexBuilder(source);
  for (const ms of timesMs) if (!Number.isNaN(ms)) block.add(start, start, ms);
  block.close();
  return block.blocks.map((found) => ({ ...found, end }));
}
