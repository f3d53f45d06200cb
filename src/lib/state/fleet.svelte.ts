import { DEMO_ID, demoRecord, demoUrl } from '$lib/store/demo';
import { forgetOtherFacts, readFleetFacts, saveFleetFacts } from '$lib/store/fleet-memory';
import type { FleetFacts } from '$lib/store/fleet-types';
import { isAllowed } from '$lib/store/link-hosts';
import type { Plant } from '$lib/store/plant-types';
import type { PlantLocation } from '$lib/rpc/database';
import type { PlantRecord } from '$lib/store/types';
import { explain, isAbort } from './explain';
import { hostOf, lookAt, readKeptAlarms } from './fleet-look';
import type { PlantState } from './plant.svelte';

/** A plant of the fleet. */
export interface FleetRow {
  record: PlantRecord;
  /** Null while it was never looked at. */
  facts: FleetFacts | null;
  /** Why the last look came to nothing, '' when it did not. */
  problem: string;
}

/** All plants that this browser knows, looked at one after the other, beside the plant that is open. */
export class FleetState {
  rows = $state.raw<FleetRow[]>([]);
  /** The plant that is looked at now, and how many are done. */
  progress = $state.raw<{ name: string; done: number; of: number } | null>(null);
  /** True until it is known what was seen before. */
  reading = $state(true);
  readonly #plants: PlantState;
  #controller: AbortController | null = null;

  constructor(plants: PlantState) {
    this.#plants = plants;
  }

  /** Read what was seen before, then look at plants that were never looked at and lie in this browser. */
  async start(): Promise<void> {
    const { records, demo } = this.#plants;
    const all = [...records, ...(demo ? [demoRecord(demo)] : [])];
    this.rows = await Promise.all(
      all.map(async (record) => ({ record, facts: await this.#seen(record), problem: '' })),
    );
    this.reading = false;
    await forgetOtherFacts(all.map(({ id }) => id));
    await this.look((row) => row.facts === null && row.record.url === undefined);
  }

  async #seen(record: PlantRecord): Promise<FleetFacts | null> {
    const facts = await readFleetFacts(record.id);
    return facts && (record.id === DEMO_ID || facts.fingerprint === record.fingerprint) ? facts : null;
  }

  /** Look at plants, one after the other. A plant that cannot be opened says so in its row. */
  async look(wanted: (row: FleetRow) => boolean = () => true): Promise<void> {
    if (this.#controller) return;
    const controller = (this.#controller = new AbortController());
    const records = this.rows.filter(wanted).map(({ record }) => record);
    try {
      for (const [done, record] of records.entries()) {
        this.progress = { name: record.name, done, of: records.length };
        await this.#lookAtOne(record, controller.signal);
        if (controller.signal.aborted) return;
      }
    } finally {
      this.#controller = null;
      this.progress = null;
    }
  }

  async #lookAtOne(record: PlantRecord, signal: AbortSignal): Promise<void> {
    let plant: Plant | null = null;
    try {
      const location = await this.#locate(record);
      const { openPlant } = await import('$lib/store/plant');
      plant = await openPlant(location, { mapping: record.mapping ?? undefined, aside: true });
      signal.throwIfAborted();
      const facts = await lookAt(plant, await readKeptAlarms(plant.info.fingerprint), Date.now(), signal);
      await saveFleetFacts(record.id, facts);
      this.#put(record, { facts, problem: '' });
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.#put(record, { problem: explain(error).message });
    } finally {
      plant?.dispose();
    }
  }

  #put(record: PlantRecord, change: Partial<FleetRow>): void {
    this.rows = this.rows.map((row) => (row.record.id === record.id ? { ...row, ...change } : row));
  }

  async #locate(record: PlantRecord): Promise<PlantLocation> {
    const { site } = this.#plants;
    if (record.id === DEMO_ID) return { kind: 'url', url: demoUrl(site) };
    if (record.url !== undefined) {
      if (!(await isAllowed(record.url, site)))
        throw new Error(
          `its host is not allowed: open it once by its link and say yes to ${hostOf(record.url)}`,
        );
      return { kind: 'url', url: record.url };
    }
    const file = await this.#plants.fileOf(record);
    if (!file) throw new Error('its file is no longer in this browser: import the export again');
    return { kind: 'file', file };
  }

  /** Stop looking; what was seen stays. */
  cancel(): void {
    this.#controller?.abort();
  }
}
