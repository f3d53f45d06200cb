import { LEVELS } from './conformal';
import { fanAt, lineAt } from './fan';
import type { ForecastRun, TargetRun } from './run-types';
import type { MethodName } from './types';

/** A forecast from one instant with the lines of its fan. */
export interface ForecastLines {
  method: MethodName;
  /** Hours that were known. */
  known: number;
  /** The forecast itself, [horizon]; NaN where there is none. */
  middle: Float64Array;
  /** Lines in the order of LEVELS, [horizon] each; NaN where there was no interval. */
  lines: Float64Array[];
}

function withFan(
  run: ForecastRun,
  target: TargetRun,
  name: MethodName,
  known: number,
  middle: Float64Array,
  own: Float64Array | Float32Array | undefined,
): ForecastLines {
  const { origins, horizon } = run;
  const method = target.methods.find((one) => one.name === name);
  const offsets =
    method && target.actual.length > 0
      ? fanAt(
          { origins, horizon, actual: target.actual, forecast: method.forecast, lines: method.lines },
          known,
        )
      : new Float64Array(horizon * LEVELS.length).fill(NaN);
  const lines = LEVELS.map((_, line) =>
    middle.map((value, step) => {
      const at = step * LEVELS.length + line;
      return lineAt(value, own?.[at] ?? NaN, line, offsets[at]);
    }),
  );
  return { method: name, known, middle, lines };
}

/** The forecast of a method from the end of the history; null when it was not used. */
export function linesAhead(run: ForecastRun, target: TargetRun, name: MethodName): ForecastLines | null {
  const method = target.methods.find((one) => one.name === name);
  return method ? withFan(run, target, name, run.hours, method.ahead, method.aheadLines) : null;
}

/**
 * What was forecast at an earlier hour, by what had been best then and with the interval of the errors known then: models
 * had learnt from what came before only.
 * @param known hours that were known; the nearest earlier origin of the back-test is taken
 * @returns null before the first origin
 */
export function linesThen(run: ForecastRun, target: TargetRun, known: number): ForecastLines | null {
  const { origins, folds, horizon } = run;
  let at = origins.length - 1;
  while (at >= 0 && origins[at] > known) at--;
  if (at < 0 || target.actual.length === 0) return null;
  const name = target.winnerOfFold[folds.findIndex(({ from, to }) => at >= from && at < to)];
  const method = target.methods.find((one) => one.name === name);
  if (!method) return null;
  const middle = Float64Array.from(method.forecast.subarray(at * horizon, (at + 1) * horizon));
  const size = horizon * LEVELS.length;
  const own = method.lines?.subarray(at * size, (at + 1) * size);
  return withFan(run, target, name, origins[at], middle, own);
}
