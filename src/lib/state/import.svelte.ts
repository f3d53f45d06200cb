import type { ImportProgress, ImportRequest, ImportResult } from '$lib/rpc/importer';
import type { PlanChoices } from '$lib/ingest/plan';
import { tagColumns, type SourcePlan } from '$lib/ingest/types';
import { fingerprint } from '$lib/store/fingerprint';
import type { PickedFile } from '$lib/store/handles';
import { recallChoices, rememberChoices, type ColumnChoice } from '$lib/store/memory';
import { keepInMemory } from '$lib/store/memory-files';
import { hasOpfs, storageRoom } from '$lib/store/plant-files';
import { newPlantId } from '$lib/store/registry';
import type { PlantRecord } from '$lib/store/types';
import { explain, isAbort, type Explanation } from './explain';
import {
  estimatePlantBytes,
  hasRoom,
  nameFromFile,
  QUICK_ROWS,
  readerChoice,
  workerCount,
  type Amount,
} from './import-estimate';
import { startImport, type ImportRun } from './import-run';
import type { PlantState } from './plant.svelte';
import {
  keyOf,
  planDraft,
  readSample,
  unreadableDraft,
  withRemembered,
  type SourceDraft,
} from './source-draft';

export type ImportPhase =
  | { kind: 'idle' }
  | { kind: 'reading'; names: string[] }
  | { kind: 'choosing' }
  | { kind: 'running' }
  | { kind: 'cancelling' }
  | { kind: 'done'; result: ImportResult; name: string };

type Planned = SourceDraft & { plan: SourcePlan };

/** From files to an open plant: read, understood, chosen, imported. Made once, in the layout. */
export class ImportState {
  phase = $state.raw<ImportPhase>({ kind: 'idle' });
  drafts = $state.raw<SourceDraft[]>([]);
  name = $state('');
  amount = $state.raw<Amount>({ kind: 'all' });
  progress = $state.raw<ImportProgress | null>(null);
  /** The last preview that a progress report carried. */
  preview = $state.raw<ImportProgress['preview']>(null);
  /** Why the last import, or the last choice of files, came to nothing. */
  failure = $state.raw<Explanation | null>(null);
  /** The plant that an earlier import of the same files made. */
  existing = $state.raw<PlantRecord | null>(null);
  room = $state.raw<{ usage: number | null; quota: number | null }>({ usage: null, quota: null });
  opfs = $state(true);

  planned = $derived(this.drafts.filter((draft): draft is Planned => draft.plan !== null));
  neededBytes = $derived(
    estimatePlantBytes(
      this.planned.map(({ plan }) => plan),
      this.amount,
    ),
  );
  fits = $derived(!this.opfs || hasRoom(this.neededBytes, this.room));
  tagCount = $derived(Math.max(0, ...this.planned.map(({ plan }) => tagColumns(plan).length)));
  busy = $derived(this.phase.kind === 'running' || this.phase.kind === 'cancelling');

  #plants: PlantState;
  #run: ImportRun | null = null;
  #turn = 0;

  constructor(plants: PlantState) {
    this.#plants = plants;
  }

