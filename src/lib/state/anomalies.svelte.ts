import { createContext } from 'svelte';
import { DEFAULT_FALSE_ALARMS_PER_DAY } from '$lib/detect/detect-plant';
import type { PlantEvent } from '$lib/detect/event-types';
import type { NotEnough } from '$lib/detect/types';
import type { TimeRange } from '$lib/ingest/types';
import {
  readAnomalies,
  readFeedback,
  readHealthy,
  saveAnomalies,
  saveFeedback,
  saveHealthy,
  searchKey,
} from '$lib/store/anomaly-memory';
import { canonicalOf, runDetection } from '$lib/store/anomaly-run';
import { saveAnomalyRows } from '$lib/store/anomaly-save';
import type {
  AnomalyProgress,
  AnomalySearch,
  EventFeedback,
  HealthyPeriod,
  KeptAnomalies,
  Verdict,
} from '$lib/store/anomaly-types';
import type { Plant } from '$lib/store/plant-types';
import { readMask } from '$lib/store/quality-memory';
import { shownEvents } from './anomalies-events';
import { lessonsFrom, withVerdict } from './anomalies-feedback';
import { explain, isAbort, type Explanation } from './explain';
import type { PlantState } from './plant.svelte';

const MINUTE_MS = 60_000;

/**
 * Anomalies of the open plant. Made once, in the layout: a search goes on while other pages are looked at, and ends with
 * the plant.
 */
export class AnomaliesState {
  falseAlarmsPerDay = $state(DEFAULT_FALSE_ALARMS_PER_DAY);
  progress = $state.raw<AnomalyProgress | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** Why the last search could not judge; null when it could. */
  notEnough = $state.raw<NotEnough | null>(null);
  /** True until it is known what was found before. */
  reading = $state(true);
  /** Events that the last search found, until somebody looked at them; null for none to look at. */
  unseen = $state<number | null>(null);
  /** When the plant was healthy, as a person said; null for the first quarter. */
  healthy = $state.raw<HealthyPeriod | null>(null);

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
  /** What the next search is taught by the verdicts so far. */
  lessons = $derived(lessonsFrom(this.feedback));
  /** Whether sensors mean something else now than when the search was made. */
  stale = $derived.by(() => this.#differs((search) => search));
  /** Whether the verdicts, or the healthy period, are others than when the search was made. */
  taughtSince = $derived.by(
    () =>
      !this.stale && this.#differs((search) => ({ ...search, healthy: this.healthy, lessons: this.lessons })),
  );

  readonly #plant: PlantState;
  #kept = $state.raw<KeptAnomalies[]>([]);
  #chosen = $state<number | null>(null);
  #wanted = $state(false);
  #controller: AbortController | null = null;

  /** To be made while a component is set up: it follows the open plant from then on. */
  constructor(plant: PlantState) {
    this.#plant = plant;
    $effect(() => this.#follow(plant.whole, this.#wanted));
    $effect(() => this.#endWith(plant.whole));
  }

  /** Whether the search shown would be another one with this in place of its own. */
  #differs(change: (search: AnomalySearch) => AnomalySearch): boolean {
    void this.#plant.version;
    const { whole } = this.#plant;
    if (!whole || !this.result) return false;
    const now = { search: change(this.result.search), canonical: canonicalOf(whole) };
    return searchKey(this.result) !== searchKey(now);
  }

  /** Read what was found before; to be called by a page that shows it. */
  look(): void {
    this.#wanted = true;
    this.unseen = null;
  }

  #endWith(whole: Plant | null): () => void {
    void whole;
    return () => {
      this.cancel();
      this.unseen = null;
    };
  }

  #follow(whole: Plant | null, wanted: boolean): () => void {
    let current = true;
    [this.#kept, this.feedback, this.error, this.notEnough] = [[], [], null, null];
    [this.reading, this.#chosen, this.healthy] = [true, null, null];
    if (whole && wanted) void this.#read(whole.info.fingerprint, () => current);
    return () => (current = false);
  }

  async #read(fingerprint: string, isCurrent: () => boolean): Promise<void> {
    try {
      const [kept, feedback, healthy] = await Promise.all([
        readAnomalies(fingerprint),
        readFeedback(fingerprint),
        readHealthy(fingerprint),
      ]);
      if (isCurrent()) [this.#kept, this.feedback, this.healthy] = [kept, feedback, healthy];
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
    [this.error, this.notEnough, this.unseen] = [null, null, null];
    this.progress = { fraction: 0, doing: 'reading minutes' };
    try {
      await this.#search(plant, this.#asked(plant, wanted), signal);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.error = explain(error);
    } finally {
      if (this.#controller === controller) [this.#controller, this.progress] = [null, null];
    }
  }

  #asked(plant: Plant, wanted: TimeRange | null): AnomalySearch {
    const { falseAlarmsPerDay, healthy, lessons } = this;
    return { range: minutesOf(wanted, plant), falseAlarmsPerDay, healthy, lessons };
  }

  async #search(plant: Plant, search: AnomalySearch, signal: AbortSignal): Promise<void> {
    const isWhole = plant === this.#plant.whole;
    const onprogress = (progress: AnomalyProgress) => {
      if (!signal.aborted) this.progress = progress;
    };
    const quality = await readMask(plant.info.fingerprint);
    const found = await runDetection(plant, search, { signal, onprogress, quality });
    signal.throwIfAborted();
    if ('kind' in found) {
      this.notEnough = found;
      return;
    }
    await this.#keep(plant.info.fingerprint, found);
    // What a replay's search says is not what is known of the plant.
    if (!isWhole) return;
    onprogress({ fraction: 1, doing: 'keeping the events' });
    await saveAnomalyRows(plant.info.fingerprint, found);
  }

  async #keep(fingerprint: string, found: KeptAnomalies): Promise<void> {
    const key = searchKey(found);
    this.#kept = [found, ...this.#kept.filter((other) => searchKey(other) !== key)];
    this.#chosen = found.judgedMs;
    this.unseen = found.judgement.events.length;
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

  /** Say what an event was; null takes it back. The next search goes by it. */
  judge(event: PlantEvent, verdict: Verdict | null): void {
    this.feedback = withVerdict(this.feedback, event, verdict, Date.now());
    this.#remember((fingerprint) => saveFeedback(fingerprint, this.feedback));
  }

  /** Say when the plant was healthy; null for the first quarter. The next search goes by it. */
  setHealthy(period: HealthyPeriod | null): void {
    this.healthy = period;
    this.#remember((fingerprint) => saveHealthy(fingerprint, period));
  }

  #remember(save: (fingerprint: string) => Promise<void>): void {
    const fingerprint = this.#plant.info?.fingerprint;
    if (fingerprint !== undefined) save(fingerprint).catch((error) => (this.error = explain(error)));
  }
}

/** The anomalies of the open plant, given to all pages by the layout. */
export const [useAnomalies, provideAnomalies] = createContext<AnomaliesState>();

/** Whole minutes of a range that the plant holds. */
export function minutesOf(wanted: TimeRange | null, { info }: Pick<Plant, 'info'>): TimeRange {
  const fromMs = Math.max(info.firstMs, wanted?.fromMs ?? -Infinity);
  const toMs = Math.min(info.endMs, wanted?.toMs ?? Infinity);
  const whole = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  return { fromMs: whole(fromMs), toMs: Math.max(whole(fromMs), whole(toMs)) };
}
