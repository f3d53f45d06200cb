import type { TimeRange } from '$lib/ingest/types';

/** Presets count back from the newest reading, never from the wall clock. */
export const PRESETS = ['1h', '6h', '24h', '7d', '30d', '90d', '1y', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

/** What a person chose: a preset, or a range of their own (ms since epoch, from inclusive, to exclusive). */
export type RangeChoice = { kind: 'preset'; preset: Preset } | ({ kind: 'custom' } & TimeRange);

/** What a plant holds: the first reading, and the end of its last minute. */
export interface Bounds {
  firstMs: number;
  endMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS: Record<Preset, number> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
  '1y': 365 * DAY_MS,
  all: Number.POSITIVE_INFINITY,
};

/** A preset as read on a button. */
export const PRESET_LABELS: Record<Preset, string> = {
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
  '90d': '90 d',
  '1y': '1 y',
  all: 'All',
};

/** The range a choice stands for; a preset longer than the data is all of the data. */
export function resolveRange(choice: RangeChoice, bounds: Bounds): TimeRange {
  if (choice.kind === 'custom') return { fromMs: choice.fromMs, toMs: choice.toMs };
  const fromMs = Math.max(bounds.firstMs, bounds.endMs - LENGTH_MS[choice.preset]);
  return { fromMs, toMs: bounds.endMs };
}

/** The period of equal length right before. */
export function periodBefore({ fromMs, toMs }: TimeRange): TimeRange {
  return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
}

/** Move by whole lengths: -1 is the period before, +1 the one after. It may leave the data; the page then says so. */
export function stepRange({ fromMs, toMs }: TimeRange, steps: number): TimeRange {
  const length = toMs - fromMs;
  return { fromMs: fromMs + steps * length, toMs: toMs + steps * length };
}
