import type { TensorSpec } from '../learn/models/model-types';
import { nextNormal, seedRandom } from '../simulator/random';
import type { Golden } from './manifest';
import type { Answerer, Tensors } from './runtime';

/** Numbers kept of each output. */
const KEPT = 32;
export const GOLDEN_SEED = 20_261_130;
export const GOLDEN_BATCH = 4;
/** Greatest |found - known| / (1 + |known|) between devices; float32 sums in another order stay below 1e-4. */
export const GOLDEN_TOLERANCE = 2e-3;

/** Drawn inputs for a check of the outputs: normal readings, nothing missing, no `w`. */
export function goldenInputs(specs: readonly TensorSpec[], seed: number): Tensors {
  const own = specs.filter(({ name }) => name !== 'w');
  return Object.fromEntries(
    own.map(({ name, shape }, stream) => {
      const random = seedRandom(seed, stream);
      const length = shape.reduce((product, size) => product * size, 1);
      const draw = name.endsWith('mask') ? () => 1 : () => nextNormal(random);
      return [name, Float32Array.from({ length }, draw)];
    }),
  );
}

/** Outputs to be kept with weights. @param answerer on WASM, of batch `GOLDEN_BATCH` */
export async function goldenOf(answerer: Answerer, seed = GOLDEN_SEED): Promise<Golden> {
  const outputs = await answerer.run(goldenInputs(answerer.graph.inputs, seed));
  const kept = Object.entries(outputs).map(([name, all]) => [name, Array.from(all.subarray(0, KEPT))]);
  return { seed, batch: GOLDEN_BATCH, outputs: Object.fromEntries(kept) };
}

/**
 * Greatest deviation of a device's outputs from the known ones, relative to 1 + |known|; Infinity where an output is
 * missing or no number.
 * @param answerer of the golden's batch
 */
export async function goldenDeviation(answerer: Answerer, golden: Golden): Promise<number> {
  const outputs = await answerer.run(goldenInputs(answerer.graph.inputs, golden.seed));
  const deviations = Object.entries(golden.outputs).flatMap(([name, known]) =>
    known.map((value, at) => Math.abs((outputs[name]?.[at] ?? NaN) - value) / (1 + Math.abs(value))),
  );
  return deviations.reduce((worst, each) => (Number.isNaN(each) ? Infinity : Math.max(worst, each)), 0);
}
