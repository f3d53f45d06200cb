import type { TimeRange } from '$lib/ingest/types';
import { featureColumn, isCounter, neededFor, partsOf } from '$lib/models/features';
import { gridOver } from '$lib/series/grid';
import { minuteColumnsQuery, minuteRowsQuery, type WantedColumn } from '$lib/sql/quality';
import type { Measure } from '$lib/sql/schema';
import { seriesQuery } from '$lib/sql/series';
import { minuteChunks } from './minute-chunks';
import type { Plant } from './plant-types';

const MINUTE_MS = 60_000;
const COLUMNS_AT_ONCE = 8;
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
  for (const name of neededFor(features)) {
    const tag = own.has(name) ? name : plant.tagOf(name);
    if (tag === null) return { missing: name };
    tags[name] = tag;
  }
  return { tags };
}

/** A plant as far as its readings are asked for. */
type Asked = Pick<Plant, 'ask' | 'info'>;

/**
 * Columns of features by step; NaN where there is no reading. What is made of the readings within a step is there for
 * minutes only.
 * @throws AbortError when cancelled; RangeError for such a feature in other steps; what a query throws
 */
export async function readFeatures(
  plant: Asked,
  { features, tags, stepSeconds }: WantedFeatures,
  range: TimeRange,
  signal?: AbortSignal,
  onprogress?: (share: number) => void,
): Promise<{ startMs: number; columns: Float32Array[] }> {
  const grid = gridOver(range, stepSeconds * 1000);
  const minutes = grid.bucketMs === MINUTE_MS;
  const { parts, rows } = partsOf(features);
  const wanted = [
    ...new Map(
      parts.map(({ name, measure }) => [`${measure} ${tags[name]}`, { tag: tags[name], measure }]),
    ).values(),
  ];
  const read = new Map<string, Float32Array>();
  for (let at = 0; at < wanted.length; at += COLUMNS_AT_ONCE) {
    signal?.throwIfAborted();
    const some = wanted.slice(at, at + COLUMNS_AT_ONCE);
    const columns = minutes
      ? await minutesOf(plant, some, range, grid, signal)
      : await bucketsOf(plant, meansOf(some), range, grid.bucketMs, signal);
    some.forEach(({ tag, measure }, i) => read.set(`${measure} ${tag}`, columns[i]));
    onprogress?.(read.size / wanted.length);
  }
  const counted = rows && minutes ? await rowsOf(plant, range, grid, signal) : null;
  const readings = {
    of: (name: string, measure: Measure) => read.get(`${measure} ${tags[name]}`)!,
    rows() {
      if (counted) return counted;
      throw new RangeError('rows are counted by minute only');
    },
    usualRows: Math.max(1, stepSeconds / plant.info.samplingIntervalSeconds),
  };
  const times = grid.timesMs();
  return {
    startMs: grid.startMs,
    columns: features.map((feature) => featureColumn(feature, readings, times)),
  };
}

function meansOf(wanted: readonly WantedColumn[]): string[] {
  const other = wanted.find(({ measure }) => measure !== 'avg');
  if (other) throw new RangeError(`the ${other.measure} of ${other.tag} is read by minute only`);
  return wanted.map(({ tag }) => tag);
}

type MinuteGrid = { startMs: number; length: number };

/** Put values of minutes since epoch into their places; those outside the grid are left out. */
function place(
  into: Float32Array,
  { startMs, length }: MinuteGrid,
  minutes: ArrayLike<number>,
  values: ArrayLike<number>,
) {
  for (let row = 0; row < minutes.length; row++) {
    const at = Math.round(minutes[row] - startMs / MINUTE_MS);
    if (at >= 0 && at < length) into[at] = values[row];
  }
}

async function minutesOf(
  plant: Asked,
  wanted: readonly WantedColumn[],
  range: TimeRange,
  grid: MinuteGrid,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const columns = wanted.map(() => new Float32Array(grid.length).fill(NaN));
  for (const chunk of minuteChunks(range, wanted.length)) {
    const found = await plant.ask(chunk, (known) => minuteColumnsQuery(wanted, known.range), signal);
    columns.forEach((column, i) => place(column, grid, found.minutes, found.columns[i]));
  }
  return columns;
}

/** Rows of each minute, 0 where there are none. */
async function rowsOf(plant: Asked, range: TimeRange, grid: MinuteGrid, signal?: AbortSignal) {
  const column = new Float32Array(grid.length);
  for (const chunk of minuteChunks(range, 1)) {
    const found = await plant.ask(chunk, (known) => minuteRowsQuery(known.range), signal);
    place(column, grid, found.minutes, found.rows);
  }
  return column;
}

async function bucketsOf(
  plant: Asked,
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
