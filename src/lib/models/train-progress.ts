import type { Checkpoint, TrainProgress } from './train-types';

/** What is known beside the checkpoint. */
export interface ProgressFacts {
  epochs: number;
  batches: number;
  paused: boolean;
  /** Mean time of the last steps, ms; 0 before it is known. */
  perStepMs: number;
  trainedMs: number;
}

/** Time of a step with its share of the validations, ms; of the last steps alone in the first epoch. */
function wholeStepMs(steps: number, { perStepMs, trainedMs }: ProgressFacts, epoch: number): number {
  return epoch > 1 && steps > 0 ? trainedMs / steps : perStepMs;
}

/** How far a training is. */
export function progressOf(at: Checkpoint, facts: ProgressFacts): TrainProgress {
  const { epochs, batches, paused, perStepMs, trainedMs } = facts;
  const steps = (at.epoch - 1) * batches + at.batchesDone;
  const eachMs = wholeStepMs(steps, facts, at.epoch);
  return {
    ...{ epoch: at.epoch, epochs, batchesDone: at.batchesDone, batches, steps, paused, trainedMs },
    loss: at.lossSum / at.lossWeight,
    stepsPerSecond: perStepMs > 0 ? 1000 / perStepMs : 0,
    secondsLeft: eachMs > 0 ? ((epochs * batches - steps) * eachMs) / 1000 : NaN,
    history: [...at.history],
    best: at.best && { epoch: at.best.epoch, validation: at.best.validation },
  };
}
