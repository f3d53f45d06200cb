import { countUsed, usedSteps, type Frame, type Mask, type Samples, type TagSamples } from './frame';
import { MAD_TO_SIGMA, pick, quantileOfSorted, sorted, thin } from './quantile';
import type { NotEnough } from './types';

/** Samples that quantiles are taken from, at most. */
const QUANTILE_SAMPLES = 20_000;
/** Least healthy steps to learn from. */
export const LEAST_STEPS = 200;
/** A tag is used when it has a reading in this share of the healthy steps. */
const LEAST_PRESENT = 0.5;
/** A standardised value is cut off here: a broken wire reads 1e9 and would be all that is seen. */
const LIMIT = 50;
/** A tag that is further off than `BURST` sigmas in more than this share of healthy steps switches between two levels. */
const BURST = 20;
const BURST_SHARE = 2e-4;
/** A step is judged when this share of the tags has a reading. */
const LEAST_TAGS_PRESENT = 0.6;

/** Where the healthy readings of a tag lie. */
export interface Scale {
  tag: string;
  /** Place in the frame. */
  index: number;
  median: number;
  /** Standard deviation by the median absolute deviation; by the interquartile range or the deviation when that is 0. */
  sigma: number;
}

/** Why a tag is not judged by its level. */
export type UnusedReason =
  'no readings' | 'does not change' | 'changes rarely' | 'switches between two levels' | 'counter';

/** A tag that is left out, and why. */
export interface UnusedTag {
  tag: string;
  index: number;
  why: UnusedReason;
}

/** Scales of the tags that can be judged, and the tags that cannot. */
export interface Scales {
  kind: 'fitted';
  scales: Scale[];
  unused: UnusedTag[];
}

/** Tags of a frame on one scale: (reading - median) / sigma of the healthy steps. */
export interface Standardised {
  startMs: number;
  stepMs: number;
  length: number;
  tags: readonly string[];
  /** Column of each tag, length of the frame; NaN where there is no reading. */
  columns: readonly Float32Array[];
  /** 1 where enough tags have a reading. */
  present: Mask;
}

function deviationOf(values: Float64Array, median: number): number {
  const squares = values.reduce((sum, value) => sum + (value - median) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length));
}

function spreadOf(ascending: Float64Array, median: number): number {
  const deviations = sorted(ascending.map((value) => Math.abs(value - median)));
  const mad = MAD_TO_SIGMA * quantileOfSorted(deviations, 0.5);
  if (mad > 0) return mad;
  const iqr = (quantileOfSorted(ascending, 0.75) - quantileOfSorted(ascending, 0.25)) / 1.349;
  if (iqr > 0) return iqr;
  return deviationOf(ascending, median);
}

/** Whether more than a few values are far off. */
function bursts(ascending: Float64Array, median: number, sigma: number): boolean {
  const far = ascending.reduce((count, value) => count + Number(Math.abs(value - median) > BURST * sigma), 0);
  return far > Math.max(1, BURST_SHARE * ascending.length);
}

/** A tag that holds a value longer than this in healthy steps on average says nothing by its noise. */
const LONGEST_HOLD_MINUTES = 120;
/** Share of changes of a counter that go up. */
const COUNTER_UP = 0.999;
const LEAST_COUNTS = 20;

/** How a tag changes from one healthy step to the next. */
function changesOf(values: Samples, steps: Int32Array): { ups: number; downs: number } {
  let ups = 0;
  let downs = 0;
  for (let k = 1; k < steps.length; k++) {
    if (steps[k] !== steps[k - 1] + 1) continue;
    const change = values[steps[k]] - values[steps[k - 1]];
    if (change > 0) ups += 1;
    else if (change < 0) downs += 1;
  }
  return { ups, downs };
}

