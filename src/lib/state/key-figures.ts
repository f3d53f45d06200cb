import { countCounters, totalOf, type Counted } from '$lib/api/counts';
import type { TimeRange } from '$lib/ingest/types';
import { sumByBucket } from '$lib/plant/energy-buckets';
import { CANONICAL_TAGS, canonicalTag } from '$lib/plant/tags';
import { niceBucketSeconds } from '$lib/series/level';
import { figuresQuery, type FigureMeans } from '$lib/sql/figures';
import type { Plant, TagInfo } from '$lib/store/plant-types';
import { periodBefore } from './range';

/** How readings become one number. */
export type Statistic = 'mean' | 'share' | 'rise';

/** A figure on the Overview, before it is computed. */
export interface FigureSpec {
  name: string;
  /** Canonical tag, null for a figure of a plain sensor. */
  canonical: string | null;
  /** The sensor itself, null when nothing is mapped. */
  tag: TagInfo | null;
  statistic: Statistic;
  unit: string;
  /** Normal range in `unit` and where it comes from, null when none is known. */
  normal: { min: number; max: number; source: string } | null;
}

/** A figure, computed. Numbers are NaN where there is no reading. */
export interface Figure {
  spec: FigureSpec;
  /** The period that it was computed of; null before it is. */
  range: TimeRange | null;
  value: number;
  /** The same of the period of equal length right before. */
  before: number;
  readings: number;
  readingsBefore: number;
  /** Means over the period, equally spaced; of a counter, what it rose by. */
  spark: Float64Array;
  /** Scale of the bar: the normal range and all that was ever read. */
  scale: { min: number; max: number };
}

type Wanted = [canonical: string, statistic: Statistic, normal?: [min: number, max: number, unit: string]];

/** Limits are the reference platform's rules; they hold only in their unit. */
const WANTED: Wanted[] = [
  ['gas.ch4', 'mean', [65, 80, '%']],
  ['gas.co2', 'mean'],
  ['gas.h2s', 'mean'],
  ['gas.flow', 'mean'],
  ['compressor.running', 'share'],
  ['compressor.motor_current', 'mean'],
  ['compressor.discharge_pressure', 'mean', [15, 200, 'psi']],
  ['energy.today', 'rise'],
];
const NAMES: Record<string, string> = {
  'compressor.running': 'Compressor on',
  'compressor.motor_current': 'Motor current',
  'compressor.discharge_pressure': 'Discharge pressure',
  'energy.today': 'Energy produced',
};
const MOST_ACTIVE = 8;

/** Words on how a figure is computed. */
export const FORMULAS: Record<Statistic, string> = {
  mean: 'Sum of the readings in the period divided by their count.',
  share: 'Readings that say "on" in percent of all readings in the period.',
  rise: 'What the counter rose by in the period. A reset counts on from zero; a dropout that comes back and a spike do not count.',
};

/** The figures of a plant: those of known meaning, or of its liveliest sensors when no meaning is known. */
export function figuresOf(plant: Pick<Plant, 'info' | 'tagOf'>): FigureSpec[] {
  const known = WANTED.map(([canonical, statistic, normal]) =>
    knownFigure(plant, canonical, statistic, normal),
  );
  if (known.some(({ tag }) => tag !== null)) return known;
  return mostActive(plant.info.tags, MOST_ACTIVE).map((tag) => ({
    name: tag.header,
    canonical: null,
    tag,
    statistic: tag.kind === 'boolean' ? 'share' : 'mean',
    unit: tag.kind === 'boolean' ? '%' : tag.unit,
    normal: null,
  }));
}

function knownFigure(
  { info, tagOf }: Pick<Plant, 'info' | 'tagOf'>,
  canonical: string,
  statistic: Statistic,
  normal: Wanted[2],
): FigureSpec {
  const name = tagOf(canonical);
  const tag = info.tags.find((one) => one.tag === name) ?? null;
  const unit = statistic === 'share' ? '%' : tag?.unit || canonicalTag(canonical)?.unit || '';
  const holds = normal !== undefined && normal[2] === unit;
  return {
    name: NAMES[canonical] ?? canonicalTag(canonical)?.name ?? canonical,
    canonical,
    tag,
    statistic,
    unit,
    normal: holds ? { min: normal[0], max: normal[1], source: 'rule of the reference plant' } : null,
  };
}

/**
 * Sensors that moved most: span of all readings relative to their size. Constant and empty ones are left out, numbers
 * go before on/off and before what only goes from 0 to 1.
 */
export function mostActive(tags: readonly TagInfo[], most: number): TagInfo[] {
  const activity = ({ min, max, kind }: TagInfo) =>
    (kind === 'boolean' || (min === 0 && max === 1) ? 0 : 10) +
    (max - min) / Math.max(Math.abs(min), Math.abs(max), Number.MIN_VALUE);
  return tags
    .filter(({ readings, min, max }) => readings > 0 && max > min)
    .map((tag, order) => ({ tag, order }))
    .sort((a, b) => activity(b.tag) - activity(a.tag) || a.order - b.order)
    .slice(0, most)
    .map(({ tag }) => tag);
}

const SPARK_WIDTH_PX = 96;

