import type { PlantLocation, Transfer } from '$lib/rpc/database';
import { forgetAnalysis } from '$lib/store/analysis';
import { removeUnfinishedAnalyses } from '$lib/store/analysis-files';
import { DEMO_ID, demoRecord, demoUrl, readDemo } from '$lib/store/demo';
import type { DemoIndex } from '$lib/store/demo-types';
import { dropFromMemory, keepInMemory, memoryPlant, memoryRecords } from '$lib/store/memory-files';
import { isAllowed } from '$lib/store/link-hosts';
import { hasOpfs, listPlantFiles, plantFile, removePlant, removeUnfinished } from '$lib/store/plant-files';
import { prepareDatabase } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';
import { reachSources } from '$lib/store/reach-sources';
import { forgetPlant, listPlants, savePlant } from '$lib/store/registry';
import { clearSetting, readSetting, writeSetting } from '$lib/store/settings';
import type { PlantRecord } from '$lib/store/types';
import { removeStrayLive } from '$lib/store/live-files';
import { removeStrayCopies } from '$lib/store/unpacked-files';
import { explain, type Explanation } from './explain';
import { matchSources } from './match-sources';

export type PlantStatus =
  | { kind: 'none' }
  | { kind: 'opening'; name: string }
  | { kind: 'open' }
  | ({ kind: 'failed'; name: string } & Explanation);

/** Whether the exports themselves can be read, for zooms below the minute. */
export type SourceAccess = 'at hand' | 'permission' | 'none';

/** The open plant, and all plants this browser knows. Made once, in the layout. */
export class PlantState {
  status = $state.raw<PlantStatus>({ kind: 'none' });
  /** The open plant with all its data. */
  whole = $state.raw<Plant | null>(null);
  record = $state.raw<PlantRecord | null>(null);
  records = $state.raw<PlantRecord[]>([]);
  sourceAccess = $state<SourceAccess>('none');
  /** Rises when the same question to the plant would be answered otherwise: new mapping, new source files. */
  version = $state(0);
  /** Rises when other rows stand under `anomalies`, `maintenance_events` and `model_predictions` than before. */
  analysisVersion = $state(0);
  /** Why what was found earlier is not used, in words; null when it is, or when there is none. */
  analysisProblem = $state<string | null>(null);
  /** The simulated plant of this site; null when it was built without. */
  demo = $state.raw<DemoIndex | null>(null);
  /** What was read of a hosted plant so far; null for one in this browser. */
  transfer = $state.raw<Transfer | null>(null);
  /** Set by who asks the person: a hosted plant whose host is not allowed is to be opened. */
  onask: ((record: PlantRecord) => void) | null = null;
  /** True until the first look into what the browser remembers is done. */
  starting = $state(true);

  /** The open plant as the pages see it: in a replay, as it was at the clock. */
  plant = $derived.by(() => this.#seen ?? this.whole);
  info = $derived(this.plant?.info ?? null);
  /** Zone that goes before the import's, as set on the Settings page; null for the import's. */
  zoneChosen = $state<string | null>(null);
  zone = $derived(this.zoneChosen ?? this.info?.zone ?? 'UTC');
  name = $derived(this.record?.name ?? this.info?.name ?? '');
  bounds = $derived(this.info && { firstMs: this.info.firstMs, endMs: this.info.endMs });

  #seen = $state.raw<Plant | null>(null);
  #turn = 0;
  /** Address of the site, ending in /. */
  readonly site: string;

  /** @param site address of the site, ending in / */
  constructor(site: string) {
    this.site = site;
  }

  /**
   * Clear what a broken-off import left, list the plants, open the one that was open last.
   * @param openLast false where a link says what to open
   */
  async start(openLast = true): Promise<void> {
    try {
      const last = openLast ? await readSetting('lastPlant') : undefined;
      // The engine starts while files and records are looked through.
      if (last !== undefined) prepareDatabase();
      if (await hasOpfs()) await this.#tidy();
      await this.refresh();
      this.demo = await readDemo(this.site);
      const record =
        last === DEMO_ID && this.demo ? demoRecord(this.demo) : this.records.find(({ id }) => id === last);
      if (record && this.status.kind === 'none') await this.open(record);
    } catch (error) {
      this.status = { kind: 'failed', name: 'what this browser remembers', ...explain(error) };
    } finally {
      this.starting = false;
    }
  }

  /** Clear what an import that was cut off left behind, and records whose file the browser has cleared. */
  async #tidy(): Promise<void> {
    await removeUnfinished();
    await removeUnfinishedAnalyses();
    const files = await listPlantFiles();
    for (const { id, url } of await listPlants())
      if (url === undefined && !files.includes(id)) await forgetPlant(id);
    await this.#clearCopies();
    await clearLiveExports();
  }

