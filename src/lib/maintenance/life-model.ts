/** Remaining life with its interval and the confidence that the failure is real. */

import type { IndicatorState } from './assess';
import { predictBoosted, type Boosted } from './boost/boosting';
import type { ComponentId } from './components';
import { FARTHEST_DAYS, growing, lifeFeatures } from './life-features';

const HOURS_A_DAY = 24;

/** Errors by remaining life: up to `untilHours` foretold, the true one is between `low` and `high` times as long. */
export interface IntervalBand {
  untilHours: number;
  low: number;
  high: number;
}

/** How a component's life is foretold. */
export type LifeMethod = 'trend' | 'learnt';

/** What was learnt of run-to-failure histories. Plain data, kept as JSON. */
export interface LifeModel {
  version: string;
  /** Residual at failure by indicator, in its unit, and the histories it is the middle of (0: stated, not learnt). */
  limits: Record<string, { value: number; failures: number; source: string }>;
  /** Logarithm of the hours left, by `lifeFeatures`. */
  life: Boosted;
  /** Chance, 0 to 1, that a failure of the component comes. */
  real: Boosted;
  /** Measured share of real ones by what `real` says: pairs of its value and the share, ascending. */
  calibration: [said: number, share: number][];
  /** Bands by method, ascending; the last one holds for all that is longer. */
  bands: Record<LifeMethod, IntervalBand[]>;
  /** Method that was better for each component on histories that neither had seen. */
  better: Partial<Record<ComponentId, LifeMethod>>;
  trainedOn: { histories: number; failures: number; rows: number; seeds: string };
}

/** How far ahead a failure is. */
export interface RemainingLife {
  method: LifeMethod;
  /** Hours left: middle, and the interval that holds the true one in eight of ten cases. */
  hours: number;
  lowHours: number;
  highHours: number;
  /** Chance that the failure comes, as measured on simulated plants, 0 to 1. */
  confidence: number;
}

/** Straight between the points of a calibration; its ends hold beyond. */
export function calibrated(points: LifeModel['calibration'], said: number): number {
  if (points.length === 0) return Math.min(1, Math.max(0, said));
  const after = points.findIndex(([at]) => at >= said);
  if (after === 0) return points[0][1];
  if (after < 0) return points[points.length - 1][1];
  const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
  return x1 > x0 ? y0 + ((said - x0) / (x1 - x0)) * (y1 - y0) : y1;
}

/** Hours left by the trend of the clearest indicator alone; Infinity when it does not reach its limit. */
export function hoursByTrend(component: ComponentId, states: readonly IndicatorState[]): number {
  const trend = growing(component, states)[0]?.trend;
  return trend && Number.isFinite(trend.daysLeft)
    ? Math.min(FARTHEST_DAYS, trend.daysLeft) * HOURS_A_DAY
    : Infinity;
}

/** Hours that a method says are left; null when nothing grows. */
export function hoursBy(
  method: LifeMethod,
  model: Pick<LifeModel, 'life'>,
  component: ComponentId,
  states: readonly IndicatorState[],
): number | null {
  const features = lifeFeatures(component, states);
  if (!features) return null;
  return method === 'learnt'
    ? Math.exp(predictBoosted(model.life, features))
    : hoursByTrend(component, states);
}

/** The band of a life. @throws RangeError when a model has none */
export function bandOf(bands: readonly IntervalBand[], hours: number): IntervalBand {
  const band = bands.find(({ untilHours }) => hours <= untilHours) ?? bands[bands.length - 1];
  if (!band) throw new RangeError('the model of remaining life has no interval');
  return band;
}

/**
 * Foretell a component's failure.
 * @param states of all its indicators
 * @returns null when there is no trend
 */
export function remainingLife(
  model: LifeModel,
  component: ComponentId,
  states: readonly IndicatorState[],
): RemainingLife | null {
  const features = lifeFeatures(component, states);
  if (!features) return null;
  const method = model.better[component] ?? 'trend';
  const hours = hoursBy(method, model, component, states);
  if (hours === null || !Number.isFinite(hours)) return null;
  const band = bandOf(model.bands[method], hours);
  return {
    method,
    hours,
    lowHours: hours * band.low,
    highHours: hours * band.high,
    confidence: calibrated(model.calibration, predictBoosted(model.real, features)),
  };
}
