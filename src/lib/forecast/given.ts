import { LEVELS } from './conformal';
import type { ForecastMethod, ForecastTask, History, Unfit } from './types';

/** What a model outside the worker said beforehand, from each hour it was asked at; plain data that crosses workers. */
export interface GivenForecasts {
  /** Channels that it forecasts, by name. */
  channels: string[];
  horizon: number;
  /** Hours known at each forecast, ascending. */
  known: Int32Array;
  /** Its 50 % line in the channel's own unit, [known, channels, horizon]; NaN where it said nothing. */
  middle: Float32Array;
  /** Its own 10 % and 90 % lines, alike. */
  low: Float32Array;
  high: Float32Array;
  /** Why it said nothing at all; null when it did. */
  unfit: string | null;
}

/** Where the 25 % line of a normal distribution lies between its middle and its 10 % line: .6745 / 1.2816. */
const QUARTER = 0.5263;

/** Place of a number in an ascending list; -1 when it is not there. */
function placeOf(sorted: Int32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const at = (low + high) >> 1;
    if (sorted[at] < value) low = at + 1;
    else high = at;
  }
  return sorted[low] === value ? low : -1;
}

/** Lines of the fan by a middle, a 10 % and a 90 % line, which may have crossed. */
export function linesBetween(middle: number, low: number, high: number): number[] {
  const [least, most] = [Math.min(low, middle), Math.max(high, middle)];
  return [
    ...[least, middle - QUARTER * (middle - least), middle],
    ...[middle + QUARTER * (most - middle), most],
  ];
}

/** A method that says what was said beforehand, and nothing from any other hour. It learnt before: once. */
export function givenMethod(given: GivenForecasts): ForecastMethod<(Unfit | object)[]> {
  const { channels, horizon, known } = given;
  /** First number of a forecast; -1 where there is none. */
  const from = ({ length, channels: own }: History, target: number): number => {
    const [at, channel] = [placeOf(known, length), channels.indexOf(own[target].tag)];
    return at < 0 || channel < 0 ? -1 : (at * channels.length + channel) * horizon;
  };
  const blocks = (histories: readonly History[], { targets }: ForecastTask, size: number) =>
    histories.map((history) => ({
      block: new Float64Array(targets.length * horizon * size).fill(NaN),
      places: targets.map((target) => from(history, target)),
    }));
  return {
    ...{ name: 'LSTM with attention', learns: 'once' },
    fit({ channels: own }, { targets }) {
      const { unfit } = given;
      if (unfit !== null) return { unfit };
      const states = targets.map((target) =>
        channels.includes(own[target].tag) ? {} : { unfit: 'it was not taught to forecast this' },
      );
      return states.every((state) => 'unfit' in state) && states.length > 0 ? (states[0] as Unfit) : states;
    },
    forecast: (_states, histories, task) =>
      blocks(histories, task, 1).map(({ block, places }) => {
        places.forEach((place, at) => {
          if (place >= 0) block.set(given.middle.subarray(place, place + horizon), at * horizon);
        });
        return block;
      }),
    lines: (_states, histories, task) =>
      blocks(histories, task, LEVELS.length).map(({ block, places }) => {
        places.forEach((place, at) => {
          for (let step = 0; place >= 0 && step < horizon; step++) {
            const [middle, low, high] = [given.middle, given.low, given.high].map((of) => of[place + step]);
            block.set(linesBetween(middle, low, high), (at * horizon + step) * LEVELS.length);
          }
        });
        return block;
      }),
  };
}
