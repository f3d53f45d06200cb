import type { ForecastRun, TargetRun } from './run-types';
import { HOUR_MS } from './types';

/** A row of `model_predictions`; times in ms since epoch, NaN where nothing is known. */
export interface PredictionRow {
  /** The hour that is forecast, its start. */
  timestamp: number;
  /** The last minute that was known when it was. */
  prediction_time: number;
  model_name: string;
  model_version: string;
  prediction_type: 'forecast';
  prediction_horizon_hours: number;
  predicted_value: number;
  confidence: number;
  actual_value: number;
  error: number;
  features_used: string;
}

const MINUTE_MS = 60_000;
/** Of the back-test, forecasts of one origin a day. */
const EVERY_HOURS = 24;

function rowOf(
  run: ForecastRun,
  target: TargetRun,
  name: string,
  known: number,
  step: number,
  said: number,
  actual: number,
): PredictionRow {
  return {
    timestamp: run.startMs + (known + step) * HOUR_MS,
    prediction_time: run.startMs + known * HOUR_MS - MINUTE_MS,
    ...{ model_name: name, model_version: '1', prediction_type: 'forecast' as const },
    prediction_horizon_hours: step + 1,
    predicted_value: said,
    confidence: Number.NaN,
    actual_value: actual,
    error: actual - said,
    features_used: target.tag,
  };
}

/** What was best then, from an origin a day of the back-test, with the outcome where it is known. */
function pastRows(run: ForecastRun, target: TargetRun): PredictionRow[] {
  const { horizon, origins, folds } = run;
  const rows: PredictionRow[] = [];
  folds.forEach(({ from, to }, fold) => {
    const method = target.methods.find(({ name }) => name === target.winnerOfFold[fold]);
    for (let origin = from; method && origin < to; origin++) {
      if (origins[origin] % EVERY_HOURS !== 0) continue;
      for (let step = 0; step < horizon; step++) {
        const at = origin * horizon + step;
        const [said, actual] = [method.forecast[at], target.actual[at]];
        if (!Number.isNaN(said))
          rows.push(rowOf(run, target, method.name, origins[origin], step, said, actual));
      }
    }
  });
  return rows;
}

/**
 * A run as rows of `model_predictions`: a forecast a day of the back-test with what came of it, and the one from the end of
 * the history, whose outcome is not known. `features_used` names the target.
 */
export function predictionRows(run: ForecastRun): PredictionRow[] {
  return run.targets.flatMap((target) => {
    const best = target.methods.find(({ name }) => name === target.winner);
    const ahead = Array.from(best?.ahead ?? []).flatMap((said, step) =>
      Number.isNaN(said) ? [] : [rowOf(run, target, target.winner, run.hours, step, said, Number.NaN)],
    );
    return [...(target.actual.length > 0 ? pastRows(run, target) : []), ...ahead];
  });
}
