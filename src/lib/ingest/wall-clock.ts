import type { Fold, RowPace } from './types';
import { stretchFinder } from './zone';

/**
 * Wall times of rows in file order to UTC. In the hour that a change of the clocks repeats, the order of rows tells its two
 * occurrences apart: where the clock goes back in it, by a step that fits the pace of the rows better when the hour has begun
 * again, it has. A file that holds only one of the two is taken to hold the first.
 */
export class WallClock {
  readonly #find: ReturnType<typeof stretchFinder>;
  readonly #pace: RowPace;
  readonly #firstFold: Fold;
  #fold: Fold;
  /** Wall time of the row before, where that is in the hour too. */
  #previous = Number.NaN;

  /** @throws RangeError when the zone is not known */
  constructor(zone: string, pace: RowPace = { stepMs: 0, newestFirst: false }) {
    this.#find = stretchFinder(zone);
    this.#pace = pace;
    this.#firstFold = pace.newestFirst ? 1 : 0;
    this.#fold = this.#firstFold;
  }

  /** Begin at a row that may lie in such an hour. @param fold which of the two it is in; as the pace says by default */
  restart(fold: Fold = this.#firstFold): void {
    this.#fold = fold;
    this.#previous = Number.NaN;
  }

  /** Which occurrence the last row is in; the one that would be met first when it is in none. */
  get fold(): Fold {
    return this.#fold;
  }

  /** Whether a wall time occurs twice. */
  isTwice(wallMs: number): boolean {
    const stretch = this.#find(wallMs);
    return stretch !== null && wallMs >= stretch.twiceFrom;
  }

  /** UTC of the next row's wall time, both ms; NaN beyond what a Date holds. */
  toUtc(wallMs: number): number {
    const stretch = this.#find(wallMs);
    if (!stretch) return Number.NaN;
    const { offset, laterOffset } = stretch;
    if (wallMs < stretch.twiceFrom) {
      this.restart();
      return wallMs - offset;
    }
    if (this.#fold === this.#firstFold && this.#beginsAgain(wallMs, offset - laterOffset))
      this.#fold = this.#firstFold === 0 ? 1 : 0;
    this.#previous = wallMs;
    return wallMs - (this.#fold === 0 ? offset : laterOffset);
  }

  /** Whether the step to this row is likelier with `shift` ms more. False for the first row of the hour. */
  #beginsAgain(wallMs: number, shift: number): boolean {
    const { stepMs, newestFirst } = this.#pace;
    const step = (wallMs - this.#previous) * (newestFirst ? -1 : 1);
    return step <= 0 && Math.abs(step + shift - stepMs) < Math.abs(step - stepMs);
  }
}
