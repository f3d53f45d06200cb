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
  readonly #readings: Float64Array;
  readonly #sums: Float64Array;
  readonly #mins: Float64Array;
  readonly #maxs: Float64Array;
  readonly #firsts: Float64Array;
  readonly #lasts: Float64Array;
  /** How many minutes hold so many readings of their densest tag, and how many minutes lie between neighbours. */
  readonly #rowsPerMinute = new Map<number, number>();
  readonly #steps = new Map<number, number>();
  minutes = 0;
  firstMinute = NaN;
  lastMinute = NaN;

  constructor(tags: number) {
    const none = () => new Float64Array(tags).fill(NaN);
    [this.#readings, this.#sums] = [new Float64Array(tags), new Float64Array(tags)];
    [this.#mins, this.#maxs, this.#firsts, this.#lasts] = [none(), none(), none(), none()];
  }

  add(chunk: Minutes): void {
    const { minutes, rows } = chunk;
    for (let at = 0; at < minutes.length; at++) {
      increment(this.#rowsPerMinute, this.#addRow(chunk, at) || rows[at]);
      if (this.minutes++ === 0) this.firstMinute = minutes[at];
      else increment(this.#steps, minutes[at] - this.lastMinute);
      this.lastMinute = minutes[at];
    }
  }

  /** @returns most readings of one tag in the minute: rows may be shared by tags, or be there for each */
  #addRow({ minutes, count, sum, min, max }: Minutes, at: number): number {
    const tags = this.#readings.length;
    let most = 0;
    for (let tag = 0, cell = at * tags; tag < tags; tag++, cell++) {
      const readings = count[cell];
      if (readings === 0) continue;
      if (readings > most) most = readings;
      if (this.#readings[tag] === 0) this.#firsts[tag] = minutes[at];
      this.#lasts[tag] = minutes[at];
      this.#readings[tag] += readings;
      this.#sums[tag] += sum[cell];
      if (!(this.#mins[tag] <= min[cell])) this.#mins[tag] = min[cell];
      if (!(this.#maxs[tag] >= max[cell])) this.#maxs[tag] = max[cell];
    }
    return most;
  }

  tags(): TagSummary[] {
    return Array.from(this.#readings, (readings, tag) => ({
      readings,
      avg: this.#sums[tag] / readings,
      min: this.#mins[tag],
      max: this.#maxs[tag],
      firstMinute: this.#firsts[tag],
      lastMinute: this.#lasts[tag],
    }));
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
