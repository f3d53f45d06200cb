import { untrack } from 'svelte';
import { followedSource, growthOf } from '$lib/sources/growth';
import { reachFiles } from '$lib/store/handles';
import { clearSetting, readSetting, writeSetting } from '$lib/store/settings';
import { holdTabLock } from '$lib/store/tab-lock';
import type { PlantRecord } from '$lib/store/types';
import { explain, type Explanation } from './explain';
import { addGrowth } from './follow-import';
import type { PlantState } from './plant.svelte';

/** A look at the file each so many ms after the last was done. */
const EVERY_MS = 4000;
/** A file that is written to while it is read cannot be read: so many looks in a row may end so. */
const MOST_DISTURBED = 20;

/** Whether a file was written to while it was read; a worker's error has its name in its words only. */
function wasDisturbed(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const causes = [error, error.cause].filter((each) => each instanceof Error);
  return causes.some(({ name, message }) =>
    /NotReadableError|changed while it was read/.test(`${name} ${message}`),
  );
}

/** Another tab does it. */
class ElsewhereError extends Error {
  override name = 'ElsewhereError';
  readonly advice = 'Look there, or close that tab and try again.';
}

export type FollowStatus =
  | { kind: 'off' }
  /** The browser wants to be asked again for the file, on a click. */
  | { kind: 'permission' }
  | { kind: 'following' }
  | { kind: 'paused' }
  | ({ kind: 'stopped' } & Explanation);

/**
 * Follows the export of the open plant while it is still being written: what is added to it is added to the plant. Made once,
 * in the layout; it goes on after a reload.
 */
export class FollowState {
  status = $state.raw<FollowStatus>({ kind: 'off' });
  /** True while new rows are being added. */
  adding = $state(false);
  /** Rows added since it began, and when the last were, ms since epoch. */
  added = $state.raw<{ rows: number; atMs: number } | null>(null);
  /** Called before each look: a live source then writes what came. */
  beforeLook: () => Promise<void> = () => Promise.resolve();
  /** Name of the export that can be followed; null when the browser keeps no handle of it. */
  file = $derived.by(() => {
    const followed = followable(this.#plants.record);
    return followed ? this.#plants.record!.sources[followed.source].name : null;
  });

  readonly #plants: PlantState;
  /** Whether something else goes before: an import, a replay. */
  readonly #waits: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  /** Lets other tabs follow. */
  #release: (() => void) | null = null;
  /** Looks in a row that failed because the file was being written to. */
  #disturbed = 0;

  /**
   * To be made while a component is set up.
   * @param waits true while nothing may be added
   */
  constructor(plants: PlantState, waits: () => boolean) {
    this.#plants = plants;
    this.#waits = waits;
    $effect(() => {
      const id = plants.whole ? plants.record?.id : undefined;
      untrack(() => void this.#resume(id));
    });
    $effect(() => () => this.#let());
  }

  /** Go on with what was followed when the page was left; stop when another plant is open. */
  async #resume(id: string | undefined): Promise<void> {
    if (this.adding) return;
    this.#let();
    [this.status, this.added] = [{ kind: 'off' }, null];
    if (id === undefined) return;
    const kept = await readSetting('following');
    if (kept?.id !== id || this.#plants.record?.id !== id) return;
    if (kept.paused) this.status = { kind: 'paused' };
    else await this.#begin(false);
  }

  /** Follow the export of the open plant; call on a click, for the browser may ask. */
  async start(): Promise<void> {
    const { record } = this.#plants;
    if (!record) return;
    await writeSetting('following', { id: record.id, paused: false });
    await this.#begin(true);
  }

  async #begin(ask: boolean): Promise<void> {
    const followed = followable(this.#plants.record);
    if (!followed) return this.#stop(new Error('the browser keeps no handle of the export'));
    const reached = await reachFiles([followed.handle], ask);
    if ('missing' in reached && reached.missing === 'permission') {
      this.status = { kind: 'permission' };
      return;
    }
    // Two tabs would each make a new version of the plant, and each delete that of the other.
    this.#release ??= await holdTabLock('follow');
    if (!this.#release)
      return this.#stop(new ElsewhereError('an export is followed in another tab of this site'));
    this.status = { kind: 'following' };
    await this.#look();
  }

  /** Look no more; other tabs may. */
  #let(): void {
    clearTimeout(this.#timer);
    this.#release?.();
    this.#release = null;
  }

  /** Leave the plant as it is until `start`. */
  async pause(): Promise<void> {
    this.#let();
    this.status = { kind: 'paused' };
    const { record } = this.#plants;
    if (record) await writeSetting('following', { id: record.id, paused: true });
  }

  /** Follow no longer. */
  async end(): Promise<void> {
    this.#let();
    this.status = { kind: 'off' };
    await clearSetting('following');
  }

  #stop(error: unknown): void {
    this.#let();
    this.status = { kind: 'stopped', ...explain(error) };
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    // Two at once would each make a new version of the plant, and the second delete that of the first.
    if (this.#looking) return;
    this.#looking = true;
    try {
      if (!this.#waits()) {
        await this.beforeLook();
        await this.#addNew();
      }
      this.#disturbed = 0;
    } catch (error) {
      const again = wasDisturbed(error) && ++this.#disturbed <= MOST_DISTURBED;
      if (this.status.kind === 'following' && !again) this.#stop(error);
    } finally {
      this.adding = false;
      this.#looking = false;
    }
    if (this.status.kind === 'following') this.#timer = setTimeout(() => void this.#look(), EVERY_MS);
  }

  async #addNew(): Promise<void> {
    const { record } = this.#plants;
    const followed = followable(record);
    if (!record || !followed) return;
    const file = await followed.handle.getFile();
    const growth = await growthOf(file, record.sources[followed.source].sizeBytes);
    if (growth.kind === 'same') return;
    if (growth.kind === 'shorter')
      throw new Error(`"${file.name}" is shorter than what was read of it: it was written anew`);
    this.adding = true;
    const name = record.sources[followed.source].name;
    const whole = new File([file.slice(0, growth.endByte)], name, { lastModified: file.lastModified });
    const next = await addGrowth(this.#plants, record, whole, followed.handle);
    // Another plant may have been opened, or the person paused, meanwhile: the new version then is for later.
    const paused = this.status.kind !== 'following';
    await writeSetting('following', { id: next.id, paused });
    if (this.#plants.record?.id === record.id) await this.#plants.replace(next);
    await this.#plants.remove(record);
    this.added = { rows: (this.added?.rows ?? 0) + next.rows - record.rows, atMs: Date.now() };
  }
}

/** The source of a plant that can be followed, with its handle. */
function followable(record: PlantRecord | null): { source: number; handle: FileSystemFileHandle } | null {
  if (!record || record.partial || record.url !== undefined) return null;
  const source = followedSource(record.sources, record.handles, record.copies);
  const handle = record.handles.at(-1);
  return source === null || !handle ? null : { source, handle };
}
