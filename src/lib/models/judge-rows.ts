import { answerAll, type AnswerControl } from './answer-all';
import { gatherRows } from './matrix';
import type { QualityFigure } from './manifest';
import type { PreparedTraining } from './prepare-training';
import { componentError, principalComponents, rowError } from './principal';
import type { Answerer } from './runtime';
import { thinned } from './window-starts';

/** Shares of the validation part that may pass a threshold. */
const SHARES = [0.1, 0.01, 0.001];
/** Rows of the test part that are judged, at most. */
const MOST_ROWS = 20_000;

export interface Judged {
  quality: QualityFigure[];
  thresholds: { share: number; score: number }[];
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The score that a share of some scores passes. */
export function thresholdOf(scores: Float32Array, share: number): number {
  const ascending = Float32Array.from(scores).sort();
  return ascending[Math.min(ascending.length - 1, Math.ceil((1 - share) * ascending.length))];
}

/**
 * How an autoencoder does on the test part, which nothing was fitted to: its error beside that of as many principal
 * components and that of always saying the mean; and how well thresholds of the validation part hold.
 */
export async function judgeRows(
  answerer: Answerer,
  prepared: PreparedTraining,
  latent: number,
  nowMs: number,
  control: AnswerControl = {},
): Promise<Judged> {
  const { matrix, train, validation, test } = prepared;
  const known = await answerAll(answerer, validation.samples, ['score'], control);
  const asked = await answerAll(answerer, test.samples, ['score'], control);
  const thresholds = SHARES.map((share) => ({ share, score: thresholdOf(known.score, share) }));
  const places = thinned(
    Int32Array.from(test.starts, (_, at) => at),
    MOST_ROWS,
  );
  const rows = places.map((at) => test.starts[at]);
  const components = principalComponents(matrix, train.starts, latent);
  const mean = componentError(matrix, rows, { count: 0, directions: new Float64Array() });
  const base = { data: 'test part of this plant', judgedOn: day(nowMs), unit: '' };
  const passed = asked.score.filter((score) => score > thresholds[1].score).length / asked.score.length;
  return {
    thresholds,
    quality: [
      {
        ...base,
        measure: 'mean square error of a rebuilt minute, in variances',
        value: await rebuiltError(answerer, prepared, places, control),
        better: 'lower',
        baselines: [
          {
            name: `${components.count} principal components`,
            value: componentError(matrix, rows, components),
          },
          { name: 'always the mean', value: mean },
        ],
      },
      {
        ...base,
        measure: 'minutes above the threshold that 1 % of the validation passed',
        unit: '%',
        value: 100 * passed,
        better: 'lower',
        baselines: [{ name: 'as set', value: 1 }],
      },
    ],
  };
}

/** Mean square error of the rebuilt rows alone: a VAE's score has its divergence in it. */
async function rebuiltError(
  answerer: Answerer,
  { matrix, test }: PreparedTraining,
  places: Int32Array,
  control: AnswerControl,
): Promise<number> {
  const samples = {
    count: places.length,
    tensors: (asked: Int32Array) =>
      test.samples.tensors(
        asked.map((at) => places[at]),
        null,
      ),
  };
  const { y } = await answerAll(answerer, samples, ['y'], control);
  const { features } = matrix;
  const { x, mask } = gatherRows(
    matrix,
    places.map((at) => test.starts[at]),
    1,
  );
  let sum = 0;
  for (let from = 0; from < x.length; from += features) sum += rowError(x, mask, y, from, features, from);
  return sum / Math.max(1, places.length);
}
