// Several plants in one matrix, one after the other, each scaled by its own readings as a plant's are in the page.
import type { PreparedTraining } from '../../src/lib/models/prepare-training';
import { scaledMatrix, type Matrix } from '../../src/lib/models/matrix';
import { fitScaler, type Scaler } from '../../src/lib/models/scaler';
import { SPLIT_SHARES, type StepRange } from '../../src/lib/models/split';
import { type Plant, plantsOf, type SetName } from './plants';

const SETS: SetName[] = ['train', 'validation', 'test'];

/** A plant's place in the pool. */
export interface Member {
  plant: Plant;
  set: SetName;
  /** Its rows in the matrix. */
  range: StepRange;
  /** Those after the part that its scaler was fitted to. */
  later: StepRange;
  scaler: Scaler;
}

export interface Pool {
  matrix: Matrix;
  members: Member[];
  /** Rows of each set. */
  split: PreparedTraining['split'];
  /** Of all training plants together: what model.json says; a plant's own rows are scaled by its own. */
  scaler: Scaler;
}

/** @param columnsOf a plant's columns, one a feature, in the steps of the model */
export function poolPlants(folder: string, columnsOf: (plant: Plant) => Float32Array[]): Pool {
  const parts: Matrix[] = [];
  const members: Member[] = [];
  const training: Float32Array[][] = [];
  let from = 0;
  for (const set of SETS)
    for (const plant of plantsOf(set, folder)) {
      const columns = columnsOf(plant);
      const steps = columns[0].length;
      const fittedTo = Math.floor(steps * SPLIT_SHARES.train);
      const scaler = fitScaler(columns, { from: 0, to: fittedTo });
      parts.push(scaledMatrix(columns, scaler));
      if (set === 'train') training.push(columns);
      members.push({
        ...{ plant, set, scaler, range: { from, to: from + steps } },
        later: { from: from + fittedTo, to: from + steps },
      });
      from += steps;
    }
  return { matrix: joined(parts), members, split: splitOf(members), scaler: commonScaler(training) };
}

function joined(parts: readonly Matrix[]): Matrix {
  const { features } = parts[0];
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  const values = new Float32Array(steps * features);
  const present = new Uint8Array(steps * features);
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    present.set(part.present, at);
    at += part.values.length;
  }
  return { steps, features, values, present };
}

function splitOf(members: readonly Member[]): Pool['split'] {
  const of = (set: SetName): StepRange => {
    const own = members.filter((member) => member.set === set).map(({ range }) => range);
    return { from: own[0].from, to: own[own.length - 1].to };
  };
  return { train: of('train'), validation: of('validation'), test: of('test'), gap: 0 };
}

function commonScaler(plants: readonly Float32Array[][]): Scaler {
  const columns = plants[0].map((_, feature) => {
    const all = new Float32Array(plants.reduce((sum, plant) => sum + plant[feature].length, 0));
    let at = 0;
    for (const plant of plants) {
      all.set(plant[feature], at);
      at += plant[feature].length;
    }
    return all;
  });
  return fitScaler(columns, { from: 0, to: columns[0].length });
}
