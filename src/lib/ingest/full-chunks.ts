import { emptyMinutes, sliceRows, type Minutes } from './merge-minutes';

/** Collects parts that come in ascending order into chunks of exactly `rows` rows; what is left over comes last. */
export class FullChunks {
  #held: Minutes;

  constructor(
    readonly tags: number,
    readonly rows: number,
  ) {
    this.#held = emptyMinutes(0, tags);
  }

  /** Chunks that this part completes. */
  add(part: Minutes): Minutes[] {
    const all = join(this.#held, part, this.tags);
    const full = Math.floor(all.minutes.length / this.rows);
    this.#held = sliceRows(all, full * this.rows, all.minutes.length, this.tags);
    return Array.from({ length: full }, (_, at) =>
      sliceRows(all, at * this.rows, (at + 1) * this.rows, this.tags),
    );
  }

  /** What is left, fewer than `rows`. */
  finish(): Minutes {
    return this.#held;
  }
}

/** The rows of both, one after the other. */
function join(first: Minutes, second: Minutes, tags: number): Minutes {
  const rows = first.minutes.length;
  const all = emptyMinutes(rows + second.minutes.length, tags);
  for (const [part, row] of [
    [first, 0],
    [second, rows],
  ] as const) {
    all.minutes.set(part.minutes, row);
    all.rows.set(part.rows, row);
    for (const measure of ['sum', 'min', 'max', 'count'] as const)
      all[measure].set(part[measure], row * tags);
  }
  return all;
}
