import type { Minutes } from './merge-minutes';

/** One tag over the whole history. Minutes since epoch; NaN where there is no reading. */
export interface TagSummary {
  readings: number;
  avg: number;
  min: number;
  max: number;
  firstMinute: number;
  lastMinute: number;
}

/** Adds up merged minutes that come in ascending chunks. */
export class HistorySummary {
  readonly #tags: TagSummary[];
  readonly #sums: Float64Array;
  /** How many minutes hold so many readings of their densest tag, and how many minutes lie between neighbours. */
  readonly #rowsPerMinute = new Map<number, number>();
  readonly #steps = new Map<number, number>();
  minutes = 0;
  firstMinute = NaN;
  lastMinute = NaN;

  constructor(tags: number) {
    const none = { readings: 0, avg: NaN, min: NaN, max: NaN, firstMinute: NaN, lastMinute: NaN };
    this.#tags = Array.from({ length: tags }, () => ({ ...none }));
    this.#sums = new Float64Array(tags);
  }

  add(chunk: Minutes): void {
    chunk.minutes.forEach((minute, at) => {
      increment(this.#rowsPerMinute, this.#densest(chunk, at) || chunk.rows[at]);
      if (this.minutes++ === 0) this.firstMinute = minute;
      else increment(this.#steps, minute - this.lastMinute);
      this.lastMinute = minute;
      this.#tags.forEach((tag, index) => this.#addCell(chunk, at, index, tag));
    });
  }

  /** Most readings of one tag in a minute: rows may be shared by tags, or be there for each. */
  #densest({ count }: Minutes, at: number): number {
    let most = 0;
    for (let cell = at * this.#tags.length; cell < (at + 1) * this.#tags.length; cell++)
      if (count[cell] > most) most = count[cell];
    return most;
  }

  #addCell(chunk: Minutes, at: number, index: number, tag: TagSummary): void {
    const cell = at * this.#tags.length + index;
    if (chunk.count[cell] === 0) return;
    const first = tag.readings === 0;
    if (first) tag.firstMinute = chunk.minutes[at];
    tag.lastMinute = chunk.minutes[at];
    tag.readings += chunk.count[cell];
    this.#sums[index] += chunk.sum[cell];
    tag.min = first ? chunk.min[cell] : Math.min(tag.min, chunk.min[cell]);
    tag.max = first ? chunk.max[cell] : Math.max(tag.max, chunk.max[cell]);
  }

  tags(): TagSummary[] {
    return this.#tags.map((tag, index) => ({ ...tag, avg: this.#sums[index] / tag.readings }));
  }

  /**
   * Seconds between rows, by the median minute: 60 / rows where a minute holds several readings of a tag, else the median step between
   * minutes. NaN for fewer than two rows.
   */
  samplingIntervalSeconds(): number {
    const rows = median(this.#rowsPerMinute);
    return rows >= 2 ? 60 / rows : median(this.#steps) * 60;
  }
}

function increment(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Lower median of counted values, NaN when there are none. */
function median(counts: Map<number, number>): number {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    seen += count;
    if (seen * 2 >= total) return value;
  }
  return NaN;
}
