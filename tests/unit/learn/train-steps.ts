import type { BuiltModel, Provider } from '$lib/learn/models';
import { sizeOf } from '$lib/learn/onnx/shape';
import { NORMAL_TABLE, nextUint, nextUnit, seedRandom } from '$lib/simulator/random';
import { type Arrays, loadEncoded } from './run-graph';

/** Random tensors for a model's batch: standard normal, masks 0 or 1, all samples of weight 1. */
export function randomBatch(model: BuiltModel, batch: number, seed = 3): Arrays {
  const random = seedRandom(seed);
  const { inputs } = model.evaluate({ batch, provider: 'wasm' });
  return Object.fromEntries(
    inputs.map(({ name, shape }) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => {
        if (name === 'sample_weight') return 1;
        if (name.endsWith('mask')) return nextUnit(random) < 0.8 ? 1 : 0;
        return NORMAL_TABLE[nextUint(random) >>> 16];
      }),
    ]),
  );
}

/** @returns the loss before each step, the gradient's norm at each, and the weights after the last */
export async function trainSteps(
  model: BuiltModel,
  batch: Arrays,
  steps: number,
  {
    provider = 'wasm' as Provider,
    rate = 1e-3,
    decay = 0,
    seed = 1,
    start = model.initialWeights(seed),
  } = {},
) {
  const rows = batch.sample_weight.length;
  const run = await loadEncoded(model.train({ batch: rows, provider }));
  const zeros = () => new Float32Array(model.layout.padded);
  let state: Arrays = { w: start, m: zeros(), v: zeros() };
  const losses: number[] = [];
  const norms: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const { w2, m2, v2, loss } = await run({ ...batch, ...state, hyper: Float32Array.of(rate, step, decay) });
    state = { w: w2, m: m2, v: v2 };
    losses.push(loss[0]);
    norms.push(loss[1]);
  }
  return { losses, norms, weights: state.w };
}
