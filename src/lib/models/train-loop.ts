import { seedRandom } from '../simulator/random';
import { TrainError } from './errors';
import { stepPace, type Pace } from './pace';
import type { Samples } from './samples';
import { learningRate } from './schedule';
import { batchOf, epochOrder } from './shuffle';
import type { Trainer } from './runtime';
import { progressOf } from './train-progress';
import type { Checkpoint, StopReason, TrainJob, TrainPlan, TrainResult } from './train-types';

/** Between two times that other messages of the worker are let in, ms. */
const BREATHE_MS = 50;
const CHECKPOINT_MS = 10_000;

const batchesOf = (samples: Samples, batch: number): number => Math.ceil(samples.count / batch);

/** A training under way. */
interface Run {
  job: TrainJob;
  at: Checkpoint;
  batches: number;
  pace: Pace;
  now: () => number;
  lastBreathMs: number;
  lastCheckpointMs: number;
  /** Time trained before this run, and when this run began without its pauses. */
  beforeMs: number;
  beganMs: number;
}

/**
 * Train until the validation gets no better, all epochs are done, or it is said to be enough. The order of samples, the
 * noise and the learning rate depend on the plan and the step alone, so that a training resumed from a checkpoint takes
 * the same steps as an unbroken one.
 * @returns the best weights by validation
 * @throws TrainError when there are no samples or the loss is no number any more; DeviceLostError; the signal's reason
 */
export async function trainModel(job: TrainJob): Promise<TrainResult> {
  const run = await begin(job);
  for (;;) {
    const stopped = (await trainEpoch(run)) ?? (await closeEpoch(run));
    if (stopped) return finish(run, stopped);
  }
}

async function begin(job: TrainJob): Promise<Run> {
  const { plan, train, validation, trainer, checkpoint } = job;
  if (train.count === 0 || validation.count === 0)
    throw new TrainError(
      `no samples to ${train.count === 0 ? 'train with' : 'validate by'}`,
      'Choose a longer time, or check on the Quality page what is missing.',
    );
  if (checkpoint) await trainer.write(checkpoint.state);
  const now = job.now ?? (() => performance.now());
  const beganMs = now();
  return {
    ...{ job, now, beganMs, lastBreathMs: beganMs, lastCheckpointMs: beganMs },
    at: checkpoint ? { ...checkpoint, history: [...checkpoint.history] } : await firstCheckpoint(trainer),
    batches: batchesOf(train, plan.batch),
    pace: stepPace(),
    beforeMs: checkpoint?.trainedMs ?? 0,
  };
}

const firstCheckpoint = async (trainer: Trainer): Promise<Checkpoint> => ({
  ...{ state: await trainer.read(), best: null, epoch: 1, batchesDone: 0 },
  ...{ lossSum: 0, lossWeight: 0, history: [], trainedMs: 0 },
});

const stepsTaken = ({ at, batches }: Run): number => (at.epoch - 1) * batches + at.batchesDone;

const rateAt = (plan: TrainPlan, batches: number, step: number): number =>
  learningRate(plan.schedule, step, plan.epochs * batches);

/** The batches of an epoch that are left. @returns why to stop within it, null to go on */
async function trainEpoch(run: Run): Promise<StopReason | null> {
  const { job, at, batches } = run;
  const order = epochOrder(job.train.count, job.plan.seed, at.epoch);
  while (at.batchesDone < batches) {
    await takeStep(run, order);
    await between(run);
    if (job.control?.enough?.() && at.batchesDone < batches) return 'asked';
  }
  return null;
}

async function takeStep(run: Run, order: Int32Array): Promise<void> {
  const { job, at, batches } = run;
  const { plan, trainer, train } = job;
  const step = stepsTaken(run) + 1;
  const { places, weights } = batchOf(order, at.batchesDone, plan.batch);
  const tensors = train.tensors(places, seedRandom(plan.seed, step));
  const began = run.now();
  const { loss } = await trainer.step([rateAt(plan, batches, step), step, plan.weightDecay], {
    ...tensors,
    sample_weight: weights,
  });
  if (!Number.isFinite(loss))
    throw new TrainError(
      `the loss of step ${step} is no number: the training ran away`,
      'Train again with a lower learning rate; weights trained before are kept.',
    );
  const count = weights.reduce((sum, weight) => sum + weight, 0);
  at.lossSum += loss * count;
  at.lossWeight += count;
  at.batchesDone += 1;
  run.pace.took(run.now() - began);
}

