import { proxy, type Remote } from 'comlink';
import { untrack } from 'svelte';
import type { Connection } from '$lib/rpc/connect';
import { connectLive, type LiveApi, type LiveLogin, type LiveReport, type LiveSource } from '$lib/rpc/live';
import { allowOrigin, originOf } from '$lib/store/link-hosts';
import { liveHandle, newLiveName, removeLive } from '$lib/store/live-files';
import { hasOpfs } from '$lib/store/plant-files';
import { clearSetting, readSetting, writeSetting } from '$lib/store/settings';
import { explain, type Explanation } from './explain';
import type { FollowState } from './follow.svelte';
import type { ImportState } from './import.svelte';
import type { PlantState } from './plant.svelte';
import { serviceWorkerControls } from './service-worker-controls';

/** Name and password stay for the tab, over a reload. */
const LOGIN = 'live-login';

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
    $effect(() => () => this.#worker?.dispose());
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

  async #hear({ file, source }: LiveRun): Promise<void> {
    this.#worker?.dispose();
    [this.report, this.failure] = [null, null];
    // It lets the worker reach the broker: one that was started before may not.
    await serviceWorkerControls();
    const worker = connectLive();
    this.#worker = worker;
    const kept = sessionStorage.getItem(LOGIN);
    const login = kept === null ? null : (JSON.parse(kept) as LiveLogin);
    const tell = proxy((report: LiveReport) => {
      if (this.#worker === worker) this.report = report;
    });
    try {
      await worker.remote.start(file, source, login, tell);
    } catch (error) {
      this.failure = explain(error);
    }
  }

  /** Write what came into the export, which then stays as it is until the next call. */
  async write(): Promise<void> {
    if (this.followed || this.#plants.record === null) await this.#worker?.remote.write();
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
    this.#worker?.dispose();
    this.#worker = null;
    await this.#keep({ ...this.run, paused: true });
  }

  async goOn(): Promise<void> {
    if (!this.run) return;
    const run = { ...this.run, paused: false };
    await this.#keep(run);
    await this.#hear(run);
  }

  /** Hear it no longer. Its export stays where a plant was made of it. */
  async end(): Promise<void> {
    const { run } = this;
    this.#worker?.dispose();
    this.#worker = null;
    [this.run, this.report, this.failure] = [null, null, null];
    await clearSetting('live');
    const used =
      run && this.#plants.records.some(({ sources }) => sources.some(({ name }) => name === run.file));
    if (run && !used) await removeLive(run.file);
  }
}
