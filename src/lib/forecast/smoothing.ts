import { eachTarget } from './each-target';
import { nelderMead } from './nelder-mead';
import { DAY, type History, type Unfit } from './types';

/** Smoothing of level, trend and season, and damping of the trend, each 0 to 1; and what it was chosen by. */
export interface SmoothingState {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
  /** Mean squared error one hour ahead over what was learnt from. */
  error: number;
}

/** Where the smoothing stands after an hour. */
interface Standing {
  level: number;
  trend: number;
  /** By hour of the day of the plant's clock, [24]. */
  season: Float64Array;
}

/** Hours that a forecast is run in over. */
const RUN_IN = 21 * DAY;
/** Hours that the parameters are fitted over. */
const FIT_OVER = 90 * DAY;
const LEAST_HOURS = 4 * DAY;

const hourOfDay = ({ startMs, offsets }: History, at: number): number => {
  const wall = Math.floor(startMs / 3_600_000) + at + Math.round(offsets[at] ?? 0);
  return ((wall % DAY) + DAY) % DAY;
};

function begin(history: History, target: number, from: number): Standing {
  const { values } = history.channels[target];
  const to = Math.min(history.length, from + 3 * DAY);
  let [sum, count] = [0, 0];
  for (let at = from; at < to; at++)
    if (!Number.isNaN(values[at])) [sum, count] = [sum + values[at], count + 1];
  const level = count > 0 ? sum / count : NaN;
  const [season, counts] = [new Float64Array(DAY), new Float64Array(DAY)];
  for (let at = from; at < to; at++) {
    if (Number.isNaN(values[at])) continue;
    season[hourOfDay(history, at)] += values[at] - level;
    counts[hourOfDay(history, at)] += 1;
  }
  for (let hour = 0; hour < DAY; hour++) season[hour] = counts[hour] > 0 ? season[hour] / counts[hour] : 0;
  return { level, trend: 0, season };
}

/**
 * Run the additive Holt-Winters method with damped trend (Gardner and McKenzie 1985; ETS(A,Ad,A) of Hyndman et al.) over hours.
 * An hour that is not known moves the level on by the damped trend and teaches nothing.
 * @param onerror told the error of each known hour, one step ahead
 */
export function smooth(
  { alpha, beta, gamma, phi }: Omit<SmoothingState, 'error'>,
  history: History,
  target: number,
  from: number,
  onerror?: (error: number) => void,
): Standing {
  const { values } = history.channels[target];
  const { season, ...start } = begin(history, target, from);
  let { level, trend } = start;
  for (let at = from; at < history.length; at++) {
    const hour = hourOfDay(history, at);
    const ahead = level + phi * trend;
    const error = values[at] - ahead - season[hour];
    if (Number.isNaN(error)) {
      [level, trend] = [ahead, phi * trend];
      continue;
    }
    onerror?.(error);
    level = ahead + alpha * error;
    trend = phi * trend + alpha * beta * error;
    season[hour] += gamma * (1 - alpha) * error;
  }
  return { level, trend, season };
}

const squash = (x: number, low: number, high: number) => low + (high - low) / (1 + Math.exp(-x));

const parametersOf = ([a, b, g, p]: readonly number[]) => ({
  alpha: squash(a, 0.001, 0.999),
  beta: squash(b, 0, 0.5),
  gamma: squash(g, 0, 0.9),
  phi: squash(p, 0.7, 0.995),
});

function fitSmoothing(history: History, target: number): SmoothingState | Unfit {
  const from = Math.max(0, history.length - FIT_OVER);
  const known = history.channels[target].values.subarray(from).filter((value) => !Number.isNaN(value));
  if (known.length < LEAST_HOURS) return { unfit: `${known.length} known hours, fewer than four days` };
  // A fault's jump would rule the squares: errors count as at most so many usual steps.
  const steps = known
    .slice(1)
    .map((value, at) => Math.abs(value - known[at]))
    .sort();
  const most = 10 * (steps[steps.length >> 1] || steps[steps.length - 1] || 1);
  const errorOf = (point: readonly number[]) => {
    let [sum, count] = [0, 0];
    smooth(parametersOf(point), history, target, from, (error) => {
      if (count++ >= 2 * DAY) sum += Math.min(Math.abs(error), most) ** 2;
    });
    return sum / Math.max(1, count - 2 * DAY);
  };
  const { point, value } = nelderMead(errorOf, [1, -3, -3, 0], { steps: 120, size: 1.5 });
  return { ...parametersOf(point), error: value };
}

/** Level, damped trend and a daily season, smoothed exponentially; parameters fitted by the error one hour ahead. */
export const dampedSmoothing = eachTarget<SmoothingState>({
  name: 'damped smoothing',
  fit: fitSmoothing,
  forecast(state, history, target, horizon) {
    const from = Math.max(0, history.length - RUN_IN);
    const { level, trend, season } = smooth(state, history, target, from);
    let [damped, factor] = [0, 1];
    return Float64Array.from({ length: horizon }, (_, step) => {
      factor *= state.phi;
      damped += factor;
      return level + damped * trend + season[hourOfDay(history, history.length + step)];
    });
  },
});
