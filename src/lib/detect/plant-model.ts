import { doubledSteps } from './checks/clock';
import { coarsen, coarsenMask } from './resample';
import { dailyMaxima, fitDailyGreatest, LEAST_DAYS, type DailyGreatest } from './budget';
import type { DetectInput, Period } from './detect-types';
import type { Mask } from './frame';
import { defaultHealthy, maskOf, withoutOddDays } from './healthy';
import { operationOf, type Operation } from './operating';
import { trailingLeast } from './rolling';
import { fitScales, standardise, type Scales, type Standardised } from './standardise';
import type { NotEnough } from './types';
import { fitWatch, greatestRatio, watchTags, type Watch } from './watch';

/** Multivariate detectors look at means of so many minutes. */
export const COARSE_MINUTES = 5;
/** A reading is cut off at so many sigmas before it is averaged. */
const CUT = 8;
/** Readings are judged as means of a quarter of an hour and of six hours. */
const WINDOW_MINUTES = [15, 360];
const RIDGE = 0.05;
/** What is off for less than this is no event. */
const SUSTAINED_MINUTES = 45;
const DAY_MS = 86_400_000;

/** What is learnt of a plant, and its readings made ready. */
export interface PlantModel {
  kind: 'fitted';
  operation: Operation;
  period: Period;
  /** Minutes that are judged: in operation, settled, held once. */
  steady: Mask;
  /** Healthy minutes in operation. */
  use: Mask;
  /** The same and all settled steps, coarse. */
  coarseUse: Mask;
  scales: Scales;
  /** Means of five minutes, standardised. */
  coarse: Standardised;
  watch: Watch;
  /** Ratio of each tag to its limit, sustained for 45 minutes, one column a tag. */
  ratios: Float32Array[];
  /** How great the greatest of them is on healthy days. */
  daily: DailyGreatest;
  /** The same of each tag. */
  dailyByTag: (DailyGreatest | null)[];
  /** Coarse steps of a day. */
  perDay: number;
  /** Coarse steps of `SUSTAINED_MINUTES`. */
  sustained: number;
}

const shortHistory = (days: number): NotEnough => ({
  kind: 'not-enough',
  reason: 'short history',
  message: `${days} healthy days to learn from, ${LEAST_DAYS} are needed: take a longer history or a longer healthy period`,
});

const sustainedRatios = (columns: readonly Float32Array[], steps: number): Float32Array[] =>
  columns.map((column) => trailingLeast(column, steps));

interface Learnt {
  scales: Scales;
  coarse: Standardised;
  coarseUse: Mask;
  watch: Watch;
  healthy: Float32Array;
  /** Greatest sustained ratio of each tag by healthy day. */
  byTag: Float64Array[];
}

function learn(
  input: DetectInput,
  steady: Mask,
  use: Mask,
  size: number,
  sustained: number,
): Learnt | NotEnough {
  const { frame } = input;
  const scales = fitScales(frame, use);
  if (scales.kind === 'not-enough') return scales;
  const coarse = coarsen(standardise(frame, scales.scales), steady, size, CUT);
  const coarseUse = coarsenMask(use, size);
  const windows = WINDOW_MINUTES.map((minutes) =>
    Math.max(1, Math.round((minutes * 60_000) / coarse.stepMs)),
  );
  const watch = fitWatch(coarse, coarseUse, { windows, ridge: RIDGE });
  if (watch.kind === 'not-enough') return watch;
  const columns = sustainedRatios(watch.healthy, sustained);
  const perDay = Math.max(1, Math.round(DAY_MS / coarse.stepMs));
  const byTag = columns.map((column) => dailyMaxima(column, perDay));
  return { scales, coarse, coarseUse, watch, healthy: greatestRatio(columns), byTag };
}

/** Learn a plant from its healthy period. `NotEnough` says what is missing. */
export function fitPlant(input: DetectInput): PlantModel | NotEnough {
  const { frame } = input;
  const size = Math.max(1, Math.round((COARSE_MINUTES * 60_000) / frame.stepMs));
  const coarseMs = size * frame.stepMs;
  const perDay = Math.max(1, Math.round(DAY_MS / coarseMs));
  const sustained = Math.max(1, Math.round((SUSTAINED_MINUTES * 60_000) / coarseMs));
  const operation = operationOf(frame, input.canonical);
  const period = input.healthy ?? defaultHealthy(frame);
  const inPeriod = maskOf(frame, period);
  const twice = doubledSteps(frame, inPeriod);
  const steady = operation.steady.map((value, at) => (twice[at] === 0 ? value : 0));
  let use = inPeriod.map((value, at) => value & steady[at]);
  let learnt = learn(input, steady, use, size, sustained);
  if ('kind' in learnt) return learnt;
  if (input.healthy === null) {
    const { coarseUse: before, healthy } = learnt;
    const kept = withoutOddDays(before, healthy, perDay);
    if (kept.some((value, at) => value !== before[at])) {
      use = use.map((value, at) => value & kept[Math.floor(at / size)]);
      learnt = learn(input, steady, use, size, sustained);
      if ('kind' in learnt) return learnt;
    }
  }
  const maxima = dailyMaxima(learnt.healthy, perDay);
  const daily = fitDailyGreatest(maxima);
  if (daily === null) return shortHistory(maxima.length);
  const ratios = sustainedRatios(watchTags(learnt.watch, learnt.coarse), sustained);
  const { scales, coarse, coarseUse, watch } = learnt;
  const dailyByTag = learnt.byTag.map(fitDailyGreatest);
  return {
    kind: 'fitted',
    operation,
    steady,
    dailyByTag,
    period,
    use,
    coarseUse,
    scales,
    coarse,
    watch,
    ratios,
    daily,
    perDay,
    sustained,
  };
}
