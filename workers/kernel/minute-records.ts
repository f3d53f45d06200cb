import { emptyMinutes, type Minutes } from '$lib/ingest/merge-minutes';
import type { KernelExports } from './kernel-exports';
import type { KernelExtra } from './kernel-extra';

const HEADER_BYTES = 16;

/** Bytes of a minute's record: minute, rows, then the tags' cells; see assembly/minutes.ts. */
export const recordBytes = (kernel: Pick<KernelExports, 'cellBytes'>, tags: number) =>
  HEADER_BYTES + tags * kernel.cellBytes.value;

/** Records' positions by ascending minute; kept as they are where the file runs forward. */
function ascending(keys: Int32Array): number[] {
  const order = Array.from(keys, (_, at) => at);
  return keys.every((key, at) => at === 0 || keys[at - 1] < key)
    ? order
    : order.sort((a, b) => keys[a] - keys[b]);
}

/**
 * The kernel's minutes, ascending.
 * @param isBoolean whether each tag is a boolean: its least and greatest follow from sum and count
 */
export function readMinutes(
  kernel: KernelExports,
  records: number,
  isBoolean: readonly boolean[],
): { minutes: Minutes; order: number[] } {
  const tags = isBoolean.length;
  const stride = recordBytes(kernel, tags);
  const cellWords = kernel.cellBytes.value / 8;
  const view = new DataView(kernel.memory.buffer, records);
  const words = new Float64Array(kernel.memory.buffer, records);
  const result = emptyMinutes(kernel.minutes.value, tags);
  const keys = result.minutes.map((_, at) => view.getInt32(at * stride, true));
  const order = ascending(keys);
  const { minutes, rows, sum, min, max, count } = result;
  let to = 0;
  order.forEach((record, at) => {
    minutes[at] = keys[record];
    rows[at] = view.getUint32(record * stride + 4, true);
    let from = (record * stride + HEADER_BYTES) / 8;
    for (let tag = 0; tag < tags; tag++, to++, from += cellWords) {
      const readings = words[from + 3];
      if (readings === 0) continue;
      count[to] = readings;
      sum[to] = words[from + 2];
      min[to] = isBoolean[tag] ? Number(words[from + 2] === readings) : words[from];
      max[to] = isBoolean[tag] ? Number(words[from + 2] > 0) : -words[from + 1];
    }
  });
  return { minutes: result, order };
}

/** Sums of squares, first and last readings, in the order of `readMinutes`. */
export function readExtra(
  kernel: KernelExports,
  records: number,
  tags: number,
  order: readonly number[],
): Omit<KernelExtra, 'changes'> {
  const stride = recordBytes(kernel, tags);
  const cellWords = kernel.cellBytes.value / 8;
  const words = new Float64Array(kernel.memory.buffer, records);
  const cells = () => new Float64Array(order.length * tags);
  const [sumOfSquares, first, last] = [cells(), cells(), cells()];
  let to = 0;
  for (const record of order) {
    let from = (record * stride + HEADER_BYTES) / 8;
    for (let tag = 0; tag < tags; tag++, to++, from += cellWords) {
      sumOfSquares[to] = words[from + 4];
      last[to] = words[from + 5];
      first[to] = words[from + 6];
    }
  }
  return { sumOfSquares, first, last };
}