/** Compute figures for a range of time. Figures without a sensor come back as NaN. */
export async function computeFigures(
  plant: Plant,
  specs: readonly FigureSpec[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<Figure[]> {
  const before = periodBefore(range);
  const counters = tagsOf(specs.filter(({ statistic }) => statistic === 'rise'));
  const read = (of: TimeRange, widthPx: number) => readMeans(plant, tagsOf(specs), of, widthPx, signal);
  const count = (of: TimeRange) =>
    of.toMs <= plant.info.firstMs ? [] : countCounters(plant, counters, of, [], signal);
  const [now, earlier, counted, countedBefore] = await Promise.all([
    read(range, SPARK_WIDTH_PX),
    read(before, 1),
    count(range),
    count(before),
  ]);
  return specs.map((spec) => {
    const meansOf = (all: readonly FigureMeans[]) => all.find(({ tag }) => tag === spec.tag?.tag);
    return {
      spec,
      range,
      value: valueOf(spec, meansOf(now), counted),
      before: valueOf(spec, meansOf(earlier), countedBefore),
      readings: meansOf(now)?.readings ?? 0,
      readingsBefore: meansOf(earlier)?.readings ?? 0,
      spark: sparkOf(spec, meansOf(now)?.means, counted, range),
      scale: scaleOf(spec),
    };
  });
}

/** Means over a range; nothing is asked of a time before the data. @param widthPx buckets wanted, about */
async function readMeans(
  plant: Plant,
  tags: readonly string[],
  range: TimeRange,
  widthPx: number,
  signal: AbortSignal,
): Promise<FigureMeans[]> {
  if (tags.length === 0 || range.toMs <= plant.info.firstMs) return [];
  const least = Math.max(60, plant.info.samplingIntervalSeconds);
  const seconds = niceBucketSeconds(Math.max(least, (range.toMs - range.fromMs) / 1000 / widthPx));
  return plant.ask(range, (known) => figuresQuery(tags, known.range, 1000 * seconds), signal);
}

/** Fewer stretches than this give no line of what a counter counted. */
const LEAST_STEPS = 8;

function sparkOf(
  { tag, statistic }: FigureSpec,
  means: Float64Array | undefined,
  counted: readonly Counted[],
  range: TimeRange,
): Float64Array {
  const counter = statistic === 'rise' ? counted.find((one) => one.tag === tag?.tag) : undefined;
  const steps = Math.min(SPARK_WIDTH_PX / 4, counter?.samples.fromMs.length ?? 0);
  if (counter && steps >= LEAST_STEPS) {
    const width = (range.toMs - range.fromMs) / steps;
    const edges = Array.from({ length: steps + 1 }, (_, at) => range.fromMs + at * width);
    return sumByBucket(edges, counter.samples.fromMs, counter.rise);
  }
  return means ?? new Float64Array();
}

const tagsOf = (specs: readonly FigureSpec[]): string[] => specs.flatMap(({ tag }) => tag?.tag ?? []);

function valueOf(
  { tag, statistic }: FigureSpec,
  found: FigureMeans | undefined,
  counted: readonly Counted[],
): number {
  if (statistic === 'rise') {
    const counter = counted.find((one) => one.tag === tag?.tag);
    return counter ? totalOf(counter) : Number.NaN;
  }
  if (!found || found.readings === 0) return Number.NaN;
  return statistic === 'share' ? found.mean * 100 : found.mean;
}

function scaleOf({ tag, statistic, normal }: FigureSpec): { min: number; max: number } {
  if (statistic === 'share') return { min: 0, max: 100 };
  const ends = [tag?.min, tag?.max, normal?.min, normal?.max].filter(
    (end): end is number => end !== undefined && Number.isFinite(end),
  );
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

/** A chart of the Overview. */
export interface TrendGroup {
  title: string;
  /** `label` is short, because the title says the rest. */
  tags: { info: TagInfo; label: string }[];
}

/** Few series a chart: two of far apart values on one axis would both look flat. */
const TRENDS: { title: string; series: [canonical: string, label: string][] }[] = [
  { title: 'Methane', series: [['gas.ch4', 'Methane']] },
  {
    title: 'Gas flow',
    series: [
      ['gas.flow', 'Flow'],
      ['gas.pressure', 'Pressure'],
    ],
  },
  {
    title: 'Compressor',
    series: [
      ['compressor.motor_current', 'Motor current'],
      ['compressor.discharge_pressure', 'Discharge pressure'],
    ],
  },
  {
    title: 'Compressor temperatures',
    series: [
      ['compressor.discharge_temperature', 'Discharge'],
      ['compressor.oil_temperature', 'Oil'],
    ],
  },
];
const FALLBACK_CHARTS = 4;

/** Charts of a plant: gas, flow and machines as far as mapped, else its liveliest sensors by unit. */
export function trendsOf({ info, tagOf }: Pick<Plant, 'info' | 'tagOf'>): TrendGroup[] {
  const known = TRENDS.map(({ title, series }) => ({
    title,
    tags: series.flatMap(([canonical, label]) => {
      const found = info.tags.find(({ tag }) => tag === tagOf(canonical));
      return found ? [{ info: found, label }] : [];
    }),
  })).filter(({ tags }) => tags.length > 0);
  if (known.length > 0) return known;
  return mostActive(info.tags, FALLBACK_CHARTS).map((tag) => ({
    title: tag.header,
    tags: [{ info: tag, label: tag.header }],
  }));
}

/** The mapping in force: canonical tag to tag, unmapped ones left out. */
export function mappingOf(plant: Pick<Plant, 'tagOf'>): Record<string, string> {
  const pairs = CANONICAL_TAGS.map(({ id }) => [id, plant.tagOf(id)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** A mapping with a tag given another meaning, or none (null). */
export function remapped(
  mapping: Record<string, string>,
  tag: string,
  canonical: string | null,
): Record<string, string> {
  const others = Object.fromEntries(Object.entries(mapping).filter(([, mapped]) => mapped !== tag));
  return canonical === null ? others : { ...others, [canonical]: tag };
}
