import { emptyMinutes, sliceRows, type Minutes } from './merge-minutes';

/** Collects parts that come in ascending order into chunks of exactly `rows` rows; what is left over comes last. */
export class FullChunks {
  #held: Minutes;
  #length = 0;

  constructor(
    readonly tags: number,
    readonly rows: number,
  ) {
    this.#held = emptyMinutes(rows, tags);
  }

  /** Chunks that this part completes. */
  add(part: Minutes): Minutes[] {
    const full: Minutes[] = [];
    for (let at = 0; at < part.minutes.length;) {
      const rows = Math.min(this.rows - this.#length, part.minutes.length - at);
      this.#append(part, at, rows);
      at += rows;
      if (this.#length < this.rows) continue;
      full.push(this.#held);
      this.#held = emptyMinutes(this.rows, this.tags);
      this.#length = 0;
    }
    return full;
  }

  /** What is left, fewer than `rows`. */
  finish(): Minutes {
    return sliceRows(this.#held, 0, this.#length, this.tags);
  }

  #append(part: Minutes, at: number, rows: number): void {
    this.#held.minutes.set(part.minutes.subarray(at, at + rows), this.#length);
    this.#held.rows.set(part.rows.subarray(at, at + rows), this.#length);
    for (const measure of ['sum', 'min', 'max', 'count'] as const) {
      const cells = part[measure].subarray(at * this.tags, (at + rows) * this.tags);
      this.#held[measure].set(cells, this.#length * this.tags);
    }
    this.#length += rows;
  }
}
