import { download, fileName } from '$lib/charts/download';
import { connectExport } from '$lib/rpc/export';
import { analysisFile } from '$lib/store/analysis';
import { DEMO_ID, demoUrl } from '$lib/store/demo';
import type { ExportChoice } from '$lib/store/export-plan';
import { exportPlant, type ExportProgress, type ExportSource } from '$lib/store/export-run';
import { exportWorkspace } from '$lib/store/workspace';
import { explain, isAbort, type Explanation } from './explain';
import { alarmColumns } from './alarm-columns';
import { allRows } from './alarm-rows';
import type { AlarmsState } from './alarms.svelte';
import type { PlantState } from './plant.svelte';

/** What lies at hand of the open plant. */
export interface ExportSizes {
  /** Bytes of the plant file; null where it is not in this browser. */
  plant: number | null;
  /** Bytes of what analyses found; null when nothing was analysed. */
  analysis: number | null;
}

/** Takes things out of the open plant. Made by its page; `dispose` ends what is under way. */
export class ExportState {
  sizes = $state.raw<ExportSizes>({ plant: null, analysis: null });
  progress = $state.raw<ExportProgress | null>(null);
  failure = $state.raw<Explanation | null>(null);
  /** Name and size of the last file that was handed over. */
  made = $state.raw<{ name: string; bytes: number } | null>(null);
  #plants: PlantState;
  #alarms: AlarmsState;
  #running: AbortController | null = null;

  constructor(plants: PlantState, alarms: AlarmsState) {
    [this.#plants, this.#alarms] = [plants, alarms];
  }

  /** See what is at hand. */
  async look(): Promise<void> {
    const { record, whole } = this.#plants;
    if (!record || !whole) return;
    const hosted = record.url !== undefined;
    const plant =
      record.id === DEMO_ID ? record.sizeBytes : hosted ? null : await this.#plants.fileOf(record);
    const analysis = await analysisFile(whole.info.fingerprint);
    const plantBytes = typeof plant === 'number' ? plant : (plant?.size ?? null);
    this.sizes = { plant: plantBytes, analysis: analysis?.size ?? null };
  }

  /** Make what was chosen, and hand it to the browser to be saved. A failure ends in `failure`. */
  async run(choice: ExportChoice): Promise<void> {
    const { record, whole } = this.#plants;
    if (!record || !whole || this.#running) return;
    const controller = (this.#running = new AbortController());
    const connection = connectExport();
    controller.signal.addEventListener('abort', () => connection.dispose());
    this.failure = this.made = null;
    this.progress = { doing: 'Starting', fraction: 0 };
    try {
      const source = await this.#source(choice);
      const tell = (progress: ExportProgress) => (this.progress = progress);
      const { ending, content } = await exportPlant(
        choice,
        source,
        connection.remote,
        tell,
        controller.signal,
      );
      const dot = ending.lastIndexOf('.');
      const name = fileName(`${record.name}${ending.slice(0, dot)}`, ending.slice(dot + 1));
      download(content, name);
      this.made = { name, bytes: content.size };
    } catch (error) {
      if (!controller.signal.aborted && !isAbort(error)) this.failure = explain(error);
    } finally {
      connection.dispose();
      this.progress = null;
      this.#running = null;
    }
  }

  async #source(choice: ExportChoice): Promise<ExportSource> {
    const { record, whole, site } = this.#plants;
    if (!record || !whole) throw new Error('no plant is open');
    const { fingerprint } = whole.info;
    let plantFile = choice.plant && record.url === undefined ? await this.#plants.fileOf(record) : null;
    if (choice.plant && record.id === DEMO_ID) {
      const response = await fetch(demoUrl(site));
      if (!response.ok) throw new Error(`the simulated plant's file was not found (${response.status})`);
      plantFile = new File([await response.blob()], 'plant.duckdb');
    }
    if (choice.plant && !plantFile) throw new Error(`the file of ${record.name} is not in this browser`);
    return {
      plant: whole,
      plantFile,
      analysisFile: await analysisFile(fingerprint),
      alarms: () => this.#judgedAlarms(),
      workspace: () => exportWorkspace({ fingerprint, name: record.name, mapping: record.mapping }),
    };
  }

  /** Occurrences of alarms, once their judgement that is under way is done. */
  async #judgedAlarms() {
    await this.#alarms.evaluation.settled();
    const { evaluation, record } = this.#alarms;
    if (!evaluation.current) return null;
    return alarmColumns(allRows(record, (id) => this.#alarms.definition(id)).occurrences);
  }

  /** Give up what is under way. */
  cancel(): void {
    this.#running?.abort();
  }
}