/** What happens between two steps: messages, pauses, checkpoints, progress. */
async function between(run: Run): Promise<void> {
  const { control } = run.job;
  control?.signal?.throwIfAborted();
  if (run.now() - run.lastBreathMs >= BREATHE_MS) {
    await (run.job.breathe ?? breathe)();
    run.lastBreathMs = run.now();
    tell(run, false);
  }
  control?.signal?.throwIfAborted();
  const wait = control?.paused?.();
  if (wait) return pause(run, wait);
  if (run.now() - run.lastCheckpointMs >= (run.job.checkpointMs ?? CHECKPOINT_MS)) await keep(run);
}

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function pause(run: Run, wait: Promise<void>): Promise<void> {
  await keep(run);
  const paused = run.now();
  tell(run, true);
  await wait;
  run.job.control?.signal?.throwIfAborted();
  run.beganMs += run.now() - paused;
  tell(run, false);
}

const trainedMs = (run: Run): number => run.beforeMs + run.now() - run.beganMs;

async function keep(run: Run): Promise<void> {
  const { job, at } = run;
  if (job.oncheckpoint) {
    const state = await job.trainer.read();
    await job.oncheckpoint({ ...at, state, history: [...at.history], trainedMs: trainedMs(run) });
  }
  run.lastCheckpointMs = run.now();
}

/** Judge the epoch by the validation part. @returns why to stop, null to go on */
async function closeEpoch(run: Run): Promise<StopReason | null> {
  const { job, at, batches } = run;
  const { plan, trainer, control } = job;
  const validation = await meanLoss(run, job.validation);
  const rate = rateAt(plan, batches, at.epoch * batches);
  at.history.push({ epoch: at.epoch, train: at.lossSum / at.lossWeight, validation, rate });
  if (at.best === null || validation < at.best.validation * (1 - plan.leastGain))
    at.best = { epoch: at.epoch, validation, w: (await trainer.read()).w };
  const stopped = stopAfter(at, plan) ?? (control?.enough?.() ? 'asked' : null);
  tell(run, false);
  if (stopped) return stopped;
  Object.assign(at, { epoch: at.epoch + 1, batchesDone: 0, lossSum: 0, lossWeight: 0 });
  return null;
}

function stopAfter({ epoch, best }: Checkpoint, { epochs, patience }: TrainPlan): StopReason | null {
  if (epoch >= epochs) return 'epochs';
  return best && epoch - best.epoch >= patience ? 'early' : null;
}

/** Mean loss over samples, without noise. @throws TrainError when it is no number */
async function meanLoss(run: Run, samples: Samples): Promise<number> {
  const { trainer, plan } = run.job;
  const order = Int32Array.from({ length: samples.count }, (_, at) => at);
  let sum = 0;
  for (let batch = 0; batch < batchesOf(samples, plan.batch); batch++) {
    const { places, weights } = batchOf(order, batch, plan.batch);
    sum += await trainer.evaluate({ ...samples.tensors(places, null), sample_weight: weights });
    await between(run);
  }
  if (!Number.isFinite(sum))
    throw new TrainError(
      'the loss of the validation part is no number: the training ran away',
      'Train again with a lower learning rate; weights trained before are kept.',
    );
  return sum / samples.count;
}

function tell(run: Run, paused: boolean): void {
  const { job, at, batches, pace } = run;
  const { epochs } = job.plan;
  const times = { perStepMs: pace.meanMs(), trainedMs: trainedMs(run) };
  job.onprogress?.(progressOf(at, { epochs, batches, paused, ...times }));
}

/** The best weights; those at hand when no epoch was finished. */
async function finish(run: Run, stopped: StopReason): Promise<TrainResult> {
  const { job, at } = run;
  const best = at.best ?? {
    epoch: at.epoch,
    validation: await meanLoss(run, job.validation),
    w: (await job.trainer.read()).w,
  };
  return {
    weights: best.w,
    best: { epoch: best.epoch, validation: best.validation },
    history: at.history,
    stopped,
    steps: stepsTaken(run),
    trainedMs: trainedMs(run),
  };
}
