// Healthy minutes, for the autoencoder and the VAE.
import type { ModelConfig } from '../../src/lib/models/build-model';
import type { Part, PreparedTraining } from '../../src/lib/models/prepare-training';
import { rowSamples } from '../../src/lib/models/row-samples';
import { presentSteps, thinned } from '../../src/lib/models/window-starts';
import { minuteClasses, NO_CLASS } from './labels';
import type { SetName } from './plants';
import type { Member, Pool } from './pooled';

const MOST: Record<SetName, number> = { train: 150_000, validation: 30_000, test: 30_000 };

export interface RowsSet extends PreparedTraining {
  /** Minutes of the test plants in which a fault shows. */
  faulty: Part;
}

/** Train on whole plants; validate and test on what comes after the part that a plant's scaler was fitted to. */
export function rowsSet({ matrix, members, split, scaler }: Pool, { latent, noise }: ModelConfig): RowsSet {
  const use = presentSteps(matrix);
  const rows = (set: SetName, wanted: (minute: number) => boolean): Part => {
    const places = members
      .filter((member) => member.set === set)
      .flatMap((member) => rowsOf(member, use, wanted));
    const starts = thinned(Int32Array.from(places), MOST[set]);
    return { starts, samples: rowSamples(matrix, starts, noise ? Number(latent) : 0) };
  };
  const healthy = (kind: number) => kind === 0;
  return {
    ...{ matrix, split, scaler },
    train: rows('train', healthy),
    validation: rows('validation', healthy),
    test: rows('test', healthy),
    faulty: rows('test', (kind) => kind !== 0 && kind !== NO_CLASS),
  };
}

function rowsOf(
  { plant, set, range, later }: Member,
  use: Uint8Array,
  wanted: (kind: number) => boolean,
): number[] {
  const kinds = minuteClasses(plant);
  const { from, to } = set === 'train' ? range : later;
  const places: number[] = [];
  for (let row = from; row < to; row++) if (use[row] && wanted(kinds[row - range.from])) places.push(row);
  return places;
}
