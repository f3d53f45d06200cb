import { addMinutes, emptyMinutes, sliceRows, type Minutes } from './merge-minutes';

/**
 * Hours from minutes that come in ascending chunks: sums and counts are added, so an hour is exact. The last hour of
 * a chunk stays open until the next chunk or `finish`.
 */
export class HourRollup {
  #open: Minutes | null = null;
  readonly #tagOf: number[];

  constructor(readonly tags: number) {
    this.#tagOf = Array.from({ length: tags }, (_, tag) => tag);
  }

  /** Hours that this chunk completes; `minutes` of the result are hours since epoch. */
  add(chunk: Minutes): Minutes {
    const hours = chunk.minutes.map((minute) => Math.floor(minute / 60));
    const keys = hours.filter((hour, at) => at === 0 || hour !== hours[at - 1]);
    const known = this.#open ? Int32Array.from(new Set([this.#open.minutes[0], ...keys])) : keys;
    const all = { ...emptyMinutes(known.length, this.tags), minutes: known };
    if (this.#open) addMinutes(all, this.#open, this.#tagOf, this.tags);
    addMinutes(all, { ...chunk, minutes: hours }, this.#tagOf, this.tags);
    const last = known.length - 1;
    this.#open = sliceRows(all, last, last + 1, this.tags);
    return sliceRows(all, 0, last, this.tags);
  }

  /** The hour still open, if any. */
  finish(): Minutes {
    return this.#open ?? emptyMinutes(0, this.tags);
  }
}
