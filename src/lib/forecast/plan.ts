import { DAY, type Unfit } from './types';

/** One stretch of a back-test: models learn from what is before `until` and forecast from each origin. */
export interface Fold {
  /** Hours known when the models learn; the first origin. */
  until: number;
  /** First and last place among the origins, from inclusive, to exclusive. */
  from: number;
  to: number;
}

/** Rolling origins over a history. */
export interface BacktestPlan {
  /** Hours known at each forecast, ascending. */
  origins: Int32Array;
  folds: Fold[];
  /** Origins before this place are for choosing (validation), the others for judging (test). */
  testFrom: number;
}

/** Fewest hours: a week to learn from, then three days to choose and three to judge by. */
export const LEAST_HISTORY = 14 * DAY;
const LEARN_SHARE = 0.4;
const FOLDS = 6;
/** Origins at most: beyond a year of hours they are further apart. */
const MOST_ORIGINS = 2400;

/**
 * Plan a rolling-origin back-test: the first two fifths are learnt from only; over the rest models forecast from each hour and
 * learn anew six times; the first half of it chooses, the second judges.
 * @param hours length of the history
 */
export function planBacktest(hours: number, horizon: number): BacktestPlan | Unfit {
  if (hours < LEAST_HISTORY + horizon)
    return {
      unfit: `the history has ${hours} hours; to choose and to judge a model takes ${LEAST_HISTORY + horizon}`,
    };
  const start = Math.max(7 * DAY, Math.floor(LEARN_SHARE * hours));
  // The last origin sees its first step only; what is not known yet is not judged.
  const stride = Math.max(1, Math.ceil((hours - start) / MOST_ORIGINS));
  const count = Math.floor((hours - 1 - start) / stride) + 1;
  const origins = Int32Array.from({ length: count }, (_, at) => start + at * stride);
  const edge = (fold: number) => Math.round((count * fold) / FOLDS);
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({
    ...{ from: edge(fold), to: edge(fold + 1) },
    until: origins[edge(fold)],
  }));
  return { origins, folds, testFrom: edge(FOLDS / 2) };
}
