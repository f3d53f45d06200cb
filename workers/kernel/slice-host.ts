import { byteTimeReader, type ByteTimeReader } from '$lib/ingest/time-bytes';
import type { PlainBytes } from '$lib/ingest/lines';
import { longRows } from '$lib/ingest/long-rows';
import { emptyColumns, holdsAny } from '$lib/ingest/reading';
import { fileWidth, type ColumnPlan, type SourcePlan } from '$lib/ingest/types';
import { WallClock } from '$lib/ingest/wall-clock';
import { zoneConverter } from '$lib/ingest/zone';
import type { KernelExports, KernelHost } from './kernel-exports';
import type { StateChange } from './kernel-extra';
import type { MemoryLayout } from './memory-layout';
import { recordBytes } from './minute-records';
import { textReader, type TextReader } from './row-text';
import { cellSlot, ROW_REASONS } from './slice-issues';
import { stampShape } from './stamp-shape';

const QUARTER_MS = 900_000;
/** Two years short of the last Date. */
const LATEST_MS = 8.57e15;
const [TOO_FEW_CELLS, TOO_MANY_CELLS, COLUMN_LOOKED_EMPTY] = [1, 2, 7];

/** How a source's texts, times and zone are read; made once a source, for converters learn as they go. */
export interface SourceReaders {
  plan: SourcePlan;
  encoding: PlainBytes['encoding'];
  columns: readonly ColumnPlan[];
  text: TextReader;
  /** Tag of a row of a long layout; null where rows hold all tags. */
  tagOf: ReturnType<typeof longRows> | null;
  /** Wall time of a row; null where rows are counted. */
  time: ByteTimeReader | null;
  /** The zone's clock, begun anew for each slice, and its converter without memory; null where wall time is UTC. */
  zone: { clock: WallClock; toUtc: (wallMs: number) => number } | null;
}

export function sourceReaders(
  plan: SourcePlan,
  columns: readonly ColumnPlan[],
  encoding: PlainBytes['encoding'],
): SourceReaders {
  const counted = plan.time.kind === 'row-number';
  return {
    plan,
    encoding,
    columns,
    text: textReader(columns, plan.dialect, encoding, plan.layout?.valueColumn),
    tagOf: plan.layout ? longRows(plan) : null,
    time: counted ? null : byteTimeReader(plan.time, { ...plan.dialect, encoding }),
    zone:
      counted || plan.zoneInFile || plan.zone === 'UTC'
        ? null
        : { clock: new WallClock(plan.zone, plan.pace), toUtc: zoneConverter(plan.zone) },
  };
}

/** What the kernel asks while it reads one slice, and the state changes it hands over. */
export interface SliceHost extends KernelHost {
  changes: StateChange[];
}

export function sliceHost(
  kernel: KernelExports,
  layout: MemoryLayout,
  bytes: Uint8Array,
  { plan, columns, text, tagOf, time, zone }: SourceReaders,
): SliceHost {
  const offset = (address: number) => address - kernel.origin.value;
  const part = (from: number, to: number) => bytes.subarray(offset(from), offset(to));
  const minuteAt = new Map<number, number>();
  const changes: StateChange[] = [];
  const width = fileWidth(plan);
  const empty = emptyColumns(plan);

  function learnStamp(at: number, length: number, ms: number): void {
    if (length === 0 || plan.time.kind === 'row-number') return;
    const stamp = new Uint8Array(kernel.memory.buffer, at, length);
    const shape = stampShape(plan.time.format, stamp, ms);
    if (!shape) return;
    new Uint8Array(kernel.memory.buffer).set(shape, layout.shape);
    kernel.stampLength.value = length;
  }

  return {
    changes,
    readStamp(row, rowEnd, at, length) {
      const end = Math.min(offset(rowEnd), bytes.length);
      const ms = time ? time(bytes, offset(row), end) : Number.NaN;
      if (!Number.isNaN(ms)) learnStamp(at, length, ms);
      return ms;
    },
    readZone(wallMs) {
      if (!zone) return;
      const { clock, toUtc } = zone;
      const utcMs = clock.toUtc(wallMs);
      // Beyond what a Date holds no zone is known: the row's time is then not readable.
      if (Math.abs(wallMs) > LATEST_MS) {
        kernel.zoneFrom.value = wallMs;
        kernel.zoneTo.value = wallMs;
        kernel.zoneOffset.value = Number.NaN;
        return;
      }
      const quarter = Math.floor(wallMs / QUARTER_MS) * QUARTER_MS;
      const last = quarter + QUARTER_MS - 1;
      // Offsets differ within a quarter hour only around a change that is not on its edge, in zones of long ago.
      const whole = quarter - toUtc(quarter) === last - toUtc(last);
      // In an hour that occurs twice each row is asked for: the order of rows decides.
      const once = whole && !clock.isTwice(quarter) && !clock.isTwice(last);
      kernel.zoneFrom.value = once ? quarter : wallMs;
      kernel.zoneTo.value = once ? last + 1 : wallMs;
      kernel.zoneOffset.value = wallMs - utcMs;
    },
    readNumber: (from, to) => text.number(part(from, to)),
    readBoolean: (tag, from, to) => text.boolean(tag, part(from, to)),
    readName(row, rowEnd) {
      const found = tagOf?.(text.cells(part(row, rowEnd), true)) ?? 'tag not known';
      return typeof found === 'number' ? found : -1 - ROW_REASONS.indexOf(found);
    },
    readRest(row, rowEnd, firstTag, firstColumn) {
      const cells = text.cells(part(row, rowEnd), true);
      if (cells.length < width) kernel.addIssue(TOO_FEW_CELLS);
      if (cells.slice(width).some((cell) => cell.trim() !== '')) kernel.addIssue(TOO_MANY_CELLS);
      for (const column of empty)
        if (column >= firstColumn && holdsAny(cells[column])) kernel.addIssue(COLUMN_LOOKED_EMPTY);
      const lastTag = plan.layout ? firstTag : columns.length - 1;
      for (let tag = firstTag; tag <= lastTag; tag++) {
        const reading = text.reading(tag, cells);
        if (typeof reading === 'string') kernel.addIssue(cellSlot(tag, reading));
        else if (reading !== null) kernel.addReading(tag, reading, columns[tag].kind === 'boolean' ? 1 : 0);
      }
    },
    holdsText: (from, rowEnd) =>
      text.cells(part(from, rowEnd), false).some((cell) => cell.trim() !== '') ? 1 : 0,
    findMinute(minute) {
      const view = new DataView(kernel.memory.buffer);
      const stride = recordBytes(kernel, columns.length);
      for (let at = minuteAt.size; at < kernel.minutes.value; at++) {
        minuteAt.set(view.getInt32(layout.records + at * stride, true), at);
      }
      return minuteAt.get(minute) ?? -1;
    },
    takeChanges(count) {
      const view = new DataView(kernel.memory.buffer, layout.changes);
      for (let at = 0; at < count * 16; at += 16) {
        const value = view.getUint32(at + 12, true) === 1 ? 1 : 0;
        changes.push({ tag: view.getInt32(at + 8, true), ms: view.getFloat64(at, true), value });
      }
    },
  };
}
