import { DEFAULT_FALSE_ALARMS_PER_DAY } from '$lib/detect/detect-plant';
import type { PlantEvent } from '$lib/detect/event-types';
import type { NotEnough } from '$lib/detect/types';
import type { TimeRange } from '$lib/ingest/types';
import {
  readAnomalies,
  readFeedback,
  saveAnomalies,
  saveFeedback,
  searchKey,
} from '$lib/store/anomaly-memory';
import { canonicalOf, runDetection } from '$lib/store/anomaly-run';
import type { AnomalyProgress, EventFeedback, KeptAnomalies, Verdict } from '$lib/store/anomaly-types';
import type { Plant } from '$lib/store/plant-types';
import { shownEvents } from './anomalies-events';
import { withVerdict } from './anomalies-feedback';
import { explain, isAbort, type Explanation } from './explain';
import type { PlantState } from './plant.svelte';

const MINUTE_MS = 60_000;

/** Anomalies of the open plant. Made while the page is set up; a search under way ends with the page. */
export class AnomaliesState {
  falseAlarmsPerDay = $state(DEFAULT_FALSE_ALARMS_PER_DAY);
  progress = $state.raw<AnomalyProgress | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** Why the last search could not judge; null when it could. */
  notEnough = $state.raw<NotEnough | null>(null);
  /** True until it is known what was found before. */
  reading = $state(true);

  /** Searches that may be shown, the newest first: in a replay those of what is before its clock. */
  results = $derived.by(() => {
    const endMs = this.#plant.info?.endMs ?? 0;
    return this.#kept.filter(({ search }) => search.range.toMs <= endMs);
  });
  result = $derived.by(
    () => this.results.find(({ judgedMs }) => judgedMs === this.#chosen) ?? this.results[0] ?? null,
  );
  events = $derived.by(() => (this.result ? shownEvents(this.result, this.feedback) : []));
  feedback = $state.raw<EventFeedback[]>([]);
  /** Whether sensors mean something else now than when the search was made. */
  stale = $derived.by(() => {
    void this.#plant.version;
    const { whole } = this.#plant;
    if (!whole || !this.result) return false;
    const { search } = this.result;
    return searchKey(this.result) !== searchKey({ search, canonical: canonicalOf(whole) });
  });

  readonly #plant: PlantState;
  #kept = $state.raw<KeptAnomalies[]>([]);
  #chosen = $state<number | null>(null);
  #controller: AbortController | null = null;

  constructor(plant: PlantState) {
    this.#plant = plant;
    $effect(() => this.#follow(plant.whole));
  }

  #follow(whole: Plant | null): () => void {
    let current = true;
    [this.#kept, this.feedback, this.error, this.notEnough] = [[], [], null, null];
    [this.reading, this.#chosen] = [true, null];
    if (whole) void this.#read(whole.info.fingerprint, () => current);
    return () => {
      current = false;
      this.cancel();
    };
  }

  async #read(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    try {
      const [kept, feedback] = await Promise.all([readAnomalies(fingerprint), readFeedback(fingerprint)]);
      if (isCurrent()) [this.#kept, this.feedback] = [kept, feedback];
    } catch (error) {
      if (isCurrent()) this.error = explain(error);
    } finally {
      if (isCurrent()) this.reading = false;
    }
  }

  /** Judge a range of the open plant, in whole minutes; null for all of it. A failure ends in `error`. */
  async run(wanted: TimeRange | null): Promise<void> {
    const { plant } = this.#plant;
    if (!plant || this.#controller) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    [this.error, this.notEnough] = [null, null];
    this.progress = { fraction: 0, doing: 'reading minutes' };
    try {
      const range = minutesOf(wanted, plant);
      const search = { range, falseAlarmsPerDay: this.falseAlarmsPerDay };
      const onprogress = (progress: AnomalyProgress) => {
        if (!signal.aborted) this.progress = progress;
      };
      const found = await runDetection(plant, search, { signal, onprogress });
      signal.throwIfAborted();
      if ('kind' in found) this.notEnough = found;
      else await this.#keep(plant.info.fingerprint, found);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.error = explain(error);
    } finally {
      if (this.#controller === controller) [this.#controller, this.progress] = [null, null];
    }
  }

  async #keep(fingerprint: string, found: KeptAnomalies): Promise<void> {
    const key = searchKey(found);
    this.#kept = [found, ...this.#kept.filter((other) => searchKey(other) !== key)];
    this.#chosen = found.judgedMs;
    await saveAnomalies(fingerprint, found);
  }

  /** Give up the search under way; what was found before stays. */
  cancel(): void {
    this.#controller?.abort();
    [this.#controller, this.progress] = [null, null];
  }

  /** Show an earlier search, by when it was made. */
  choose(judgedMs: number): void {
    this.#chosen = judgedMs;
    this.notEnough = null;
  }

  /** Say what an event was; null takes it back. */
  judge(event: PlantEvent, verdict: Verdict | null): void {
    const fingerprint = this.#plant.info?.fingerprint;
    if (fingerprint === undefined) return;
    this.feedback = withVerdict(this.feedback, event, verdict, Date.now());
    saveFeedback(fingerprint, this.feedback).catch((error) => (this.error = explain(error)));
  }
}

/** Whole minutes of a range that the plant holds. */
export function minutesOf(wanted: TimeRange | null, { info }: Pick<Plant, 'info'>): TimeRange {
  const fromMs = Math.max(info.firstMs, wanted?.fromMs ?? -Infinity);
  const toMs = Math.min(info.endMs, wanted?.toMs ?? Infinity);
  const whole = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  return { fromMs: whole(fromMs), toMs: Math.max(whole(fromMs), whole(toMs)) };
}
