import type { ForecastRun } from '$lib/forecast/run-types';

/** What is forecast: a tag of the plant, or the energy counted in each hour. */
export interface ForecastTarget {
  /** Name among the channels; `ENERGY_BY_HOUR` for the counted energy. */
  channel: string;
  /** Tag whose unit it has. */
  tag: string;
}

/** Channel of the energy counted in each hour. */
export const ENERGY_BY_HOUR = 'energy by hour';

/** The neural forecaster of a run. */
export interface NeuralFacts {
  /** Weights of the site, which learnt simulated plants only; else the plant's own. */
  shipped: boolean;
  version: string;
  /** End of the hours that its weights were fitted to, and of those that chose their epoch, ms; null for other plants' hours. */
  learntToMs: number | null;
  chosenToMs: number | null;
  /** Hours that it looks back over. */
  steps: number;
  /** Share of each of those hours in the forecast from the end, the oldest first; null when it made none. */
  attention: Float32Array | null;
}

/** A run that is kept with its plant. */
export interface KeptForecast {
  /** The same text, the same run: targets, what was read, how long the history was. */
  key: string;
  targets: ForecastTarget[];
  /** End of the history, ms since epoch: nothing later was known. */
  knownMs: number;
  /** Wall clock, and what it took. */
  madeMs: number;
  tookMs: number;
  /** Hours left out by channel: because the plant stood, because the data is bad. */
  leftOut: { channel: string; standing: number; bad: number }[];
  /** Hours of each target, in their order, as they were forecast from: NaN where not counted. */
  values: Float32Array[];
  run: ForecastRun;
  /** Missing in runs made before it took part; null when there were no weights, or why they could not be asked. */
  neural?: NeuralFacts | { problem: string } | null;
}
