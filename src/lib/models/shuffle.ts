import { nextUint, seedRandom } from '../simulator/random';

/** Streams of one seed: the order of an epoch's samples and the noise of a step never share numbers. */
const ORDER_STREAM = 1_000_000;

/**
 * Order of the samples in an epoch, by Fisher and Yates. It depends on the seed and the epoch alone, so that a training
 * that is resumed draws what an unbroken one would.
 * @returns a permutation of 0 to count - 1
 */
export function epochOrder(count: number, seed: number, epoch: number): Int32Array {
  const random = seedRandom(seed, ORDER_STREAM + epoch);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let last = count - 1; last > 0; last--) {
    const other = nextUint(random) % (last + 1);
    const kept = order[last];
    order[last] = order[other];
    order[other] = kept;
  }
  return order;
}

/** The samples of each batch of an order; the last batch is filled up with samples of weight 0. */
export function batchOf(
  order: Int32Array,
  batch: number,
  size: number,
): { places: Int32Array; weights: Float32Array } {
  const from = batch * size;
  const places = new Int32Array(size);
  const weights = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    const there = from + i < order.length;
    places[i] = there ? order[from + i] : order[0];
    weights[i] = there ? 1 : 0;
  }
  return { places, weights };
}
