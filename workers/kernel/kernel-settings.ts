import { EPOCH_UNIT_MS } from '$lib/ingest/time';
import { fileWidth, type Slice, type SourcePlan, type TimeRange } from '$lib/ingest/types';
import type { KernelSetting } from './kernel-exports';

type Settings = Partial<Record<KernelSetting, number>>;

const NO_BYTE = 256;
const DAY_MS = 86_400_000;
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const [POINT, COMMA] = [46, 44];

function dialectSettings({ delimiter, quote, decimal, thousands }: SourcePlan['dialect']): Settings {
  const comma = decimal === ',' ? COMMA : POINT;
  const between = delimiter.charCodeAt(0);
  const groups = thousands?.charCodeAt(0) ?? 0;
  const allowed = [POINT, comma].filter((mark) => mark !== between && mark !== groups);
  return {
    delimiter: between,
    quote: quote === '' ? NO_BYTE : quote.charCodeAt(0),
    decimalPoint: POINT,
    decimalComma: comma,
    plainPoint: allowed[0] ?? POINT,
    plainComma: allowed[1] ?? allowed[0] ?? POINT,
    plainBytes: allowed.length > 0 ? 16 : 0,
    thousands: groups,
  };
}

function countedSettings(format: Extract<SourcePlan['time'], { format: unknown }>['format']): Settings {
  switch (format.kind) {
    case 'iso':
    case 'pattern':
      return { timeScale: 0, timeOrigin: 0 };
    case 'epoch':
      return { timeScale: EPOCH_UNIT_MS[format.unit], timeOrigin: 0 };
    case 'excel':
      return { timeScale: DAY_MS, timeOrigin: EXCEL_EPOCH_MS };
  }
  format satisfies never;
}

function timeSettings({ time }: SourcePlan, slice: Slice): Settings {
  switch (time.kind) {
    case 'column':
      return { timeKind: 0, timeColumn: time.column, ...countedSettings(time.format) };
    case 'two-columns':
      return {
        timeKind: 1,
        timeColumn: time.dateColumn,
        clockColumn: time.timeColumn,
        ...countedSettings(time.format),
      };
    case 'row-number':
      return {
        timeKind: 2,
        rowStartMs: time.startMs,
        rowIntervalMs: time.intervalMs,
        firstRow: slice.firstRow ?? 0,
      };
  }
  time satisfies never;
}

/** What the kernel needs to know of the plan, the slice and the range; addresses are set elsewhere. */
export function kernelSettings(plan: SourcePlan, slice: Slice, range: TimeRange | null): Settings {
  return {
    ...dialectSettings(plan.dialect),
    ...timeSettings(plan, slice),
    width: fileWidth(plan),
    long: plan.layout ? 1 : 0,
    nameColumn: plan.layout?.nameColumn ?? 0,
    valueColumn: plan.layout?.valueColumn ?? 0,
    rangeFrom: range?.fromMs ?? -Infinity,
    rangeTo: range?.toMs ?? Infinity,
  };
}
