// Several plants in one matrix, one after the other, each scaled by its own readings as a plant's are in the page.
import type { PreparedTraining } from '../../src/lib/models/prepare-training';
import { scaledMatrix, type Matrix } from '../../src/lib/models/matrix';
import type { Scaler } from '../../src/lib/models/scaler';
import { SPLIT_SHARES, type StepRange } from '../../src/lib/models/split';
import { type Plant, plantsOf, type SetName } from './plants';

const SETS: SetName[] = ['train', 'validation', 'test'];

/** A plant's place in the pool. */
export interface Member {
  /** Its readings are in the matrix alone. */
  plant: Omit<Plant, 'columns'>;
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
  /** Mean of the training plants' scalers: what model.json says; a plant's own rows are scaled by its own. */
  scaler: Scaler;
}

/** What a model sees of a plant. */
export interface PoolView {
  /** A plant's columns, one a feature, in the steps of the model. */
  columnsOf(plant: Plant): Float32Array[];
  fitScaler(columns: Float32Array[], part: StepRange): Scaler;
}

export function poolPlants(folder: string, view: PoolView): Pool {
  const parts: Matrix[] = [];
  const members: Member[] = [];
  let from = 0;
  for (const set of SETS)
    for (const { columns: read, ...plant } of plantsOf(set, folder)) {
      const columns = view.columnsOf({ ...plant, columns: read });
      const steps = columns[0].length;
      const fittedTo = Math.floor(steps * SPLIT_SHARES.train);
      const scaler = view.fitScaler(columns, { from: 0, to: fittedTo });
      parts.push(scaledMatrix(columns, scaler));
      members.push({
        ...{ plant, set, scaler, range: { from, to: from + steps } },
        later: { from: from + fittedTo, to: from + steps },
      });
      from += steps;
    }
  return { matrix: joined(parts), members, split: splitOf(members), scaler: commonScaler(members) };
}

/** Takes the parts: two copies of them all would be too much. */
function joined(parts: Matrix[]): Matrix {
  const { features } = parts[0];
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  const values = new Float32Array(steps * features);
  const present = new Uint8Array(steps * features);
  let at = 0;
  for (let part = parts.shift(); part; part = parts.shift()) {
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

function commonScaler(members: readonly Member[]): Scaler {
  const scalers = members.filter(({ set }) => set === 'train').map(({ scaler }) => scaler);
  const mean = (of: (scaler: Scaler) => number[]) =>
    of(scalers[0]).map((_, at) => scalers.reduce((sum, each) => sum + of(each)[at], 0) / scalers.length);
  return { ...scalers[0], mean: mean((each) => each.mean), deviation: mean((each) => each.deviation) };
}
