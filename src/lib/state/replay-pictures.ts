import { countCalls, type CountedPlant } from '$lib/store/count-calls';
import type { Plant } from '$lib/store/plant-types';
import { NO_FACTS, readReplayFacts, type ReplayFacts } from '$lib/store/replay-facts';
import { replayPlant } from '$lib/store/replay-plant';

/** Statistics of all that was so far cost a pass over its hours: they are made anew after so much real time. */
const FACTS_MS = 15_000;

/** Shows the pages one plant after another, each the open plant as it was at a later clock. */
export class ReplayPictures {
  readonly whole: Plant;
  readonly #counted: CountedPlant;
  readonly #show: (plant: Plant) => void;
  readonly #realMs: () => number;
  #facts: ReplayFacts = NO_FACTS;
  #factsAtMs = Number.NEGATIVE_INFINITY;
  #busy = false;
  #over = false;

  /**
   * @param show   what gives the pages another plant; called at once with one that knows nothing of its past yet
   * @param realMs a monotonic clock
   */
  constructor(whole: Plant, clockMs: number, show: (plant: Plant) => void, realMs = () => performance.now()) {
    this.whole = whole;
    this.#counted = countCalls(whole);
    this.#show = show;
    this.#realMs = realMs;
    show(replayPlant(this.#counted.plant, clockMs, NO_FACTS));
  }

  /**
   * Show the plant at a clock, unless the pages still wait for answers of the one before: questions never pile up.
   * @returns whether it is shown
   */
  async offer(clockMs: number): Promise<boolean> {
    if (this.#over || this.#busy || this.#counted.pending() > 0) return false;
    this.#busy = true;
    try {
      const old = this.#realMs() - this.#factsAtMs > FACTS_MS;
      if (old || this.#facts.untilMs > clockMs) {
        this.#facts = await readReplayFacts(this.whole, clockMs);
        this.#factsAtMs = this.#realMs();
      }
      if (this.#over) return false;
      this.#show(replayPlant(this.#counted.plant, clockMs, this.#facts));
      return true;
    } finally {
      this.#busy = false;
    }
  }

  /** Show nothing any more. */
  end(): void {
    this.#over = true;
  }
}
