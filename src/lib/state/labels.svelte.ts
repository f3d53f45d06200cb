import { createContext } from 'svelte';
import type { ChartEvent } from '$lib/charts/types';
import type { TimeRange } from '$lib/ingest/types';
import { onSpans, type IntervalLabel } from '$lib/models/interval-labels';
import { changeLabels, readLabels } from '$lib/store/label-memory';
import type { Plant } from '$lib/store/plant-types';
import { explain, type Explanation } from './explain';
import type { PlantState } from './plant.svelte';

/** Pauses of a digital tag that do not end a label, minutes. */
const JOIN_MINUTES = 10;
/** Stretches that a tag may make at once: what switches more often is no fault bit. */
export const MOST_SPANS = 200;

/** What a person says that stretches of the open plant's time were. Made once, in the layout. */
export class LabelsState {
  /** In time order. */
  labels = $state.raw<IntervalLabel[]>([]);
  error = $state.raw<Explanation | null>(null);
  /** The label that is being written or changed; null while none is. */
  draft = $state.raw<{ label: IntervalLabel; isNew: boolean } | null>(null);
  /** Labels as marks on charts. */
  marks = $derived.by<ChartEvent[]>(() =>
    this.labels.map(({ fromMs, toMs, name }) => ({
      ...{ fromMs, toMs, severity: 'info' },
      label: `Label: ${name.replaceAll('_', ' ')}`,
    })),
  );

  readonly #plant: PlantState;

  /** To be made while a component is set up: it follows the open plant from then on. */
  constructor(plant: PlantState) {
    this.#plant = plant;
    $effect(() => this.#follow(plant.whole));
  }

  #follow(whole: Plant | null): () => void {
    let current = true;
    [this.labels, this.error, this.draft] = [[], null, null];
    if (whole)
      readLabels(whole.info.fingerprint).then(
        (labels) => current && (this.labels = labels),
        (error) => current && (this.error = explain(error)),
      );
    return () => (current = false);
  }

  async #change(change: (labels: IntervalLabel[]) => IntervalLabel[]): Promise<void> {
    const fingerprint = this.#plant.whole?.info.fingerprint;
    if (fingerprint === undefined) return;
    try {
      const kept = await changeLabels(fingerprint, change);
      if (this.#plant.whole?.info.fingerprint === fingerprint) [this.labels, this.error] = [kept, null];
    } catch (error) {
      this.error = explain(error);
    }
  }

  /** Begin a label of a stretch. */
  begin({ fromMs, toMs }: TimeRange, name = ''): void {
    const whole = (ms: number) => Math.round(ms / 60_000) * 60_000;
    const times = { fromMs: whole(fromMs), toMs: whole(toMs) };
    this.draft = {
      label: { id: crypto.randomUUID(), ...times, name, note: '', tag: null, madeMs: Date.now() },
      isNew: true,
    };
  }

  /** Change a label that there is. */
  edit(label: IntervalLabel): void {
    this.draft = { label, isNew: false };
  }

  /** Keep a label in place of the one with its id. */
  save = (label: IntervalLabel): Promise<void> =>
    this.#change((labels) => [...labels.filter(({ id }) => id !== label.id), label]);

  remove = (id: string): Promise<void> => this.#change((labels) => labels.filter((label) => label.id !== id));

  /** Labels that a tag made before are replaced; those made by hand stay. */
  saveOfTag = (tag: string, name: string, spans: readonly TimeRange[]): Promise<void> =>
    this.#change((labels) => [
      ...labels.filter((label) => label.tag !== tag),
      ...spans.map(({ fromMs, toMs }) => ({
        ...{ id: crypto.randomUUID(), fromMs, toMs, name, note: '', tag, madeMs: Date.now() },
      })),
    ]);

  /** Stretches of a range in which a digital tag was on. @throws what a query throws */
  async spansOf(tag: string, range: TimeRange): Promise<{ fromMs: number; toMs: number }[]> {
    const { plant } = this.#plant;
    if (!plant) return [];
    const { readOn } = await import('$lib/store/label-read');
    return onSpans(await readOn(plant, tag, range), JOIN_MINUTES);
  }
}

/** The labels' state, given to all pages by the layout. */
export const [useLabels, provideLabels] = createContext<LabelsState>();