  /** Delete unpacked copies of exports that no plant keeps. */
  async #clearCopies(): Promise<void> {
    const kept = (await listPlants()).flatMap(({ copies = [] }) => copies.filter((copy) => copy !== null));
    await removeStrayCopies(kept);
  }

  async refresh(): Promise<void> {
    this.records = [...memoryRecords(), ...(await listPlants())];
  }

  /** Open a plant, in place of the one that is open. A failure ends in `status`. */
  async open(record: PlantRecord): Promise<void> {
    if (record.url !== undefined && !(await isAllowed(record.url, this.site))) return this.onask?.(record);
    const turn = ++this.#turn;
    this.#release();
    this.status = { kind: 'opening', name: record.name };
    try {
      if (!memoryPlant(record.id)) await writeSetting('lastPlant', record.id);
      const location = await this.#locate(record);
      const { openPlant } = await import('$lib/store/plant');
      const plant = await openPlant(location, {
        mapping: record.mapping ?? undefined,
        ...('url' in location && {
          ontransfer: (transfer: Transfer) => turn === this.#turn && (this.transfer = transfer),
        }),
        onanalysis: (problem) => turn === this.#turn && this.#analysed(problem),
      });
      if (turn !== this.#turn) return plant.dispose();
      await this.#opened(plant, { ...record, openedMs: Date.now() });
    } catch (error) {
      if (turn !== this.#turn) return;
      const { message, advice } = explain(error);
      const fallback = 'Import the export again; what you see in the list can be deleted.';
      this.status = { kind: 'failed', name: record.name, message, advice: advice || fallback };
    }
  }

  /**
   * Put a newer version of the open plant in its place; pages show the one before until the new one is open.
   * @throws what opening throws; the plant before stays open then
   */
  async replace(record: PlantRecord): Promise<void> {
    const turn = ++this.#turn;
    const location = await this.#locate(record);
    const { openPlant } = await import('$lib/store/plant');
    const plant = await openPlant(location, {
      mapping: record.mapping ?? undefined,
      onanalysis: (problem) => turn === this.#turn && this.#analysed(problem),
    });
    if (turn !== this.#turn) return plant.dispose();
    const before = this.whole;
    this.analysisProblem = null;
    await this.#opened(plant, { ...record, openedMs: Date.now() });
    if (!memoryPlant(record.id)) await writeSetting('lastPlant', record.id);
    before?.dispose();
  }

  async #opened(plant: Plant, record: PlantRecord): Promise<void> {
    this.whole = plant;
    this.record = record;
    this.status = { kind: 'open' };
    await this.#reach(false);
    await this.save(record);
  }

  #analysed(problem: string | null): void {
    this.analysisVersion++;
    this.analysisProblem = problem;
  }

  /** Let the pages see a plant in place of the whole one; null for the whole one. */
  show(seen: Plant | null): void {
    this.#seen = seen;
  }

  async #locate(record: PlantRecord): Promise<PlantLocation> {
    if (record.id === DEMO_ID) return { kind: 'url', url: demoUrl(this.site) };
    if (record.url !== undefined) return { kind: 'url', url: record.url };
    const file = await this.fileOf(record);
    if (!file) throw new Error(`the file of ${record.name} is no longer in this browser`);
    return { kind: 'file', file };
  }

  /** Open the simulated plant that comes with the site. */
  async openDemo(): Promise<void> {
    if (this.demo) await this.open(demoRecord(this.demo));
  }

  /** The sealed file of a plant, null when the browser has cleared it. */
  async fileOf(record: PlantRecord): Promise<File | null> {
    return memoryPlant(record.id)?.file ?? plantFile(record.id);
  }

  /** Close the open plant. */
  close(): void {
    this.#turn++;
    this.#release();
    this.status = { kind: 'none' };
  }

  #release(): void {
    this.whole?.dispose();
    this.whole = null;
    this.#seen = null;
    this.record = null;
    this.transfer = null;
    this.sourceAccess = 'none';
    this.analysisProblem = null;
  }

  async #reach(ask: boolean): Promise<void> {
    if (!this.record) return;
    const reached = await reachSources(this.record, ask);
    if ('files' in reached) this.giveSources(reached.files);
    else this.sourceAccess = reached.missing;
  }

  /** Give the exports' files in the order of the sources. */
  giveSources(files: File[]): void {
    this.whole?.setSourceFiles(files);
    this.sourceAccess = 'at hand';
    this.version++;
  }

  /** Ask for the remembered exports; call on a click. True when they are at hand now. */
  async reconnectSource(): Promise<boolean> {
    await this.#reach(true);
    return this.sourceAccess === 'at hand';
  }

  /** Take exports a person picked again. Returns what is wrong with them in words, '' when all fits. */
  offerSources(files: File[]): string {
    const matched = matchSources(this.record?.sources ?? [], files);
    if ('problem' in matched) return matched.problem;
    this.giveSources(matched.files);
    return '';
  }

  /** Keep a changed record, of the open plant or another. */
  async save(record: PlantRecord): Promise<void> {
    const kept = memoryPlant(record.id);
    if (record.id === DEMO_ID) {
      this.record = record;
      return;
    }
    if (kept) keepInMemory({ ...kept, record });
    else await savePlant(record);
    if (this.record?.id === record.id) this.record = record;
    await this.refresh();
  }

  async rename(record: PlantRecord, name: string): Promise<void> {
    await this.save({ ...record, name });
  }

  /** Delete a plant and its file for good. */
  async remove(record: PlantRecord): Promise<void> {
    if (this.record?.id === record.id) this.close();
    if (memoryPlant(record.id)) dropFromMemory(record.id);
    else {
      await removePlant(record.id);
      await forgetPlant(record.id);
      const others = await listPlants();
      if (!others.some(({ fingerprint }) => fingerprint === record.fingerprint))
        await forgetAnalysis(record.fingerprint);
      await this.#clearCopies();
      await clearLiveExports();
      if ((await readSetting('lastPlant')) === record.id) await clearSetting('lastPlant');
    }
    await this.refresh();
  }

  /** Map canonical tags to tags, and remember it with the plant. */
  async setMapping(mapping: Record<string, string>): Promise<void> {
    if (!this.whole || !this.record) return;
    await this.whole.setMapping(mapping);
    this.version++;
    await this.save({ ...this.record, mapping });
  }
}

/** Delete exports of live sources that no plant was made of and that are not being written. */
async function clearLiveExports(): Promise<void> {
  const live = await readSetting('live');
  const used = (await listPlants()).flatMap(({ sources }) => sources.map(({ name }) => name));
  await removeStrayLive(live ? [...used, live.file] : used);
}
