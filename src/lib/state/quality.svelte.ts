import { createContext } from 'svelte';
import {
  NO_DECISIONS,
  type Choice,
  type OwnLimits,
  type OwnSpan,
  type QualityDecisions,
} from '$lib/quality/decisions';
import { maskOf, type QualityMask } from '$lib/quality/mask';
import type { QualityReport } from '$lib/quality/report';
import type { FindingKind } from '$lib/quality/types';
import type { Plant } from '$lib/store/plant-types';
import {
  readDecisions,
  readQualityReport,
  saveDecisions,
  saveQualityReport,
} from '$lib/store/quality-memory';
import { runQuality, type QualityProgress } from '$lib/store/quality-run';
import { explain, isAbort, type Explanation } from './explain';
import type { PlantState } from './plant.svelte';
import { basisOf } from './quality-basis';

/**
 * What was found in the open plant's data, and what a person decided about it. Made once, in the layout, so that a run
 * goes on while other pages are looked at and every page has the mask.
 */
export class QualityState {
  /** Of the whole history; null until it was judged. */
  report = $state.raw<QualityReport | null>(null);
  /** Of the history before a replay's clock; not kept. */
  replayed = $state.raw<QualityReport | null>(null);
  decisions = $state.raw<QualityDecisions>(NO_DECISIONS);
  /** How far the run under way is, null when there is none. */
  progress = $state.raw<QualityProgress | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** True while it is not known yet whether the plant was judged before. */
  reading = $state(true);
  /** What is kept from analysis. */
  mask = $derived<QualityMask>(maskOf(this.report?.findings ?? [], this.decisions));
  /** Whether the report would come out otherwise now: limits or the mapping were changed. */
  stale = $derived.by(() => {
    void this.#plant.version;
    const { whole } = this.#plant;
    return whole !== null && this.report !== null && this.#basis !== basisOf(whole, this.decisions);
  });

  readonly #plant: PlantState;
  #basis = $state('');
  #controller: AbortController | null = null;

  /** To be made while a component is set up: it follows the open plant from then on. */
  constructor(plant: PlantState) {
    this.#plant = plant;
    $effect(() => this.#follow(plant.whole));
  }

  /** Read what is kept of a plant; returns what to do when another one is opened. */
  #follow(whole: Plant | null): () => void {
    let current = true;
    this.#forget();
    if (whole) void this.#read(whole, () => current);
    return () => {
      current = false;
      this.cancel();
    };
  }

  #forget(): void {
    [this.report, this.replayed, this.error, this.decisions] = [null, null, null, NO_DECISIONS];
    this.reading = true;
  }

  async #read({ info: { fingerprint } }: Plant, isCurrent: () => boolean): Promise<void> {
    try {
      const [kept, decisions] = await Promise.all([
        readQualityReport(fingerprint),
        readDecisions(fingerprint),
      ]);
      if (!isCurrent()) return;
      this.decisions = decisions;
      if (kept) [this.report, this.#basis] = [kept.report, kept.basis];
    } catch (error) {
      if (isCurrent()) this.error = explain(error);
    } finally {
      if (isCurrent()) this.reading = false;
    }
  }

  /**
   * Judge the open plant's data, in place of what was found before. A failure ends in `error`.
   * @param untilMs clock of a replay: only what is before it is judged; null for the whole history
   */
  async run(untilMs: number | null = null): Promise<void> {
    const { whole } = this.#plant;
    if (!whole || this.#controller) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.error = null;
    this.progress = { tags: 0, ofTags: whole.info.tags.length };
    const { signal } = controller;
    try {
      const decisions = this.decisions;
      const toMs = Math.min(whole.info.endMs, Math.floor((untilMs ?? Infinity) / 60_000) * 60_000);
      const range = { fromMs: whole.info.firstMs, toMs };
      const onprogress = (progress: QualityProgress) => (this.progress = progress);
      const report = await runQuality(whole, { decisions, range, signal, onprogress });
      signal.throwIfAborted();
      if (untilMs !== null) this.replayed = report;
      else await this.#keep(whole, report, basisOf(whole, decisions));
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.error = explain(error);
    } finally {
      if (this.#controller === controller) [this.#controller, this.progress] = [null, null];
    }
  }

  async #keep(whole: Plant, report: QualityReport, basis: string): Promise<void> {
    [this.report, this.#basis] = [report, basis];
    await saveQualityReport(whole.info.fingerprint, { report, basis });
  }

  /** Give up the run under way; what was found before stays. */
  cancel(): void {
    this.#controller?.abort();
    [this.#controller, this.progress] = [null, null];
  }

  /** Decide about one finding, or leave it to the rule (null). */
  choose(id: string, choice: Choice | null): void {
    const choices = Object.fromEntries(Object.entries(this.decisions.choices).filter(([key]) => key !== id));
    if (choice !== null) choices[id] = choice;
    this.#decide({ choices });
  }

  /** Whether findings of a kind are kept from analysis. */
  setRule(kind: FindingKind, excluded: boolean): void {
    this.#decide({ rules: { ...this.decisions.rules, [kind]: excluded } });
  }

  /** Limits of a tag; null for those known of it. */
  setLimits(tag: string, own: OwnLimits | null): void {
    const limits = Object.fromEntries(Object.entries(this.decisions.limits).filter(([key]) => key !== tag));
    if (own !== null) limits[tag] = own;
    this.#decide({ limits });
  }

  /** Keep a stretch of a tag from analysis. */
  addSpan(span: OwnSpan): void {
    this.#decide({ spans: [...this.decisions.spans, span] });
  }

  removeSpan(span: OwnSpan): void {
    this.#decide({ spans: this.decisions.spans.filter((other) => other !== span) });
  }

  #decide(change: Partial<QualityDecisions>): void {
    this.decisions = { ...this.decisions, ...change };
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined) return;
    saveDecisions(fingerprint, this.decisions).catch((error) => (this.error = explain(error)));
  }
}

/** The quality of the open plant's data, given to all pages by the layout. */
export const [useQuality, provideQuality] = createContext<QualityState>();
