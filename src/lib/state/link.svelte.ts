import { proxy } from 'comlink';
import { connectLink, type Looked } from '$lib/rpc/link';
import { fileNameOf, linkedData, parseCarried, type Carried, type LinkedData } from '$lib/store/link-address';
import { DEMO_ID, demoRecord } from '$lib/store/demo';
import { allowOrigin, isAllowed } from '$lib/store/link-hosts';
import { hasOpfs } from '$lib/store/plant-files';
import { discardPrepared } from '$lib/store/plant-remotes';
import type { PlantRecord } from '$lib/store/types';
import { copyName, unpackedFile } from '$lib/store/unpacked-files';
import type { ImportState } from './import.svelte';
import { explain, type Explanation } from './explain';
import { checkRoom } from './link-room';
import { factsOf, linkedRecord } from './link-record';
import type { PlantState } from './plant.svelte';
import { serviceWorkerControls } from './service-worker-controls';
import { UnpackedBatch } from './unpacked-batch';

export type LinkPhase =
  | { kind: 'none' }
  /** Nothing was fetched: the person is to say whether this page may ask the host. */
  | { kind: 'asking'; data: LinkedData }
  | { kind: 'looking'; data: LinkedData }
  | { kind: 'downloading'; data: LinkedData; bytes: number; totalBytes: number | null }
  /** `whole` is the size of what can be downloaded instead, 0 where it is not known; null where nothing can. */
  | ({ kind: 'failed'; data: LinkedData | null; whole: number | null } & Explanation)
  /** The link names a plant whose file is not hosted. */
  | { kind: 'copy wanted'; fingerprint: string };

/** Follows links to hosted data and to plants that others have: asks, looks, opens or downloads. Made once, in the layout. */
export class LinkState {
  phase = $state.raw<LinkPhase>({ kind: 'none' });

  readonly #plants: PlantState;
  readonly #importing: ImportState;
  #turn = 0;
  #end: () => void = () => {};

  constructor(plants: PlantState, importing: ImportState) {
    this.#plants = plants;
    this.#importing = importing;
    plants.onask = ({ url }) => void this.follow(url ?? '');
  }

  /** Whether an address says what to open. */
  static opens(search: string): boolean {
    const { data, plant } = parseCarried(search);
    return data !== null || plant !== null;
  }

  /** Open what the address says, once the plants of this browser are known. @returns true when a plant is open */
  async arrive(carried: Carried): Promise<boolean> {
    if (carried.data !== null) return this.follow(carried.data);
    if (carried.plant !== null) return this.#find(carried.plant);
    return false;
  }

  async #find(fingerprint: string): Promise<boolean> {
    const { demo, records } = this.#plants;
    const found = records.find((record) => record.fingerprint === fingerprint);
    if (found) await this.#plants.open(found);
    else if (fingerprint === DEMO_ID && demo) await this.#plants.open(demoRecord(demo));
    else this.phase = { kind: 'copy wanted', fingerprint };
    return this.#plants.status.kind === 'open';
  }

  /** Open hosted data, or ask first where it lies on another origin that was not allowed yet. */
  async follow(text: string): Promise<boolean> {
    const turn = this.#begin();
    try {
      const data = linkedData(text, this.#plants.site);
      if (await isAllowed(data.url, this.#plants.site)) return await this.#go(turn, data);
      if (turn === this.#turn) this.phase = { kind: 'asking', data };
    } catch (error) {
      this.#fail(turn, null, explain(error));
    }
    return false;
  }

  /** The person allows the host, from now on. */
  async allow(): Promise<boolean> {
    if (this.phase.kind !== 'asking') return false;
    const { data } = this.phase;
    await allowOrigin(data.origin);
    return this.#go(this.#begin(), data);
  }

  /** Give up: the person does not want it, or has read what is wrong. */
  dismiss(): void {
    this.#begin();
    this.phase = { kind: 'none' };
  }

  /** Download the whole file where it cannot be read by ranges. */
  async downloadWhole(): Promise<boolean> {
    if (this.phase.kind !== 'failed' || !this.phase.data) return false;
    const { data, whole } = this.phase;
    return this.#download(this.#begin(), data, whole === 0 ? null : whole);
  }

  /** Whatever was under way ends. */
  #begin(): number {
    this.#end();
    this.#end = () => {};
    return ++this.#turn;
  }

  #fail(
    turn: number,
    data: LinkedData | null,
    { message, advice }: Explanation,
    whole: number | null = null,
  ): void {
    if (turn === this.#turn) this.phase = { kind: 'failed', data, whole, message, advice };
  }

  async #go(turn: number, data: LinkedData): Promise<boolean> {
    this.phase = { kind: 'looking', data };
    // It lets the workers reach the host: one that was started before may not.
    if (!data.own) await serviceWorkerControls();
    const looked = await this.#look(data);
    if (turn !== this.#turn) return false;
    switch (looked.kind) {
      case 'database':
        return this.#open(turn, data, looked.sizeBytes);
      case 'file':
        return this.#download(turn, data, looked.sizeBytes);
      case 'obstacle':
        this.#fail(turn, data, looked, looked.whole);
        return false;
    }
    looked satisfies never;
  }

  async #look({ url }: LinkedData): Promise<Looked> {
    const { remote, dispose } = connectLink();
    this.#end = dispose;
    try {
      return await remote.look(url, location.origin);
    } catch (error) {
      return { kind: 'obstacle', ...explain(error), whole: null };
    } finally {
      dispose();
    }
  }

  async #open(turn: number, { url, host }: LinkedData, sizeBytes: number): Promise<boolean> {
    discardPrepared();
    const known = this.#plants.records.find((record) => record.url === url);
    const record: PlantRecord = known ? { ...known, sizeBytes } : await linkedRecord(url, host, sizeBytes);
    await this.#plants.open(record);
    const { status, whole } = this.#plants;
    if (turn === this.#turn) this.phase = { kind: 'none' };
    if (status.kind !== 'open' || !whole || this.#plants.record?.id !== record.id) return false;
    await this.#plants.save({ ...this.#plants.record, ...factsOf(whole.info, known?.name) });
    return true;
  }

  async #download(turn: number, data: LinkedData, totalBytes: number | null): Promise<boolean> {
    const tell = (bytes: number) => {
      if (turn === this.#turn) this.phase = { kind: 'downloading', data, bytes, totalBytes };
    };
    tell(0);
    const batch = (await hasOpfs()) ? new UnpackedBatch() : null;
    const copy = batch && copyName(batch.name, 0);
    const { remote, dispose } = connectLink();
    this.#end = dispose;
    try {
      const name = fileNameOf(data.url);
      await checkRoom(name, totalBytes ?? 0);
      const kept = await remote.download(data.url, copy, proxy(tell));
      const file = copy === null ? kept && new File([kept], name) : await unpackedFile(copy, name);
      if (!file || turn !== this.#turn) throw new Error('the download was cancelled');
      this.phase = { kind: 'none' };
      return await this.#importing.choose([{ file, handle: null, copy: copy ?? undefined }]);
    } catch (error) {
      await batch?.end(copy === null ? [] : [copy]);
      this.#fail(turn, data, explain(error));
      return false;
    } finally {
      dispose();
    }
  }
}