/** Scale of one tag, or why it has none. */
function scaleOf(frame: Frame, index: number, all: Int32Array, thinnedAll: Int32Array): Scale | UnusedTag {
  const { tag, avg, bad } = frame.tags[index];
  const good = (steps: Int32Array) => (bad === undefined ? steps : steps.filter((at) => bad[at] === 0));
  const [steps, thinned] = [good(all), good(thinnedAll)];
  const unused = (why: UnusedReason): UnusedTag => ({ tag, index, why });
  const ascending = sorted(pick(avg, thinned));
  if (ascending.length < LEAST_PRESENT * thinnedAll.length) return unused('no readings');
  const median = quantileOfSorted(ascending, 0.5);
  const sigma = spreadOf(ascending, median);
  // Below the rounding of 32-bit readings a spread means nothing.
  if (!(sigma > Math.abs(median) * 1e-6)) return unused('does not change');
  const { ups, downs } = changesOf(avg, steps);
  if (ups >= LEAST_COUNTS && ups > COUNTER_UP * (ups + downs)) return unused('counter');
  const minutes = (steps.length * frame.stepMs) / 60_000;
  if (ups + downs < minutes / LONGEST_HOLD_MINUTES) return unused('changes rarely');
  if (!bursts(ascending, median, sigma)) return { tag, index, median, sigma };
  // Most readings of a coarse instrument are one value: its few other steps are then many sigmas off.
  const whole = deviationOf(ascending, median);
  if (bursts(ascending, median, whole)) return unused('switches between two levels');
  return { tag, index, median, sigma: whole };
}

const isUnused = (found: Scale | UnusedTag): found is UnusedTag => 'why' in found;

/**
 * Scales of the analog tags that can be judged.
 * @returns `NotEnough` when the healthy steps are too few, or no tag has readings that change
 */
export function fitScales(frame: Frame, use: Mask): Scales | NotEnough {
  const used = countUsed(use);
  if (used < LEAST_STEPS) {
    const message = `${used} healthy steps to learn from, ${LEAST_STEPS} are needed: take a longer history or a longer healthy period`;
    return { kind: 'not-enough', reason: 'short history', message };
  }
  const steps = usedSteps(use);
  const thinned = thin(steps, QUANTILE_SAMPLES);
  const found = frame.tags.flatMap(({ kind }, index) =>
    kind === 'analog' ? [scaleOf(frame, index, steps, thinned)] : [],
  );
  const scales = found.filter((each): each is Scale => !isUnused(each));
  const unused = found.filter(isUnused);
  if (scales.length > 0) return { kind: 'fitted', scales, unused };
  const read = unused.filter(({ why }) => why !== 'no readings').length;
  if (read > 0) {
    const message = `none of ${read} analog tags changes in the healthy period: choose another period or other tags`;
    return { kind: 'not-enough', reason: 'no change', message };
  }
  const message =
    'no analog tag has readings in the healthy period: check the mapping and the period on the Data page';
  return { kind: 'not-enough', reason: 'no readings', message };
}

function standardiseColumn({ avg: values, bad }: TagSamples, { median, sigma }: Scale): Float32Array {
  const column = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = (values[at] - median) / sigma;
    column[at] = value > LIMIT ? LIMIT : value < -LIMIT ? -LIMIT : value;
  }
  if (bad !== undefined) for (let at = 0; at < column.length; at++) if (bad[at] !== 0) column[at] = NaN;
  return column;
}

function presentSteps(columns: readonly Float32Array[], length: number): Mask {
  const counts = new Uint16Array(length);
  for (const column of columns)
    for (let at = 0; at < length; at++) if (column[at] === column[at]) counts[at]++;
  const least = Math.max(1, LEAST_TAGS_PRESENT * columns.length);
  return Uint8Array.from(counts, (count) => (count >= least ? 1 : 0));
}

/** The frame's tags on the scales of its healthy steps. */
export function standardise(frame: Frame, scales: readonly Scale[]): Standardised {
  const { startMs, stepMs, length } = frame;
  const columns = scales.map((scale) => standardiseColumn(frame.tags[scale.index], scale));
  const tags = scales.map(({ tag }) => tag);
  return { startMs, stepMs, length, tags, columns, present: presentSteps(columns, length) };
}

/** Steps from (inclusive) to (exclusive) of standardised data, sharing its memory. */
export function sliceSteps(data: Standardised, from: number, to: number): Standardised {
  const { startMs, stepMs, tags } = data;
  const columns = data.columns.map((column) => column.subarray(from, to));
  const present = data.present.subarray(from, to);
  return { startMs: startMs + from * stepMs, stepMs, length: to - from, tags, columns, present };
}
