import { answerAll, type AnswerControl } from './answer-all';
import { futureOf, lastKnown, type ForecastShape } from './forecast-samples';
import type { QualityFigure } from './manifest';
import type { Matrix } from './matrix';
import type { PreparedTraining } from './prepare-training';
import type { Answerer } from './runtime';

/** Hours ahead whose error is told. */
const HORIZONS = [1, 24];
const SEASON = 24;

/** What a plain way says of each window, shape [windows * horizon * targets], scaled. */
type Plain = (matrix: Matrix, starts: Int32Array, shape: ForecastShape) => Float32Array;

const persistence: Plain = (matrix, starts, shape) => {
  const last = lastKnown(matrix, starts, shape);
  const { horizon, targets } = shape;
  return Float32Array.from({ length: starts.length * horizon * targets.length }, (_, at) => {
    const window = Math.floor(at / (horizon * targets.length));
    return last[window * targets.length + (at % targets.length)];
  });
};

/** The value of a day before; the last known one where it is missing. */
const seasonal: Plain = (matrix, starts, shape) => {
  const values = persistence(matrix, starts, shape);
  const before = futureOf(
    matrix,
    starts.map((start) => start - SEASON),
    shape,
  );
  return values.map((value, at) => (before.targetMask[at] === 1 ? before.target[at] : value));
};

/** Mean absolute error of one target up to an hour ahead, in the target's unit. */
function meanError(
  said: (window: number, ahead: number) => number,
  { target, targetMask }: ReturnType<typeof futureOf>,
  { windows, horizon, targets, k, upTo }: Record<'windows' | 'horizon' | 'targets' | 'k' | 'upTo', number>,
): number {
  let [sum, count] = [0, 0];
  for (let window = 0; window < windows; window++)
    for (let ahead = 0; ahead < upTo; ahead++) {
      const at = (window * horizon + ahead) * targets + k;
      if (targetMask[at] === 0) continue;
      sum += Math.abs(said(window, ahead) - target[at]);
      count += 1;
    }
  return sum / count;
}

/**
 * How a forecaster does on the test part: error of each target an hour and a day ahead beside persistence and the day
 * before, and the measured coverage of its band.
 * @param names of the targets
 * @param quantiles lowest, median, highest
 */
export async function judgeForecast(
  answerer: Answerer,
  { matrix, scaler, test }: PreparedTraining,
  shape: ForecastShape,
  { names, quantiles, nowMs }: { names: readonly string[]; quantiles: readonly number[]; nowMs: number },
  control: AnswerControl = {},
): Promise<QualityFigure[]> {
  const { horizon, targets } = shape;
  const { y } = await answerAll(answerer, test.samples, ['y'], control);
  const future = futureOf(matrix, test.starts, shape);
  const middle = Math.floor(quantiles.length / 2);
  const windows = test.starts.length;
  const plain = {
    persistence: persistence(matrix, test.starts, shape),
    seasonal: seasonal(matrix, test.starts, shape),
  };
  const base = { data: 'test part of this plant', judgedOn: new Date(nowMs).toISOString().slice(0, 10) };
  const place = (window: number, ahead: number, k: number) => (window * horizon + ahead) * targets.length + k;
  const figures = names.flatMap((name, k) =>
    HORIZONS.filter((upTo) => upTo <= horizon).map((upTo): QualityFigure => {
      const sizes = { windows, horizon, targets: targets.length, k, upTo };
      const unscaled = scaler.deviation[targets[k]];
      const of = (said: (window: number, ahead: number) => number) =>
        meanError(said, future, sizes) * unscaled;
      return {
        ...base,
        measure: `mean error of ${name}, ${upTo === 1 ? 'one hour' : `up to ${upTo} hours`} ahead`,
        unit: 'in its unit',
        value: of((window, ahead) => y[place(window, ahead, k) * quantiles.length + middle]),
        better: 'lower',
        baselines: [
          { name: 'persistence', value: of((window, ahead) => plain.persistence[place(window, ahead, k)]) },
          { name: 'the day before', value: of((window, ahead) => plain.seasonal[place(window, ahead, k)]) },
        ],
      };
    }),
  );
  const asked = 100 * (quantiles[quantiles.length - 1] - quantiles[0]);
  const coverage: QualityFigure = {
    ...base,
    measure: `readings within the band that should hold ${asked.toFixed(0)} %`,
    unit: '%',
    value: 100 * coverageOf(y, future, quantiles.length),
    better: 'higher',
    baselines: [{ name: 'as set', value: asked }],
  };
  return [...figures, coverage].filter(({ value }) => Number.isFinite(value));
}

/** Share of known readings between the lowest and the highest quantile. */
function coverageOf(
  y: Float32Array,
  { target, targetMask }: ReturnType<typeof futureOf>,
  count: number,
): number {
  let [within, known] = [0, 0];
  for (let at = 0; at < target.length; at++) {
    if (targetMask[at] === 0) continue;
    known += 1;
    if (target[at] >= y[at * count] && target[at] <= y[at * count + count - 1]) within += 1;
  }
  return within / known;
}
