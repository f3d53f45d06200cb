import { countUsed, usedSteps, type Mask } from '../frame';
import { MAD_TO_SIGMA, medianAndMad, pick, quantile, thin } from '../quantile';
import { trailingMedian } from '../rolling';
import { hourOfStep, seasonOf } from '../season';
import type { Standardised } from '../standardise';
import type { Detector } from '../types';
import { greatestOfTags } from './greatest';

const HOUR_MS = 3_600_000;
const FIT_SAMPLES = 20_000;
/** In sigmas of the whole healthy period; see iqr.ts. */
const LEAST_SIGMA = 0.02;
/** Share of the window's hours that must be known. */
const LEAST_KNOWN = 0.25;

export interface RobustZSettings {
  /** Hours of the rolling median; 0 for the median of the healthy period throughout. */
  windowHours: number;
}

const DEFAULTS: RobustZSettings = { windowHours: 7 * 24 };

interface TagModel {
  season: Float64Array | null;
  windowHours: number;
  median: number;
  sigma: number;
}

function withoutSeason(data: Standardised, column: Float32Array, season: Float64Array | null): Float32Array {
  return season === null ? column : column.map((value, at) => value - season[hourOfStep(data, at)]);
}

/** Deviation from the median of the hours before; from 0 where they are not known. */
function withoutTrend(data: Standardised, column: Float32Array, windowHours: number): Float32Array {
  const perHour = Math.round(HOUR_MS / data.stepMs);
  if (windowHours === 0 || perHour < 1) return column;
  const hours = Math.ceil(column.length / perHour);
  const medians = Float64Array.from({ length: hours }, (_, hour) =>
    quantile(column.subarray(hour * perHour, (hour + 1) * perHour), 0.5),
  );
  const baseline = trailingMedian(medians, windowHours, Math.ceil(LEAST_KNOWN * windowHours));
  return column.map((value, at) => {
    const base = baseline[Math.floor(at / perHour)];
    return base === base ? value - base : value;
  });
}

const deviations = (
  data: Standardised,
  column: Float32Array,
  { season, windowHours }: Pick<TagModel, 'season' | 'windowHours'>,
) => withoutTrend(data, withoutSeason(data, column, season), windowHours);

function fitTag(data: Standardised, column: Float32Array, use: Mask, windowHours: number): TagModel {
  const season = seasonOf(data, column, use);
  const rest = deviations(data, column, { season, windowHours });
  const { median, mad } = medianAndMad(pick(rest, thin(usedSteps(use), FIT_SAMPLES)));
  return { season, windowHours, median, sigma: Math.max(LEAST_SIGMA, MAD_TO_SIGMA * mad) };
}

/**
 * Robust z-score: deviation of each tag from its rolling median, after its usual hour of day, in sigmas by the median
 * absolute deviation (Iglewicz & Hoaglin, How to Detect and Handle Outliers, 1993). Where the healthy period is
 * shorter than two windows, the median of that period stands for the rolling one.
 */
export function robustZ(settings: Partial<RobustZSettings> = {}): Detector {
  const { windowHours } = { ...DEFAULTS, ...settings };
  return {
    name: 'robust-z',
    fit(data, use) {
      const healthyHours = (countUsed(use) * data.stepMs) / HOUR_MS;
      const window = healthyHours >= 2 * windowHours ? windowHours : 0;
      const models = data.columns.map((column) => fitTag(data, column, use, window));
      return greatestOfTags('robust-z', (scored, tag) => {
        const model = models[tag];
        const rest = deviations(scored, scored.columns[tag], model);
        return rest.map((value) => Math.abs(value - model.median) / model.sigma);
      });
    },
  };
}
