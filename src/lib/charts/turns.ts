/** Work that can wait, done one piece at a time when the browser has nothing more urgent to do, in the order given. */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** @param later calls back when there is time */
  constructor(private readonly later: (run: () => void) => void) {}

  /** Have work done in its turn. @returns gives it up */
  take(work: () => void): () => void {
    this.#waiting.push(work);
    if (this.#waiting.length === 1) this.later(() => this.#next());
    return () => {
      const at = this.#waiting.indexOf(work);
      if (at >= 0) this.#waiting.splice(at, 1);
    };
  }

  #next(): void {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) this.later(() => this.#next());
  }
}

/** Longest wait for an idle moment, ms. */
const LONGEST_MS = 150;

/** Turns of a page; Safari has no `requestIdleCallback`. */
export const idleTurns = new Turns((run) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: LONGEST_MS });
  else setTimeout(run, 16);
});
