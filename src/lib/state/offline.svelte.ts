import { readSetting, writeSetting } from '$lib/store/settings';
import { freeSite, keepSite, keptBytes, siteFiles, type Kept } from './offline-keep';

export type OfflinePhase =
  /** This browser has no service worker here, or none answers yet. */
  | { kind: 'unknown' }
  /** Nothing is kept: the person wanted it so, or the browser asks to save data. */
  | { kind: 'off' }
  | ({ kind: 'keeping' } & Kept)
  | { kind: 'complete' }
  | { kind: 'failed'; message: string };

const LOCK = 'offline-copy';
/** What the person came for comes first, and who only looks in need not load it all. */
const BEGIN_AFTER_MS = 120_000;
const LOOK_AGAIN_MS = 3000;
const LOOK_FOR_UPDATE_MS = 3_600_000;

interface ConnectionInfo {
  connection?: { saveData?: boolean };
}

/** The copy of the site that works without network, and newer versions of the site. Made once, in the layout. */
export class OfflineState {
  phase = $state.raw<OfflinePhase>({ kind: 'unknown' });
  /** Bytes of the copy, null before they were counted. */
  bytes = $state<number | null>(null);
  /** Whether a newer version of the site is ready to be taken. */
  update = $state(false);

  #registration: ServiceWorkerRegistration | null = null;
  #stop = new AbortController();
  readonly #isBusy: () => boolean;

  /** @param isBusy whether the person waits for something that keeping the site would slow down */
  constructor(isBusy: () => boolean) {
    this.#isBusy = isBusy;
  }

  /** Keep the site, unless the person does not want it; look for newer versions now and then. @returns stops looking */
  start(): () => void {
    if (!('serviceWorker' in navigator)) return () => {};
    void this.#watch();
    const begin = setTimeout(() => void this.#begin(), BEGIN_AFTER_MS);
    const look = setInterval(() => void this.#registration?.update().catch(noNetwork), LOOK_FOR_UPDATE_MS);
    return () => {
      clearTimeout(begin);
      clearInterval(look);
      this.#stop.abort();
    };
  }

  /** What is known from the start: a newer version, and that no copy is wanted. */
  async #watch(): Promise<void> {
    this.#registration = await navigator.serviceWorker.ready;
    this.#registration.addEventListener('updatefound', () => void this.#offerUpdate());
    await this.#offerUpdate();
    if ((await readSetting('offlineCopy')) === false) this.phase = { kind: 'off' };
  }

  async #begin(): Promise<void> {
    const { active } = await navigator.serviceWorker.ready;
    while (this.#isBusy()) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (this.phase.kind !== 'unknown') return;
    const wanted = await readSetting('offlineCopy');
    const saves = (navigator as ConnectionInfo).connection?.saveData === true;
    if (wanted === false || (wanted === undefined && saves)) this.phase = { kind: 'off' };
    else await this.#keep(active);
  }

  /** Keep the site from now on. */
  async keep(): Promise<void> {
    await writeSetting('offlineCopy', true);
    this.#stop = new AbortController();
    await this.#keep((await navigator.serviceWorker.ready).active);
  }

  async #keep(worker: ServiceWorker | null): Promise<void> {
    if (!worker) return;
    const { signal } = this.#stop;
    try {
      const site = await siteFiles(worker);
      const tell = (kept: Kept) => (this.phase = { kind: 'keeping', ...kept });
      // One tab does it; the others wait and find it done.
      await navigator.locks.request(LOCK, { signal }, () => keepSite(site, signal, tell));
      this.phase = { kind: 'complete' };
    } catch (error) {
      if (signal.aborted) return;
      this.phase = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.bytes = await keptBytes();
  }

  /** A newer version waits: its files are fetched, so that it works without network too, then it is offered. */
  async #offerUpdate(): Promise<void> {
    const { installing, waiting } = this.#registration ?? {};
    if (!navigator.serviceWorker.controller) return;
    if (installing)
      return installing.addEventListener('statechange', () => void this.#offerUpdate(), { once: true });
    if (!waiting) return;
    if (this.phase.kind === 'complete') await this.#keep(waiting);
    this.update = true;
  }

  /** Take the newer version: this page is loaded anew; other tabs go on with what they have. */
  takeUpdate(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#registration?.waiting?.postMessage({ offline: 'take over' });
  }

  /** Delete the copy; nothing is kept until the person wants it again. Plants and settings stay. */
  async free(): Promise<void> {
    this.#stop.abort();
    await writeSetting('offlineCopy', false);
    await freeSite();
    this.phase = { kind: 'off' };
    this.bytes = 0;
  }
}

/** Looking for a newer version without network is no error. */
function noNetwork(error: unknown): void {
  if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
}
