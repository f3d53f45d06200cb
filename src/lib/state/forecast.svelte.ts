import type { ForecastProgress } from '$lib/forecast/run-types';
import { readForecasts } from '$lib/store/forecast-memory';
import type { ForecastTarget, KeptForecast } from '$lib/store/forecast-types';
import type { Plant } from '$lib/store/plant-types';
import { explain, isAbort, type Explanation } from './explain';
import { usualTargets } from './forecast-read';
import { keepForecast, makeForecast } from './forecast-run';
import type { PlantState } from './plant.svelte';

/** Forecasts of the open plant. Made while the page is set up; a run under way ends with the page. */
export class ForecastState {
  progress = $state.raw<ForecastProgress | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** True until it is known what was forecast before. */
  reading = $state(true);
  /** Tags a person picked beside the usual targets. */
  picked = $state.raw<string[]>([]);

  /** The run that knew most of what may be known: in a replay nothing after its clock. */
  kept = $derived.by(() => {
    const endMs = this.#plant.info?.endMs ?? 0;
    return this.#kept.find(({ knownMs }) => knownMs <= endMs) ?? null;
  });

  readonly #plant: PlantState;
  #kept = $state.raw<KeptForecast[]>([]);
  #controller: AbortController | null = null;

  constructor(plant: PlantState) {
    this.#plant = plant;
    $effect(() => this.#follow(plant.whole));
  }

  #follow(whole: Plant | null): () => void {
    let current = true;
    [this.#kept, this.error, this.reading, this.picked] = [[], null, true, []];
    if (whole) void this.#read(whole.info.fingerprint, () => current);
    return () => {
      current = false;
      this.cancel();
    };
  }

  async #read(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    try {
      const kept = await readForecasts(fingerprint);
      if (isCurrent()) this.#kept = kept;
    } catch (error) {
      if (isCurrent()) this.error = explain(error);
    } finally {
      if (isCurrent()) this.reading = false;
    }
  }

  /** Forecast from the end of what is known. A failure ends in `error`. */
  async run(): Promise<void> {
    const { plant, whole, zone } = this.#plant;
    if (!plant || !whole || this.#controller) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    this.error = null;
    const replay = plant !== whole;
    try {
      const onprogress = (progress: ForecastProgress) => {
        if (!signal.aborted) this.progress = progress;
      };
      const { site } = this.#plant;
      const options = { zone, replay, signal, onprogress, site };
      const made = await makeForecast(plant, this.#targets(plant), options);
      signal.throwIfAborted();
      this.#kept = [made, ...this.#kept.filter(({ key }) => key !== made.key)].sort(
        (a, b) => b.knownMs - a.knownMs || b.madeMs - a.madeMs,
      );
      this.progress = { fraction: 1, doing: 'keeping it' };
      await keepForecast(plant.info.fingerprint, made, replay);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.error = explain(error);
    } finally {
      if (this.#controller === controller) [this.#controller, this.progress] = [null, null];
    }
  }

  #targets(plant: Plant): ForecastTarget[] {
    const usual = usualTargets(plant);
    const more = this.picked.filter((tag) => !usual.some(({ channel }) => channel === tag));
    return [...usual, ...more.map((tag) => ({ channel: tag, tag }))];
  }

  /** Give up the run under way; what was made before stays. */
  cancel(): void {
    this.#controller?.abort();
    [this.#controller, this.progress] = [null, null];
  }
}
