import { createContext } from 'svelte';
import type { TimeRange } from '$lib/ingest/types';
import { classOfSpan, stepFor } from '$lib/models/classes-over-time';
import type { FaultAnswer, FaultModel } from '$lib/store/fault-types';
import type { Plant } from '$lib/store/plant-types';
import { isAbort, type Explanation } from './explain';
import { allMissing } from './faults-match';
import type { ModelsState } from './models.svelte';
import { explainModel } from './models-words';
import type { PlantState } from './plant.svelte';

/** What was asked of the classifier, and what it said. */
export interface FaultRun extends FaultAnswer {
  range: TimeRange;
  stepMinutes: number;
  model: FaultModel;
  fingerprint: string;
}

/** Class of an event, by its windows. */
export type EventClass = NonNullable<ReturnType<typeof classOfSpan>>;

const MINUTE_MS = 60_000;
/** Of an event so much is asked at most: a long one is told by its first days. */
const MOST_EVENT_MS = 4 * 86_400_000;

/** The fault classifier over the open plant. Made once, in the layout: a run goes on while other pages are looked at. */
export class FaultsState {
  /** Share that is done; null while nothing runs. */
  progress = $state.raw<number | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** The last run of this plant that looks at nothing later than what is known. */
  run = $derived.by(() => {
    const endMs = this.#plant.info?.endMs ?? 0;
    return this.#run && this.#run.range.toMs <= endMs ? this.#run : null;
  });
  /** Event that is being asked about, by its onset; null for none. */
  asking = $state.raw<number | null>(null);
  eventError = $state.raw<{ fromMs: number; error: Explanation } | null>(null);

  /** Weights that are asked: the plant's own when it has some, else those of the site; null while there are none. */
  model = $derived.by((): FaultModel | null => {
    const own = this.#models.inUse('fault-classifier');
    if (own && !this.preferShipped) return { manifest: own, shipped: false };
    const manifest = this.#models.shipped['fault-classifier'] ?? null;
    return manifest ? { manifest, shipped: true } : own ? { manifest: own, shipped: false } : null;
  });
  /** A person wants the site's weights though the plant has its own. */
  preferShipped = $state(false);
  /** What the weights need and the plant does not have. */
  missing = $derived.by(() => {
    const { plant } = this.#plant;
    return plant && this.model ? allMissing(plant, this.model.manifest) : [];
  });

  readonly #plant: PlantState;
  readonly #models: ModelsState;
  #run = $state.raw<FaultRun | null>(null);
  #events = $state.raw<Readonly<Record<string, EventClass | null>>>({});
  #controller: AbortController | null = null;

  /** To be made while a component is set up: it follows the open plant from then on. */
  constructor(plant: PlantState, models: ModelsState) {
    this.#plant = plant;
    this.#models = models;
    $effect(() => this.#follow(plant.whole));
  }

  #follow(whole: Plant | null): () => void {
    [this.#run, this.#events, this.error, this.eventError] = [null, {}, null, null];
    this.preferShipped = false;
    void whole;
    return () => this.cancel();
  }

  /** Name what a range looks like. A failure ends in `error`. */
  async ask(range: TimeRange): Promise<void> {
    const { plant } = this.#plant;
    const { model } = this;
    if (!plant || !model || this.#controller) return;
    const controller = new AbortController();
    this.#controller = controller;
    [this.progress, this.error] = [0, null];
    try {
      const stepMinutes = stepFor(range);
      const known = { fromMs: range.fromMs, toMs: Math.min(range.toMs, plant.info.endMs) };
      const answer = await this.#answer(plant, model, known, stepMinutes, controller.signal, (share) => {
        if (!controller.signal.aborted) this.progress = share;
      });
      controller.signal.throwIfAborted();
      const { fingerprint } = plant.info;
      this.#run = { ...answer, range: known, stepMinutes, model, fingerprint };
    } catch (error) {
      if (!controller.signal.aborted && !isAbort(error)) this.error = explainModel(error);
    } finally {
      if (this.#controller === controller) [this.#controller, this.progress] = [null, null];
    }
  }

  async #answer(
    plant: Plant,
    model: FaultModel,
    range: TimeRange,
    stepMinutes: number,
    signal: AbortSignal,
    onprogress: (share: number) => void,
  ): Promise<FaultAnswer> {
    const { nameFaults } = await import('$lib/store/fault-run');
    return nameFaults(plant, model, this.#plant.site, range, stepMinutes, { signal, onprogress });
  }

  /** Give the run up; what was said before stays. */
  cancel(): void {
    this.#controller?.abort();
    [this.#controller, this.progress] = [null, null];
  }

  #keyOf = ({ fromMs, toMs }: TimeRange): string =>
    `${fromMs} ${toMs} ${this.model?.manifest.version} ${this.model?.shipped}`;

  /** What the classifier says of an event: from the run that covers it, or what was asked about it; undefined before. */
  ofEvent(event: TimeRange): EventClass | null | undefined {
    const { run } = this;
    const covers = run && run.model.manifest === this.model?.manifest && run.range.fromMs <= event.fromMs;
    if (covers && run.range.toMs >= Math.min(event.toMs, event.fromMs + MOST_EVENT_MS)) {
      const found = classOfSpan(run.over, event.fromMs, lastOf(event, run.stepMinutes));
      if (found) return found;
    }
    return this.#events[this.#keyOf(event)];
  }

  /** Ask about one event. A failure ends in `eventError`. */
  async askEvent(event: TimeRange): Promise<void> {
    const { plant } = this.#plant;
    const { model } = this;
    if (!plant || !model || this.asking !== null) return;
    const key = this.#keyOf(event);
    [this.asking, this.eventError] = [event.fromMs, null];
    try {
      const stepMinutes = 10;
      const toMs = Math.min(lastOf(event, stepMinutes), plant.info.endMs);
      const range = { fromMs: event.fromMs, toMs };
      const quiet = new AbortController().signal;
      const { over } = await this.#answer(plant, model, range, stepMinutes, quiet, () => undefined);
      this.#events = { ...this.#events, [key]: classOfSpan(over, event.fromMs, toMs) };
    } catch (error) {
      if (!isAbort(error)) this.eventError = { fromMs: event.fromMs, error: explainModel(error) };
    } finally {
      this.asking = null;
    }
  }
}

/** Last window's end that tells an event: a short one is over before a window ends in it. */
const lastOf = ({ fromMs, toMs }: TimeRange, stepMinutes: number): number =>
  Math.max(fromMs + 2 * stepMinutes * MINUTE_MS, Math.min(toMs, fromMs + MOST_EVENT_MS));

/** The classifier's state, given to all pages by the layout. */
export const [useFaults, provideFaults] = createContext<FaultsState>();
