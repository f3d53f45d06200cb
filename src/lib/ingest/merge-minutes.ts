/** Minutes rolled up over a number of tags. Arrays of cells are row-major [minutes * tags]. */
export interface Minutes {
  /** Minutes since epoch UTC, strictly ascending, length minutes. */
  minutes: Int32Array;
  /** Rows per minute, length minutes. */
  rows: Uint32Array;
  sum: Float64Array;
  min: Float64Array;
  max: Float64Array;
  /** Readings that are not null. min and max mean nothing where it is 0. */
  count: Uint32Array;
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

/** A copy of rows [from, to). */
export function sliceRows(m: Minutes, from: number, to: number, tags: number): Minutes {
  return {
    minutes: m.minutes.slice(from, to),
    rows: m.rows.slice(from, to),
    sum: m.sum.slice(from * tags, to * tags),
    min: m.min.slice(from * tags, to * tags),
    max: m.max.slice(from * tags, to * tags),
    count: m.count.slice(from * tags, to * tags),
  };
}

/** Position of the first element not below `key` in an ascending array; its length when there is none. */
export function lowerBound(ascending: Int32Array, key: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Add a part's minutes to a chunk whose `minutes` hold each of them: a minute in several parts comes out as if its
 * rows had stood together.
 * @param tagOf position among the chunk's tags of each tag of the part
 * @param tags  tags of the chunk
 */
export function addMinutes(chunk: Minutes, part: Minutes, tagOf: readonly number[], tags: number): void {
  for (let at = 0; at < part.minutes.length; at++) {
    const row = lowerBound(chunk.minutes, part.minutes[at]);
    chunk.rows[row] += part.rows[at];
    for (let tag = 0; tag < tagOf.length; tag++) {
      const from = at * tagOf.length + tag;
      const count = part.count[from];
      if (count === 0) continue;
      const to = row * tags + tagOf[tag];
      const first = chunk.count[to] === 0;
      chunk.sum[to] += part.sum[from];
      if (first || part.min[from] < chunk.min[to]) chunk.min[to] = part.min[from];
      if (first || part.max[from] > chunk.max[to]) chunk.max[to] = part.max[from];
      chunk.count[to] += count;
    }
  }
}

/** A part that lies elsewhere: its minutes are at hand, its cells are read when they are needed. */
export interface StagedMinutes {
  minutes: Int32Array;
  tagOf: readonly number[];
  /** Rows [from, to). */
  read(from: number, to: number): Minutes;
}

/** Every minute of the parts, once, ascending. */
function distinctMinutes(parts: readonly StagedMinutes[]): Int32Array {
  const all = new Int32Array(parts.reduce((total, part) => total + part.minutes.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part.minutes, at);
    at += part.minutes.length;
  }
  all.sort();
  return all.filter((minute, index) => index === 0 || minute !== all[index - 1]);
}

/**
 * Merge parts in whatever order and overlap, ascending in time, `chunkMinutes` at a time, so that no more than one
 * chunk is in memory. Parts are added in their order, so the sums do not depend on which came first.
 */
export function* mergeStaged(
  parts: readonly StagedMinutes[],
  tags: number,
  chunkMinutes: number,
): Generator<Minutes> {
  const minutes = distinctMinutes(parts);
  for (let at = 0; at < minutes.length; at += chunkMinutes) {
    const keys = minutes.slice(at, at + chunkMinutes);
    const chunk = { ...emptyMinutes(keys.length, tags), minutes: keys };
    for (const part of parts) {
      const from = lowerBound(part.minutes, keys[0]);
      const to = lowerBound(part.minutes, keys[keys.length - 1] + 1);
      if (from < to) addMinutes(chunk, part.read(from, to), part.tagOf, tags);
    }
    yield chunk;
  }
}
