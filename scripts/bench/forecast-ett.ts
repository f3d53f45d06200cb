// ETTh1 (hourly, 7 channels) with the standard split: the product's own linear model on z-scores, channel by channel.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitLinear, forecastLinear, type LinearState } from '../../src/lib/forecast/linear';
import { isUnfit, upTo, type History } from '../../src/lib/forecast/types';

const [TRAIN, VALIDATION, TEST] = [8640, 2880, 2880];
/** Looks back two weeks, as the linear models of the literature. */
const SPEC = {
  ...{ lags: 336, others: [], otherLags: 0, trendWidth: 25, trendEvery: 12, calendar: false },
};

export interface EttFigures {
  horizon: number;
  method: string;
  mse: number;
  mae: number;
}

function readChannels(path: string): History {
  const rows = readFileSync(path, 'utf8').trim().split('\n');
  const names = rows[0].trim().split(',').slice(1);
  const cells = rows
    .slice(1, 1 + TRAIN + VALIDATION + TEST)
    .map((row) => row.split(',').slice(1).map(Number));
  const channels = names.map((tag, at) => {
    const values = Float64Array.from(cells, (row) => row[at]);
    const part = values.subarray(0, TRAIN);
    const mean = part.reduce((sum, v) => sum + v, 0) / TRAIN;
    const deviation = Math.sqrt(part.reduce((sum, v) => sum + (v - mean) ** 2, 0) / TRAIN);
    return { tag, values: values.map((value) => (value - mean) / deviation) };
  });
  const length = cells.length;
  return { startMs: Date.UTC(2016, 6, 1), length, channels, offsets: new Float64Array(length + 200) };
}

type Say = (history: History, channel: number) => Float64Array;

function judge(history: History, horizon: number, method: string, say: Say): EttFigures {
  let [squares, absolutes, count] = [0, 0, 0];
  for (let origin = TRAIN + VALIDATION; origin + horizon <= history.length; origin++) {
    const past = upTo(history, origin);
    history.channels.forEach(({ values }, channel) => {
      const said = say(past, channel);
      for (let step = 0; step < horizon; step++) {
        const error = said[step] - values[origin + step];
        [squares, absolutes, count] = [squares + error ** 2, absolutes + Math.abs(error), count + 1];
      }
    });
  }
  return { horizon, method, mse: squares / count, mae: absolutes / count };
}

/** MSE and MAE over all channels and windows of the test part; null without the data set. */
export function judgeEtt(data: string): EttFigures[] | null {
  const path = join(data, 'ett', 'ETTh1.csv');
  if (!existsSync(path)) return null;
  const history = readChannels(path);
  const train = upTo(history, TRAIN);
  return [24, 96].flatMap((horizon) => {
    const states = history.channels.map((_, at) => fitLinear(train, at, horizon, SPEC));
    for (const state of states) if (isUnfit(state)) throw new Error(state.unfit);
    const last: Say = ({ channels, length }, at) =>
      new Float64Array(horizon).fill(channels[at].values[length - 1]);
    const day: Say = ({ channels, length }, at) =>
      Float64Array.from({ length: horizon }, (_, step) => channels[at].values[length - 24 + (step % 24)]);
    return [
      judge(history, horizon, 'persistence', last),
      judge(history, horizon, 'seasonal naive', day),
      judge(history, horizon, 'linear', (past, at) =>
        forecastLinear(states[at] as LinearState, past, at, horizon),
      ),
    ];
  });
}
