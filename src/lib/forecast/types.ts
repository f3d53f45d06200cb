/** Histories, methods and what they say, as plain data that crosses workers. */

export const HOUR_MS = 3_600_000;
export const DAY = 24;
export const WEEK = 168;
/** Furthest step ahead that the pages ask for, hours. */
export const HORIZON = 24;

/** One channel by the hour. */
export interface Channel {
  tag: string;
  /** Mean or sum of each hour; NaN where it is not known or does not count (gap, stop, bad data). Length hours. */
  values: Float64Array;
}

/** What is known at an instant: hours on a regular grid, the last of which is over. */
export interface History {
  /** Start of the first hour, ms since epoch. */
  startMs: number;
  /** Hours. */
  length: number;
  channels: readonly Channel[];
  /** Wall clock of the plant minus UTC, hours, for each hour of the history and at least `horizon` beyond it. */
  offsets: Float64Array;
}

/** What is to be forecast. */
export interface ForecastTask {
  /** Places of the targets among the channels. */
  targets: readonly number[];
  /** Steps ahead, hours; the first is the hour right after the history. */
  horizon: number;
}

/** Why a method cannot be used for a target, in a sentence without its full stop. */
export interface Unfit {
  unfit: string;
}

export type MethodName =
  | 'persistence'
  | 'seasonal naive'
  | 'weekly naive'
  | 'damped smoothing'
  | 'linear'
  | 'linear, several channels'
  | 'LSTM with attention'
  | 'combination';

/**
 * A way to forecast. What it learnt is plain data, so that it can be kept and asked again later. Both functions get
 * histories that end at what is known: there is nothing of the future in them to look at.
 */
export interface ForecastMethod<State = unknown> {
  name: MethodName;
  /** Whether a back-test lets it learn anew before each fold, or once before the first. */
  learns: 'each fold' | 'once';
  /** Learn from a history. @returns state, or why it cannot be used at all */
  fit(history: History, task: ForecastTask): Promise<State | Unfit> | State | Unfit;
  /**
   * @param histories each ends at its origin
   * @returns a block a history, shape [targets, horizon] row-major; NaN where the method has no forecast
   */
  forecast(
    state: State,
    histories: readonly History[],
    task: ForecastTask,
  ): Promise<Float64Array[]> | Float64Array[];
  /**
   * Lines of its own around what it says, for a method that has some.
   * @returns a block a history, shape [targets, horizon, LEVELS] row-major
   */
  lines?(state: State, histories: readonly History[], task: ForecastTask): Float64Array[];
}

export const isUnfit = (state: unknown): state is Unfit =>
  typeof state === 'object' && state !== null && 'unfit' in state;

/** The part of a history before an hour: all that was known when it began. A view, nothing is copied. */
export function upTo(history: History, length: number): History {
  return {
    ...history,
    length,
    channels: history.channels.map(({ tag, values }) => ({ tag, values: values.subarray(0, length) })),
  };
}

/** Something that cannot be forecast as it was asked for. */
export class ForecastError extends Error {
  override name = 'ForecastError';
}