  /** Take files, understand them, show what was understood. */
  async choose(picked: PickedFile[], directories: string[] = []): Promise<void> {
    if (this.busy) return;
    const turn = ++this.#turn;
    this.reset();
    if (directories.length > 0) this.failure = folderDropped(directories);
    if (picked.length === 0) return;
    this.phase = { kind: 'reading', names: picked.map(({ file }) => file.name) };
    const drafts = await Promise.all(picked.map(draftOf));
    if (turn !== this.#turn) return;
    this.drafts = drafts;
    this.name = nameFromFile(picked[0].file.name);
    this.phase = { kind: 'choosing' };
    await Promise.all([this.#look(), this.#findExisting(turn)]);
  }

  async #look(): Promise<void> {
    this.opfs = await hasOpfs();
    this.room = await storageRoom();
  }

  async #findExisting(turn: number): Promise<void> {
    if (this.planned.length === 0) return;
    const print = await fingerprint(this.planned.map(({ picked }) => picked.file));
    if (turn !== this.#turn) return;
    this.existing = this.#plants.records.find((record) => record.fingerprint === print) ?? null;
  }

  /** Back to the empty page. */
  reset(): void {
    this.phase = { kind: 'idle' };
    this.drafts = [];
    this.failure = null;
    this.existing = null;
    this.amount = { kind: 'all' };
    this.progress = null;
    this.preview = null;
  }

  /** Leave a file out. */
  remove(draft: SourceDraft): void {
    this.drafts = this.drafts.filter((other) => other !== draft);
    if (this.drafts.length === 0) this.reset();
  }

  /** Choices on how one file is read; files with the same header follow. */
  choosePlan(draft: SourceDraft, change: PlanChoices): void {
    this.#replan((other) => other === draft || sameHeader(other, draft), change);
  }

  /** The zone is one for all files. */
  chooseZone(zone: string): void {
    this.#replan(() => true, { zone });
  }

  /** What one column is, in all files that have it. */
  chooseColumn(header: string, choice: ColumnChoice): void {
    this.drafts = this.drafts.map((draft) => {
      const columns = draft.choices.columns ?? {};
      const merged = { ...columns, [header]: { ...columns[header], ...choice } };
      return planDraft({
        ...draft,
        choices: { ...draft.choices, columns: merged },
      });
    });
  }

  /** Take back what was remembered or chosen of the columns. */
  forgetColumns(draft: SourceDraft): void {
    const apply = (other: SourceDraft) => planDraft({ ...other, choices: { ...other.choices, columns: {} } });
    this.drafts = this.drafts.map((other) =>
      other === draft || sameHeader(other, draft) ? { ...apply(other), remembered: false } : other,
    );
  }

  #replan(matches: (draft: SourceDraft) => boolean, change: PlanChoices): void {
    this.drafts = this.drafts.map((draft) =>
      matches(draft) ? planDraft({ ...draft, choices: { ...draft.choices, ...change } }) : draft,
    );
  }

  /** Import what was chosen, then open it. */
  async start(): Promise<void> {
    const sources = this.planned;
    if (sources.length === 0 || this.busy) return;
    this.failure = null;
    this.progress = null;
    this.preview = null;
    this.phase = { kind: 'running' };
    try {
      const request = await this.#request(sources);
      await navigator.storage?.persist?.();
      this.#run = startImport(request, (progress) => this.#report(progress));
      await this.#finish(request, sources, await this.#run.result);
    } catch (error) {
      this.phase = { kind: 'choosing' };
      if (!isAbort(error)) this.failure = explainImport(error);
    } finally {
      this.#run = null;
      await this.#look();
    }
  }

  async #request(sources: Planned[]): Promise<ImportRequest> {
    for (const { plan, choices } of sources) {
      if (choices.columns) await rememberChoices(keyOf(plan), choices.columns);
    }
    const { amount } = this;
    const name = this.name.trim() || nameFromFile(sources[0].picked.file.name);
    return {
      id: newPlantId(name),
      name,
      fingerprint: await fingerprint(sources.map(({ picked }) => picked.file)),
      sources: sources.map(({ picked, plan }) => ({ file: picked.file, plan })),
      range: amount.kind === 'range' ? { fromMs: amount.fromMs, toMs: amount.toMs } : null,
      maxRows: amount.kind === 'quick' ? QUICK_ROWS : null,
      workers: workerCount(location.search, navigator.hardwareConcurrency),
      reader: readerChoice(location.search),
      target: this.opfs ? 'opfs' : 'memory',
    };
  }

  #report(progress: ImportProgress): void {
    if (this.phase.kind !== 'running') return;
    this.progress = progress;
    if (progress.preview) this.preview = progress.preview;
  }

  async #finish(request: ImportRequest, sources: Planned[], result: ImportResult): Promise<void> {
    const record = recordOf(request, sources, result);
    if (result.file) keepInMemory({ record, file: result.file });
    await this.#plants.save(record);
    this.phase = { kind: 'done', result, name: record.name };
    await this.#plants.open(record);
    this.#plants.giveSources(sources.map(({ picked }) => picked.file));
  }

  /** Stop, remove what was written, go back to the choices. */
  async cancel(): Promise<void> {
    if (this.phase.kind !== 'running' || !this.#run) return;
    this.phase = { kind: 'cancelling' };
    await this.#run.cancel();
  }
}

async function draftOf(picked: PickedFile): Promise<SourceDraft> {
  try {
    const sample = await readSample(picked.file);
    const draft = planDraft({ picked, sample, choices: {}, remembered: false });
    const columns = draft.plan && (await recallChoices(keyOf(draft.plan)));
    return columns && Object.keys(columns).length > 0 ? withRemembered(draft, columns) : draft;
  } catch (error) {
    if (error instanceof DOMException) return unreadableDraft(picked);
    throw error;
  }
}

function sameHeader(a: SourceDraft, b: SourceDraft): boolean {
  return a.plan !== null && b.plan !== null && keyOf(a.plan) === keyOf(b.plan);
}

function folderDropped(names: string[]): Explanation {
  return {
    message: `${names.join(', ')} is a folder, not a file.`,
    advice: 'Open the folder and drop the files inside it; several at once are fine.',
  };
}

function explainImport(error: unknown): Explanation {
  const { message, advice } = explain(error);
  // The importer's own messages say that nothing was kept.
  const told = error instanceof Error && error.name === 'ImportError';
  const kept = `${told ? '' : 'Nothing of this import was kept. '}Your choices below still stand.`;
  return { message, advice: advice ? `${advice} ${kept}` : kept };
}

function recordOf(request: ImportRequest, sources: Planned[], result: ImportResult): PlantRecord {
  const handles = sources.flatMap(({ picked }) => picked.handle ?? []);
  const now = Date.now();
  return {
    id: request.id,
    name: request.name,
    label: '',
    fingerprint: request.fingerprint,
    createdMs: now,
    openedMs: now,
    sizeBytes: result.sizeBytes,
    sources: sources.map(({ picked: { file } }) => ({ name: file.name, sizeBytes: file.size })),
    rows: result.rowsUsed,
    tags: result.tags,
    firstMs: result.firstMs,
    lastMs: result.lastMs,
    partial: request.range !== null || request.maxRows !== null,
    handles: handles.length === sources.length ? handles : [],
    mapping: null,
  };
}
