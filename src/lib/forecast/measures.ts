import { HIGH, LEVELS, LOW, MIDDLE } from './conformal';

/** How a method fared over the origins that judge, per step ahead; NaN where nothing can be said. [horizon] each. */
export interface StepMeasures {
  /** Forecasts that were judged: outcome, this forecast and both naive ones are known. */
  count: Float64Array;
  /** Mean absolute error, in the unit of the target. */
  mae: Float64Array;
  /** Mean absolute error over that of a naive forecast for the same hours at the same horizon; below 1 is better than it. */
  maseLast: Float64Array;
  maseDay: Float64Array;
  /** Mean absolute error in percent of the outcome; NaN where outcomes come near zero. */
  mape: Float64Array;
  /** Mean pinball loss of the 10, 50 and 90 % lines, in the unit of the target. */
  pinball: Float64Array;
  /** Share of outcomes within the 80 % interval. */
  coverage: Float64Array;
}

/** Forecasts of one target by one method: all [origins * horizon] row-major. */
export interface Judged {
  /** Outcome; NaN where not known. */
  actual: Float32Array;
  forecast: Float32Array;
  /** The naive forecasts. */
  last: Float32Array;
  day: Float32Array;
  /** Lines of the fan, [origins * horizon * LEVELS]; NaN where there was no interval. */
  fan: Float32Array;
}

/** Pinball loss of a line at `level`: how badly it parts outcomes (Koenker and Bassett 1978). */
export const pinball = (level: number, line: number, actual: number): number =>
  actual >= line ? level * (actual - line) : (1 - level) * (line - actual);

/** Outcomes smaller than this share of the usual one make percentages meaningless. */
const NEAR_ZERO = 0.05;

/** Whether errors in percent say something: a unit with a true zero that outcomes stay clear of. */
export function allowsPercent(actual: ArrayLike<number>): boolean {
  let [sum, count, least] = [0, 0, Infinity];
  for (let at = 0; at < actual.length; at++) {
    if (Number.isNaN(actual[at])) continue;
    sum += Math.abs(actual[at]);
    count++;
    least = Math.min(least, actual[at]);
  }
  return count > 0 && least > (NEAR_ZERO * sum) / count;
}

/**
 * Measures per step over some origins.
 * @param from first origin that counts, `to` exclusive
 */
export function measure(judged: Judged, horizon: number, from: number, to: number): StepMeasures {
  const { actual, forecast, last, day, fan } = judged;
  const zeros = () => new Float64Array(horizon);
  const [count, mae, naive, daily, percent, loss, inside, withFan] = Array.from({ length: 8 }, zeros);
  const percentOk = allowsPercent(actual);
  for (let origin = from; origin < to; origin++) {
    for (let step = 0; step < horizon; step++) {
      const at = origin * horizon + step;
      const [real, said] = [actual[at], forecast[at]];
      if (Number.isNaN(real + said + last[at] + day[at])) continue;
      count[step] += 1;
      mae[step] += Math.abs(real - said);
      naive[step] += Math.abs(real - last[at]);
      daily[step] += Math.abs(real - day[at]);
      percent[step] += Math.abs((real - said) / real);
      const [low, high] = [fan[at * LEVELS.length + LOW], fan[at * LEVELS.length + HIGH]];
      if (Number.isNaN(low + high)) continue;
      withFan[step] += 1;
      inside[step] += Number(real >= low && real <= high);
      loss[step] +=
        (pinball(LEVELS[LOW], low, real) +
          pinball(LEVELS[MIDDLE], said, real) +
          pinball(LEVELS[HIGH], high, real)) /
        3;
    }
  }
  const per = (sums: Float64Array, by: Float64Array) => sums.map((sum, at) => sum / by[at]);
  return {
    count,
    mae: per(mae, count),
    maseLast: per(mae, naive),
    maseDay: per(mae, daily),
    mape: percentOk ? per(percent, count).map((share) => 100 * share) : zeros().fill(NaN),
    pinball: per(loss, withFan),
    coverage: per(inside, withFan),
  };
}
