import { pushState, replaceState } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';
import type { Pathname } from '$app/types';
import type { TimeRange } from '$lib/ingest/types';
import { NOTHING_CARRIED, withCarried, type Carried } from '$lib/store/link-address';
import { readSetting, writeSetting, type Settings } from '$lib/store/settings';
import type { PlantState } from './plant.svelte';
import { resolveRange, stepRange, type Preset } from './range';
import { DEFAULT_VIEW, formatView, MAX_TAGS, parseView, type ReplayChoice, type View } from './view-query';

/** Changes that follow each other faster than this are one entry of the history: a wheel is not forty pages. */
const ONE_GESTURE_MS = 800;
const SHORTEST_MS = 2000;

/** What all pages look at: range of time, tags, layout; kept in the address. Made once, in the layout. */
export class ViewState {
  view = $state.raw<View>(DEFAULT_VIEW);
  zoneChoice = $state<Settings['zoneChoice']>('plant');

  /** The range in force, ms since epoch; null while no plant is open. */
  range = $derived.by<TimeRange | null>(() =>
    this.#plant.bounds ? resolveRange(this.view.range, this.#plant.bounds) : null,
  );
  /** Zone and units that a link asked for; null once the person chose their own. */
  carried = $state.raw<Pick<Carried, 'zone' | 'units'>>(NOTHING_CARRIED);
  /** Query for links to other pages. A hosted plant stays in the address, so that the address can be shared. */
  query = $derived.by(() => this.#queryOf(this.view));
  zone = $derived.by(() => {
    if (this.carried.zone !== null) return this.carried.zone;
    if (this.zoneChoice === 'plant') return this.#plant.zone;
    return this.zoneChoice === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
  });

  #plant: PlantState;
  #changedMs = 0;

  constructor(plant: PlantState) {
    this.#plant = plant;
  }

  async start(): Promise<void> {
    this.zoneChoice = (await readSetting('zoneChoice')) ?? 'plant';
  }

  #queryOf(view: View): '' | `?${string}` {
    const data = this.#plant.record?.url ?? null;
    return withCarried(formatView(view), { ...this.carried, data, plant: null });
  }

  async chooseZone(choice: Settings['zoneChoice']): Promise<void> {
    this.carried = { ...this.carried, zone: null };
    this.zoneChoice = choice;
    await writeSetting('zoneChoice', choice);
  }

  /**
   * Take over what the address says, after a navigation.
   * @param keep true when a link led here: one that says nothing of the view leaves it as it is
   */
  arrive(search: string, keep: boolean): void {
    if (!keep || search !== '') this.view = this.#carryReplay(parseView(search), keep);
    else if (this.query !== '') replaceState(resolve(`${currentPath()}${this.query}`), {});
  }

  /**
   * A replay goes on where a link carries it as it was last written, and where the history leads back to an older time
   * of it: its clock does not jump because a page is changed.
   */
  #carryReplay(next: View, isLink: boolean): View {
    const { replay } = this.view;
    if (!replay || !next.replay) return next;
    const same =
      formatView({ ...DEFAULT_VIEW, replay }) === formatView({ ...DEFAULT_VIEW, replay: next.replay });
    return same || !isLink ? { ...next, replay } : next;
  }

  /**
   * Note where the replay stands, null when it is left.
   * @param entry whether going back in the history undoes it
   */
  setReplay(replay: ReplayChoice | null, entry: 'new' | 'same'): void {
    this.view = { ...this.view, replay };
    this.#write(entry);
  }

  /** Query of the view with other tags. */
  queryWith(tags: string[]): '' | `?${string}` {
    return this.#queryOf({ ...this.view, tags });
  }

  setPreset(preset: Preset): void {
    this.#change({ range: { kind: 'preset', preset } });
  }

  /** A range of the person's own; ends in the wrong order are put right, and it is at least two seconds long. */
  setRange({ fromMs, toMs }: TimeRange): void {
    const [from, to] = [Math.min(fromMs, toMs), Math.max(fromMs, toMs)];
    const range = { kind: 'custom' as const, fromMs: Math.round(from), toMs: Math.round(to) };
    if (range.toMs - range.fromMs < SHORTEST_MS) range.toMs = range.fromMs + SHORTEST_MS;
    this.#change({ range });
  }

  step(steps: number): void {
    if (this.range) this.setRange(stepRange(this.range, steps));
  }

  setTags(tags: string[]): void {
    this.#change({ tags: tags.slice(0, MAX_TAGS) });
  }

  toggleTag(tag: string): void {
    const { tags } = this.view;
    this.setTags(tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag]);
  }

  setLayout(layout: View['layout']): void {
    this.#change({ layout });
  }

  #change(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    const now = performance.now();
    const oneGesture = now - this.#changedMs < ONE_GESTURE_MS;
    this.#changedMs = now;
    this.#write(oneGesture ? 'same' : 'new');
  }

  #write(entry: 'new' | 'same'): void {
    // TypeScript does not match a union of more than 25 addresses: the page alone says enough.
    const address = `${currentPath()}${this.query}` as Pathname;
    if (entry === 'same') replaceState(resolve(address), {});
    else pushState(resolve(address), {});
  }
}

/** The page's path below the base path, with the closing slash that static hosts need. */
function currentPath(): Pathname {
  const id = page.route.id ?? '/';
  return id === '/' ? id : `${id}/`;
}
