import { proxy, type Remote } from 'comlink';
import { untrack } from 'svelte';
import type { Connection } from '$lib/rpc/connect';
import { connectLive, type LiveApi, type LiveLogin, type LiveReport, type LiveSource } from '$lib/rpc/live';
import { allowOrigin, originOf } from '$lib/store/link-hosts';
import { liveHandle, newLiveName } from '$lib/store/live-files';
import { hasOpfs } from '$lib/store/plant-files';
import { clearSetting, readSetting, writeSetting } from '$lib/store/settings';
import { holdTabLock } from '$lib/store/tab-lock';
import { explain, type Explanation } from './explain';
import type { FollowState } from './follow.svelte';
import type { ImportState } from './import.svelte';
import type { PlantState } from './plant.svelte';
import { serviceWorkerControls } from './service-worker-controls';

/** Name and password stay for the tab, over a reload. */
const LOGIN = 'live-login';
/** Reports, one a second, after which rows are written where nothing follows them. */
const WRITE_EACH = 30;

/** What is heard, and whether it is. */
export interface LiveRun {
  source: LiveSource;
  /** Name of the export that is made of it. */
  file: string;
  paused: boolean;
}

/**
 * Hears a broker, makes an export of what comes, and lets it be followed like any other. Made once, in the layout; goes on
 * after a reload.
 */
export class LiveState {
  run = $state.raw<LiveRun | null>(null);
  report = $state.raw<LiveReport | null>(null);
  failure = $state.raw<Explanation | null>(null);
  /** Whether what comes is added to the open plant. */
  followed = $derived.by(() => {
    const { record } = this.#plants;
    return this.run !== null && record?.sources.at(-1)?.name === this.run.file;
  });

  readonly #plants: PlantState;
  readonly #importing: ImportState;
  #worker: Connection<Remote<LiveApi>> | null = null;
  /** Lets other tabs hear it. */
  #release: (() => void) | null = null;

  /** To be made while a component is set up. */
  constructor(plants: PlantState, importing: ImportState, follow: FollowState) {
    this.#plants = plants;
    this.#importing = importing;
    follow.beforeLook = () => this.write();
    // What was just imported of it is followed at once.
    $effect(() => {
      if (!this.followed || !plants.whole || !this.#worker) return;
      untrack(() => {
        if (follow.status.kind === 'off') void follow.start();
      });
    });
    $effect(() => () => this.#let());
  }

  /** Go on with what was heard when the page was left. */
  async resume(): Promise<void> {
    const run = (await readSetting('live')) ?? null;
    this.run = run;
    if (run && !run.paused) await this.#hear(run);
  }

  /** Hear a broker; this allows the page to connect to it. */
  async start(source: LiveSource, login: LiveLogin | null): Promise<void> {
    await this.end();
    if (!(await hasOpfs()))
      return void (this.failure = {
        message: 'This browser does not let the page keep files, which a live source needs.',
        advice: 'Leave the private window, or use another browser.',
      });
    await allowOrigin(originOf(source.url));
    if (login) sessionStorage.setItem(LOGIN, JSON.stringify(login));
    else sessionStorage.removeItem(LOGIN);
    const run = { source, file: newLiveName(Date.now()), paused: false };
    await this.#keep(run);
    await this.#hear(run);
  }

  async #keep(run: LiveRun): Promise<void> {
    this.run = run;
    await writeSetting('live', run);
  }

  /** Let go of the broker. */
  #let(): void {
    this.#worker?.dispose();
    this.#release?.();
    [this.#worker, this.#release] = [null, null];
  }

  async #hear(run: LiveRun): Promise<void> {
    this.#let();
    [this.report, this.failure] = [null, null];
    // Two tabs would both write the one export.
    this.#release = await holdTabLock('live source');
    if (!this.#release) {
      this.run = { ...run, paused: true };
      this.failure = {
        message: 'This source is heard in another tab of this site.',
        advice: 'Look there, or close it and go on here.',
      };
      return;
    }
    // It lets the worker reach the broker: one that was started before may not.
    await serviceWorkerControls();
    const worker = connectLive();
    this.#worker = worker;
    const kept = sessionStorage.getItem(LOGIN);
    const login = kept === null ? null : (JSON.parse(kept) as LiveLogin);
    let told = 0;
    const tell = proxy((report: LiveReport) => {
      if (this.#worker !== worker) return;
      this.report = report;
      // Where nothing follows it rows would pile up.
      if (!this.followed && ++told % WRITE_EACH === 0) void this.write();
    });
    try {
      await worker.remote.start(run.file, run.source, login, tell);
    } catch (error) {
      this.failure = explain(error);
    }
  }

  /** Write what came into the export, which then stays as it is until the next call; not while it may be imported. */
  async write(): Promise<void> {
    if (['idle', 'done'].includes(this.#importing.phase.kind)) await this.#worker?.remote.write();
  }

  /** Show what has come as an export, to be imported. */
  async offer(): Promise<void> {
    const { run } = this;
    if (!run) return;
    await this.#worker?.remote.write();
    const handle = await liveHandle(run.file);
    const file = await handle.getFile();
    if (file.size > 0) await this.#importing.choose([{ file, handle }]);
  }

  /** Hear nothing until `goOn`. */
  async pause(): Promise<void> {
    if (!this.run) return;
    await this.write();
    this.#let();
    await this.#keep({ ...this.run, paused: true });
  }

  async goOn(): Promise<void> {
    if (!this.run) return;
    const run = { ...this.run, paused: false };
    await this.#keep(run);
    await this.#hear(run);
  }

  /** Hear it no longer. Its export goes when plants are next looked through, unless one was made of it. */
  async end(): Promise<void> {
    this.#let();
    [this.run, this.report, this.failure] = [null, null, null];
    await clearSetting('live');
  }
}
