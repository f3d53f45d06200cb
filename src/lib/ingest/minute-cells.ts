import { emptyMinutes, type Minutes } from './merge-minutes';

const MINUTE_MS = 60_000;
const FIRST_CAPACITY = 256;

/** Rolls readings up to minutes as they come, in any order of time. */
export class MinuteCells {
  #held: Minutes;
  #used = 0;
  readonly #rowOf = new Map<number, number>();
  #lastKey = NaN;
  #lastRow = 0;

  constructor(readonly tags: number) {
    this.#held = emptyMinutes(FIRST_CAPACITY, tags);
  }

  /** Count a row at this time; its readings follow by `add` with the row number returned. */
  row(ms: number): number {
    const key = Math.floor(ms / MINUTE_MS);
    if (key !== this.#lastKey) {
      this.#lastRow = this.#rowOf.get(key) ?? this.#open(key);
      this.#lastKey = key;
    }
    this.#held.rows[this.#lastRow]++;
    return this.#lastRow;
  }

  add(row: number, tag: number, value: number): void {
    const { sum, min, max, count } = this.#held;
    const at = row * this.tags + tag;
    const first = count[at]++ === 0;
    sum[at] += value;
    if (first || value < min[at]) min[at] = value;
    if (first || value > max[at]) max[at] = value;
  }

  /** All minutes, ascending. */
  finish(): Minutes {
    const order = [...this.#rowOf].sort(([a], [b]) => a - b);
    const result = emptyMinutes(order.length, this.tags);
    order.forEach(([key, row], at) => {
      result.minutes[at] = key;
      result.rows[at] = this.#held.rows[row];
      for (const measure of ['sum', 'min', 'max', 'count'] as const) {
        const cells = this.#held[measure].subarray(row * this.tags, (row + 1) * this.tags);
        result[measure].set(cells, at * this.tags);
      }
    });
    return result;
  }

  #open(key: number): number {
    if (this.#used === this.#held.minutes.length) this.#grow();
    this.#rowOf.set(key, this.#used);
    return this.#used++;
  }

  #grow(): void {
    const grown = emptyMinutes(this.#held.minutes.length * 2, this.tags);
    for (const key of ['minutes', 'rows', 'sum', 'min', 'max', 'count'] as const)
      grown[key].set(this.#held[key]);
    this.#held = grown;
  }
}
