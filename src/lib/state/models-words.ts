import { explain, type Explanation } from './explain';

/** What to do, where an error that comes from a worker has lost its advice on the way. */
const ADVICE: Record<string, string> = {
  TrainError: 'Choose a longer time or another start; models trained before are kept.',
  ModelFileError: 'Train the model anew, or import an exported one; other models are kept.',
  DeviceLostError: 'Train again, on the processor if it happens again; models trained before are kept.',
  WorkerError: 'Press "Go on": it goes on from the last checkpoint.',
  QuotaExceededError: 'Free disk space or remove old versions, then train again.',
};

/** An error of a model in words, with a way on. */
export function explainModel(error: unknown): Explanation {
  const found = explain(error);
  const name = error instanceof Error ? error.name : '';
  return {
    message: found.message,
    advice: found.advice || (ADVICE[name] ?? 'Try again; models trained before are kept.'),
  };
}
