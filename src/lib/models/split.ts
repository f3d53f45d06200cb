import { TrainError } from './errors';

/** Steps from (inclusive) to (exclusive). */
export interface StepRange {
  from: number;
  to: number;
}

/** Parts of a history in time; between them lies a gap, so that no window reaches into the next part. */
export interface Split {
  train: StepRange;
  validation: StepRange;
  test: StepRange;
  /** Steps left out between two parts. */
  gap: number;
}

export interface SplitShares {
  train: number;
  validation: number;
}

export const SPLIT_SHARES: SplitShares = { train: 0.7, validation: 0.15 };

/**
 * Split by time: the oldest steps to train, then the validation, the newest to test.
 * @param steps  of the history
 * @param gap    steps between two parts; a window with its horizon must not be longer for nothing to leak
 * @param shares of the history without its two gaps; what is left is the test
 * @throws TrainError when a part would be shorter than `least` steps
 */
export function splitByTime(
  steps: number,
  gap: number,
  shares: SplitShares = SPLIT_SHARES,
  least = gap + 1,
): Split {
  const usable = steps - 2 * gap;
  const trainTo = Math.floor(usable * shares.train);
  const validationFrom = trainTo + gap;
  const validationTo = validationFrom + Math.floor(usable * shares.validation);
  const split = {
    train: { from: 0, to: trainTo },
    validation: { from: validationFrom, to: validationTo },
    test: { from: validationTo + gap, to: steps },
    gap,
  };
  const shortest = Math.min(...[split.train, split.validation, split.test].map(lengthOf));
  if (!(shortest >= least))
    throw new TrainError(
      `${Math.max(0, steps)} steps of history are too few: the shortest of the three parts would have ${Math.max(0, shortest)}, ${least} are needed`,
      'Import a longer history.',
    );
  return split;
}

export const lengthOf = ({ from, to }: StepRange): number => to - from;
