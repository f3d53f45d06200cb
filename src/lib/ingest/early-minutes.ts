import {
  countFrom,
  distinctMinutes,
  emptyMinutes,
  mergeMinutes,
  sliceRows,
  type Minutes,
  type StagedMinutes,
} from './merge-minutes';

/** Minutes of the newest end that wait for later slices: a clock that is set back a little does no harm. */
const HELD_MINUTES = 120;

/** A part in memory until it is let go of; its minutes stay. */
export class HeldPart implements StagedMinutes {
  readonly minutes: Int32Array;
  readonly #tags: number;
  #cells: Minutes | null;

  constructor(
    cells: Minutes,
    readonly tagOf: readonly number[],
  ) {
    this.minutes = cells.minutes;
    this.#cells = cells;
    this.#tags = tagOf.length;
  }

  /** @throws Error after `release` */
  read(from: number, to: number): Minutes {
    if (!this.#cells) throw new Error(`rows ${from} to ${to} of a part were let go of`);
    return from === 0 && to === this.minutes.length
      ? this.#cells
      : sliceRows(this.#cells, from, to, this.#tags);
  }

  release(): void {
    this.#cells = null;
  }
}

/** A minute came that is not after those written already: the export is not in order of time. */
export class OutOfOrderError extends Error {
  override name = 'OutOfOrderError';

  constructor(
    readonly minute: number,
    readonly takenUntil: number,
  ) {
    super(`minute ${minute} since 1970 comes after minute ${takenUntil}`);
  }
}

/**
 * Chunks of an export that is still being read: an export in order of time can be written while its later slices are read.
 * Slices come in whatever order; parts are added in the order of the slices.
 */
export class EarlyMinutes {
  readonly #waiting = new Map<number, HeldPart>();
  #nextOrder = 0;
  #pending: HeldPart[] = [];
  /** Used again for each chunk: fresh memory costs more than the copying. */
  readonly #chunk: Minutes;
  #pendingMinutes = 0;
  #newest = -Infinity;
  #takenUntil = -Infinity;

  constructor(
    readonly tags: number,
    readonly chunkMinutes: number,
  ) {
    this.#chunk = emptyMinutes(chunkMinutes, tags);
  }

  /** The last minute that was taken, minutes since epoch; -Infinity before. */
  get takenUntil(): number {
    return this.#takenUntil;
  }

  /**
   * @param order number of the slice, from 0 without gaps
   * @throws OutOfOrderError
   */
  add(order: number, part: HeldPart): void {
    this.#waiting.set(order, part);
    for (let next = this.#waiting.get(this.#nextOrder); next; next = this.#waiting.get(this.#nextOrder)) {
      this.#waiting.delete(this.#nextOrder++);
      this.#settle(next);
    }
  }

  /** The next `chunkMinutes` minutes, valid until the next call; null when they may not be whole yet. */
  take(): Minutes | null {
    if (this.#pendingMinutes < this.chunkMinutes + HELD_MINUTES) return null;
    const keys = distinctMinutes(this.#pending, this.#takenUntil + 1).slice(0, this.chunkMinutes);
    const last = keys[keys.length - 1];
    if (keys.length < this.chunkMinutes || last > this.#newest - HELD_MINUTES) return null;
    const chunk = mergeMinutes(this.#pending, keys, this.tags, this.#chunk);
    this.#takenUntil = last;
    const taken = (part: HeldPart) => part.minutes[part.minutes.length - 1] <= last;
    for (const part of this.#pending.filter(taken)) part.release();
    this.#pending = this.#pending.filter((part) => !taken(part));
    this.#pendingMinutes = this.#pending.reduce((sum, { minutes }) => sum + countFrom(minutes, last + 1), 0);
    return chunk;
  }

  #settle(part: HeldPart): void {
    const { minutes } = part;
    if (minutes.length === 0) return;
    if (minutes[0] <= this.#takenUntil) throw new OutOfOrderError(minutes[0], this.#takenUntil);
    this.#pending.push(part);
    this.#pendingMinutes += minutes.length;
    this.#newest = Math.max(this.#newest, minutes[minutes.length - 1]);
  }
}
