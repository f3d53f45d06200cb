import { nextNormal, type RandomState } from '../simulator/random';
import { gatherRows, type Matrix } from './matrix';
import type { Samples } from './samples';

/** Standard normal noise, or zeros where there is no generator. */
export function noiseOf(length: number, random: RandomState | null): Float32Array {
  const noise = new Float32Array(length);
  if (random) for (let i = 0; i < length; i++) noise[i] = nextNormal(random);
  return noise;
}

/**
 * Single steps, for the autoencoder and the VAE: x and mask [batch, features], and noise [batch, latent] for the VAE.
 * @param rows   of the matrix that are samples
 * @param latent numbers of noise a sample, 0 for none
 */
export function rowSamples(matrix: Matrix, rows: Int32Array, latent = 0): Samples {
  return {
    count: rows.length,
    tensors(places, random) {
      const batch = gatherRows(
        matrix,
        places.map((place) => rows[place]),
        1,
      );
      return latent === 0 ? batch : { ...batch, noise: noiseOf(places.length * latent, random) };
    },
  };
}
