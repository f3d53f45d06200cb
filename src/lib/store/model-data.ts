import type { TimeRange } from '$lib/ingest/types';
import { featureColumn, isCounter, isMade, neededFor } from '$lib/models/features';
import { gridOver } from '$lib/series/grid';
import { minuteColumnsQuery } from '$lib/sql/quality';
import { seriesQuery } from '$lib/sql/series';
import type { Plant } from './plant-types';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Time asked for at once, so that reading can be cancelled between two questions. */
const CHUNK_MS = 60 * 24 * HOUR_MS;
const TAGS_AT_ONCE = 8;
/** Minutes that are learnt from, at most (180 days): memory stays bounded whatever the history. */
export const MOST_MINUTES = 259_200;

/** What is read of a plant: features in order, and the tag behind each thing they are made of. */
export interface WantedFeatures {
  features: readonly string[];
  /** Tag by name of what is read. */
  tags: Readonly<Record<string, string>>;
  stepSeconds: number;
}

/** Whole steps of a range that the plant holds; the newest 180 days when minutes are more. */
export function stepsOf(
  { info }: Pick<Plant, 'info'>,
  wanted: TimeRange | null,
  stepSeconds: number,
): TimeRange {
  const stepMs = stepSeconds * 1000;
  const whole = (ms: number) => Math.floor(ms / stepMs) * stepMs;
  const toMs = whole(Math.min(info.endMs, wanted?.toMs ?? Infinity));
  const fromMs = Math.max(info.firstMs, wanted?.fromMs ?? -Infinity, toMs - MOST_MINUTES * MINUTE_MS);
  return { fromMs: Math.min(toMs, whole(fromMs)), toMs };
}

/** Tags of a plant that a model can learn from: all but those without readings. */
export const allFeatures = ({ info }: Pick<Plant, 'info'>): string[] =>
  info.tags.filter(({ readings }) => readings > 0).map(({ tag }) => tag);

/** Tag behind each thing that features are made of; null for the first that the plant does not have. */
export function tagsBehind(
  plant: Pick<Plant, 'info' | 'tagOf'>,
  features: readonly string[],
): { tags: Record<string, string> } | { missing: string } {
  const own = new Set(plant.info.tags.map(({ tag }) => tag));
  const tags: Record<string, string> = {};
  for (const name of neededFor(features).filter((each) => !isMade(each))) {
    const tag = own.has(name) ? name : plant.tagOf(name);
    if (tag === null) return { missing: name };
    tags[name] = tag;
  }
  return { tags };
}

/**
 * Means of features by step, one column each; NaN where there is no reading.
 * @throws AbortError when cancelled; what a query throws
 */
export async function readFeatures(
  plant: Pick<Plant, 'ask'>,
  { features, tags, stepSeconds }: WantedFeatures,
  range: TimeRange,
  signal?: AbortSignal,
  onprogress?: (share: number) => void,
): Promise<{ startMs: number; columns: Float32Array[] }> {
  const grid = gridOver(range, stepSeconds * 1000);
  const wanted = [...new Set(Object.values(tags))];
  const read = new Map<string, Float32Array>();
  for (let at = 0; at < wanted.length; at += TAGS_AT_ONCE) {
    signal?.throwIfAborted();
    const some = wanted.slice(at, at + TAGS_AT_ONCE);
    const columns =
      grid.bucketMs === MINUTE_MS
        ? await minutesOf(plant, some, range, grid, signal)
        : await bucketsOf(plant, some, range, grid.bucketMs, signal);
    some.forEach((tag, i) => read.set(tag, columns[i]));
    onprogress?.(read.size / wanted.length);
  }
  const times = grid.timesMs();
  const column = (name: string) => read.get(tags[name])!;
  return {
    startMs: grid.startMs,
    columns: features.map((feature) => featureColumn(feature, column, times)),
  };
}

async function minutesOf(
  plant: Pick<Plant, 'ask'>,
  tags: readonly string[],
  range: TimeRange,
  grid: { startMs: number; length: number },
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const columns = tags.map(() => new Float32Array(grid.length).fill(NaN));
  const wanted = tags.map((tag) => ({ tag, measure: 'avg' as const }));
  for (let from = range.fromMs; from < range.toMs; from += CHUNK_MS) {
    const chunk = { fromMs: from, toMs: Math.min(from + CHUNK_MS, range.toMs) };
    const found = await plant.ask(chunk, (known) => minuteColumnsQuery(wanted, known.range), signal);
    found.minutes.forEach((minute, row) => {
      const at = Math.round(minute - grid.startMs / MINUTE_MS);
      if (at >= 0 && at < grid.length) columns.forEach((column, i) => (column[at] = found.columns[i][row]));
    });
  }
  return columns;
}

async function bucketsOf(
  plant: Pick<Plant, 'ask'>,
  tags: readonly string[],
  range: TimeRange,
  bucketMs: number,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const { length } = gridOver(range, bucketMs);
  const found = await plant.ask(range, (known) => seriesQuery(tags, known.range, bucketMs), signal);
  // In a replay less may be known than was asked for.
  return found.series.map(({ avg }) => {
    const column = new Float32Array(length).fill(NaN);
    column.set(avg.subarray(0, length));
    return column;
  });
}

/** Features without those that only count up. */
export function withoutCounters(features: readonly string[], columns: readonly Float32Array[]) {
  const kept = features.map((_, at) => at).filter((at) => !isCounter(columns[at]));
  return { features: kept.map((at) => features[at]), columns: kept.map((at) => columns[at]) };
}
