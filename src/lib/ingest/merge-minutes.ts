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
  const sameTags = tagOf.length === tags && tagOf.every((position, tag) => position === tag);
  for (let at = 0; at < part.minutes.length; at++) {
    const row = lowerBound(chunk.minutes, part.minutes[at]);
    const fresh = sameTags ? freshRows(chunk, row, part, at) : 0;
    if (fresh > 0) {
      copyRows(part, at, chunk, row, fresh, tags);
      at += fresh - 1;
      continue;
    }
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

/** How many minutes of a part, from `at` on, are the chunk's from `row` on and have no rows there yet. */
function freshRows(chunk: Minutes, row: number, part: Minutes, at: number): number {
  const most = Math.min(part.minutes.length - at, chunk.minutes.length - row);
  let rows = 0;
  while (rows < most && chunk.rows[row + rows] === 0 && chunk.minutes[row + rows] === part.minutes[at + rows])
    rows++;
  return rows;
}

function copyRows(part: Minutes, at: number, chunk: Minutes, row: number, rows: number, tags: number): void {
  chunk.rows.set(part.rows.subarray(at, at + rows), row);
  for (const measure of ['sum', 'min', 'max', 'count'] as const)
    chunk[measure].set(part[measure].subarray(at * tags, (at + rows) * tags), row * tags);
}

/** A part that lies elsewhere: its minutes are at hand, its cells are read when they are needed. */
export interface StagedMinutes {
  minutes: Int32Array;
  tagOf: readonly number[];
  /** Rows [from, to). */
  read(from: number, to: number): Minutes;
}

/** How many of ascending minutes are not before `from`. */
export const countFrom = (ascending: Int32Array, from: number): number =>
  ascending.length - lowerBound(ascending, from);

/** Every minute of the parts from `from` on, once, ascending. */
export function distinctMinutes(parts: readonly { minutes: Int32Array }[], from = -Infinity): Int32Array {
  const all = new Int32Array(parts.reduce((total, { minutes }) => total + countFrom(minutes, from), 0));
  let at = 0;
  for (const { minutes } of parts) {
    const wanted = minutes.subarray(lowerBound(minutes, from));
    all.set(wanted, at);
    at += wanted.length;
  }
  all.sort();
  return all.filter((minute, index) => index === 0 || minute !== all[index - 1]);
}

/**
 * The given minutes, ascending and each in a part at least, put together of the parts in their order.
 * @param into minutes of as many rows, to be used again; what they hold is lost
 */
export function mergeMinutes(
  parts: readonly StagedMinutes[],
  keys: Int32Array,
  tags: number,
  into = emptyMinutes(keys.length, tags),
): Minutes {
  const chunk = { ...into, minutes: keys };
  for (const cells of [chunk.rows, chunk.sum, chunk.count]) cells.fill(0);
  for (const part of parts) {
    const from = lowerBound(part.minutes, keys[0]);
    const to = lowerBound(part.minutes, keys[keys.length - 1] + 1);
    if (from < to) addMinutes(chunk, part.read(from, to), part.tagOf, tags);
  }
  return chunk;
}

/**
 * Merge parts in whatever order and overlap, ascending in time, `chunkMinutes` at a time, so that no more than one
 * chunk is in memory. Parts are added in their order, so the sums do not depend on which came first.
 * @param from minutes before it are left out
 */
export function* mergeStaged(
  parts: readonly StagedMinutes[],
  tags: number,
  chunkMinutes: number,
  from = -Infinity,
): Generator<Minutes> {
  const minutes = distinctMinutes(parts, from);
  for (let at = 0; at < minutes.length; at += chunkMinutes)
    yield mergeMinutes(parts, minutes.slice(at, at + chunkMinutes), tags);
}
