import type { SlicePartial } from './types';

/** Minutes of one or more slices, over all tags of the dataset; rows as in SlicePartial. */
export interface Minutes {
  minutes: Int32Array;
  rows: Uint32Array;
  sum: Float64Array;
  min: Float64Array;
  max: Float64Array;
  count: Uint32Array;
}

/**
 * Spread a partial of one source over the dataset's tags.
 * @param tagOf position among the dataset's tags of each tag of the source
 * @returns arrays [minutes * tags]; count 0 for tags the source does not have
 */
export function widen(partial: SlicePartial, tagOf: readonly number[], tags: number): Minutes {
  const same = tagOf.length === tags && tagOf.every((tag, index) => tag === index);
  if (same) return partial;
  const length = partial.minutes.length;
  const wide = emptyMinutes(length, tags);
  wide.minutes.set(partial.minutes);
  wide.rows.set(partial.rows);
  for (let row = 0; row < length; row++) {
    tagOf.forEach((tag, index) => {
      const from = row * tagOf.length + index;
      const to = row * tags + tag;
      wide.sum[to] = partial.sum[from];
      wide.min[to] = partial.min[from];
      wide.max[to] = partial.max[from];
      wide.count[to] = partial.count[from];
    });
  }
  return wide;
}

/** Minutes of the given length, all zero. */
export function emptyMinutes(length: number, tags: number): Minutes {
  const cells = () => new Float64Array(length * tags);
  return {
    minutes: new Int32Array(length),
    rows: new Uint32Array(length),
    sum: cells(),
    min: cells(),
    max: cells(),
    count: new Uint32Array(length * tags),
  };
}

function copyRow(from: Minutes, at: number, to: Minutes, row: number, tags: number): void {
  to.minutes[row] = from.minutes[at];
  to.rows[row] = from.rows[at];
  for (const key of ['sum', 'min', 'max', 'count'] as const) {
    to[key].set(from[key].subarray(at * tags, (at + 1) * tags), row * tags);
  }
}

function addRow(from: Minutes, at: number, to: Minutes, row: number, tags: number): void {
  to.rows[row] += from.rows[at];
  for (let tag = 0; tag < tags; tag++) {
    const source = at * tags + tag;
    const target = row * tags + tag;
    if (from.count[source] === 0) continue;
    const first = to.count[target] === 0;
    to.sum[target] += from.sum[source];
    to.min[target] = first ? from.min[source] : Math.min(to.min[target], from.min[source]);
    to.max[target] = first ? from.max[source] : Math.max(to.max[target], from.max[source]);
    to.count[target] += from.count[source];
  }
}

/** Both, merged minute by minute: a minute in both comes out as if its rows had stood together. Ascending. */
export function mergeMinutes(a: Minutes, b: Minutes, tags: number): Minutes {
  if (a.minutes.length === 0) return b;
  const keys = Int32Array.from(new Set([...a.minutes, ...b.minutes])).sort();
  const merged = emptyMinutes(keys.length, tags);
  const rowOf = new Map([...keys].map((key, row) => [key, row] as const));
  const row = (key: number) => rowOf.get(key) as number;
  a.minutes.forEach((key, at) => copyRow(a, at, merged, row(key), tags));
  const held = new Set(a.minutes);
  b.minutes.forEach((key, at) => (held.has(key) ? addRow : copyRow)(b, at, merged, row(key), tags));
  return merged;
}

/** Rows [from, to) of minutes. */
export function sliceMinutes(m: Minutes, from: number, to: number, tags: number): Minutes {
  return {
    minutes: m.minutes.slice(from, to),
    rows: m.rows.slice(from, to),
    sum: m.sum.slice(from * tags, to * tags),
    min: m.min.slice(from * tags, to * tags),
    max: m.max.slice(from * tags, to * tags),
    count: m.count.slice(from * tags, to * tags),
  };
}
