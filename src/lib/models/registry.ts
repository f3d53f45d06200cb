import type { ModelName } from '../learn/models/model-types';
import type { TrainPlan } from './train-types';

/** What its samples are: single steps, windows with what comes after, windows with a class. */
export type SampleKind = 'rows' | 'forecast' | 'classes';

/** A model as pages name it. */
export interface ModelEntry {
  name: ModelName;
  title: string;
  /** Name in the old platform's API. */
  apiName: 'lstm_forecaster' | 'autoencoder' | 'cnn_lstm' | 'vae';
  samples: SampleKind;
  purpose: string;
  /** What it means for somebody at the plant. */
  means: string;
  /** Time between two steps. */
  stepSeconds: number;
  plan: TrainPlan;
}

const ROWS_PLAN: TrainPlan = {
  seed: 1,
  epochs: 25,
  batch: 1024,
  schedule: { peak: 3e-3, warmUpSteps: 50, floor: 0.02 },
  weightDecay: 1e-4,
  patience: 3,
  leastGain: 0.02,
};

const WINDOWS_PLAN: TrainPlan = {
  seed: 1,
  epochs: 30,
  batch: 64,
  schedule: { peak: 1e-3, warmUpSteps: 20, floor: 0.02 },
  weightDecay: 1e-2,
  patience: 5,
  leastGain: 0.002,
};

export const MODELS: readonly ModelEntry[] = [
  {
    name: 'autoencoder',
    title: 'Autoencoder',
    apiName: 'autoencoder',
    samples: 'rows',
    purpose: 'finds minutes that are unlike those it learnt, by how badly it can rebuild them',
    means:
      'It presses all readings of a minute into a few numbers and rebuilds them. What it cannot rebuild has not been seen before.',
    stepSeconds: 60,
    plan: ROWS_PLAN,
  },
  {
    name: 'vae',
    title: 'Variational autoencoder',
    apiName: 'vae',
    samples: 'rows',
    purpose: 'the same with a probability: how rare a minute is',
    means:
      'It learns how likely each combination of readings is. A high score is a combination that hardly ever occurs.',
    stepSeconds: 60,
    plan: ROWS_PLAN,
  },
  {
    name: 'forecaster',
    title: 'Forecaster',
    apiName: 'lstm_forecaster',
    samples: 'forecast',
    purpose: 'methane, carbon dioxide, flow and energy of the next 24 hours, with a band',
    means:
      'It looks at the last two days, hour by hour, and says what the next day will bring and how sure that is.',
    stepSeconds: 3600,
    plan: WINDOWS_PLAN,
  },
  {
    name: 'fault-classifier',
    title: 'Fault classifier',
    apiName: 'cnn_lstm',
    samples: 'classes',
    purpose: 'normal operation, or which fault',
    means:
      'It looks at two hours of minutes and names the fault they look like. It knows only faults that it was shown.',
    stepSeconds: 60,
    plan: { ...WINDOWS_PLAN, epochs: 12, patience: 3 },
  },
];

/** @throws RangeError for a name that is none of the four */
export function modelEntry(name: ModelName): ModelEntry {
  const found = MODELS.find((entry) => entry.name === name);
  if (!found) throw new RangeError(`there is no model "${name}"`);
  return found;
}
