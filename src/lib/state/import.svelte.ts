import type { ImportProgress, ImportRequest, ImportResult } from '$lib/rpc/importer';
import type { PlanChoices } from '$lib/ingest/plan';
import { answersOf, mergeChoices } from '$lib/ingest/reading-answers';
import { tagColumns, type PlanWarning } from '$lib/ingest/types';
import type { TableMember } from '$lib/rpc/sources';
import { carryOver } from '$lib/store/carry-over';
import { fingerprint, joinFingerprints } from '$lib/store/fingerprint';
import type { PickedFile } from '$lib/store/handles';
import { rememberAnswers, rememberChoices, type ColumnChoice } from '$lib/store/memory';
import { keepInMemory } from '$lib/store/memory-files';
import { hasOpfs, storageRoom } from '$lib/store/plant-files';
import { newPlantId } from '$lib/store/registry';
import type { PlantRecord } from '$lib/store/types';
import { Dropping, type Dropped, type TablesOf } from './dropping';
import { explain, isAbort, type Explanation } from './explain';
import { findContinuation, type Continuation } from './find-continuation';
import {
  estimatePlantBytes,
  hasRoom,
  nameFromFile,
  QUICK_ROWS,
  readerChoice,
  workerCount,
  type Amount,
} from './import-estimate';
import { recordOf, type Planned } from './import-record';
import { discardPrepared, prepareImport, startImport, type ImportRun } from './import-run';
import { explainImport, folderDropped } from './import-words';
import type { Unpacking } from './open-files';
import type { PlantState } from './plant.svelte';
import { duplicateNotes, prepareDrafts } from './prepare-drafts';
import { keyOf, planDraft, type SourceDraft } from './source-draft';

export type ImportPhase =
  | { kind: 'idle' }
  | { kind: 'reading'; names: string[] }
  | ({ kind: 'unpacking' } & Unpacking)
  /** Databases of which tables are to be chosen. */
  | { kind: 'tables'; databases: TablesOf[] }
  | { kind: 'choosing' }
  | { kind: 'running' }
  | { kind: 'cancelling' }
  | { kind: 'done'; result: ImportResult; name: string };

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
  /** What a person should know of what was left out of the dropped files. */
  notes = $state.raw<PlanWarning[]>([]);
  /** The plant that these exports can be added to. */
  continuation = $state.raw<Continuation | null>(null);
  /** Whether unpacked copies stay with the plant, for one-second readings. */
  keepCopies = $state(true);
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
  copiesBytes = $derived(
    this.planned.reduce((sum, { copy, picked }) => sum + (copy === null ? 0 : picked.file.size), 0),
  );
  busy = $derived(this.phase.kind === 'running' || this.phase.kind === 'cancelling');

  #plants: PlantState;
  #run: ImportRun | null = null;
  #turn = 0;
  #dropping: Dropping | null = null;

  constructor(plants: PlantState) {
    this.#plants = plants;
  }

  /**
   * Take files, understand them, show what was understood. A plant file of ours is opened at once.
   * @returns true when a plant was opened
   */
  async choose(picked: PickedFile[], directories: string[] = []): Promise<boolean> {
    if (this.busy) return false;
    this.reset();
    const turn = this.#turn;
    if (directories.length > 0) this.failure = folderDropped(directories);
    if (picked.length === 0) return false;
    this.phase = { kind: 'reading', names: picked.map(({ file }) => file.name) };
    this.opfs = await hasOpfs();
    if (turn !== this.#turn) return false;
    const dropping = new Dropping(this.#plants, this.opfs, (state) => {
      if (turn === this.#turn) this.phase = { kind: 'unpacking', ...state };
    });
    this.#dropping = dropping;
    return this.#goOn(turn, () => dropping.open(picked));
  }

  /** Go on with tables of the databases that were dropped. */
  async chooseTables(chosen: { picked: PickedFile; table: TableMember }[]): Promise<boolean> {
    const dropping = this.#dropping;
    if (!dropping || this.phase.kind !== 'tables') return false;
    return this.#goOn(this.#turn, () => dropping.openTables(chosen));
  }

  async #goOn(turn: number, open: () => Promise<Dropped>): Promise<boolean> {
    try {
      const dropped = await open();
      return turn === this.#turn && (await this.#take(turn, dropped));
    } catch (error) {
      // What fails after the person started over is no news.
      if (turn !== this.#turn) return false;
      this.reset();
      this.failure = explain(error);
      return false;
    }
  }

  async #take(turn: number, dropped: Dropped): Promise<boolean> {
    switch (dropped.kind) {
      case 'tables':
        this.phase = dropped;
        return false;
      case 'plant':
        await this.#plants.open(dropped.record);
        if (turn === this.#turn) this.reset();
        return true;
      case 'exports':
        if (dropped.record) await this.#plants.open(dropped.record);
        await this.#understand(turn, dropped.exports);
        return false;
    }
    dropped satisfies never;
  }

  async #understand(turn: number, exports: Parameters<typeof prepareDrafts>[0]): Promise<void> {
    const prepared = await prepareDrafts(exports);
    if (turn !== this.#turn) return;
    this.drafts = prepared.drafts;
    this.notes = [...(this.#dropping?.notes ?? []), ...duplicateNotes(prepared)];
    const { name } = prepared.drafts[0].picked.file;
    // Several members of an archive are called after it.
    this.name = nameFromFile(prepared.drafts.length > 1 ? name.replace(/ › .*$/, '') : name);
    this.phase = { kind: 'choosing' };
    if (this.planned.length > 0) prepareImport();
    await Promise.all([this.#look(), this.#findExisting(turn), this.#findContinuation(turn)]);
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

  async #findContinuation(turn: number): Promise<void> {
    const files = this.planned.map(({ picked: { file }, plan }) => ({ file, plan }));
    const found = await findContinuation(this.#plants.records, files);
    if (turn !== this.#turn || !found) return;
    this.continuation = found;
    // Read as the plant's own exports were, where nothing else was chosen.
    this.drafts = this.drafts.map((draft) => {
      if (!draft.plan) return draft;
      const key = keyOf(draft.plan);
      const known = found.record.sources.find(({ headerKey }) => headerKey === key)?.choices;
      return known ? planDraft({ ...draft, choices: { ...known, ...draft.choices } }) : draft;
    });
  }

  /** Back to the empty page. */
  reset(): void {
    this.#turn++;
    discardPrepared();
    void this.#dropping?.end(this.drafts.flatMap(({ copy }) => copy ?? []));
    this.#dropping = null;
    this.notes = [];
    this.continuation = null;
    this.keepCopies = true;
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

  /** Take back what was remembered or chosen. */
  forgetColumns(draft: SourceDraft): void {
    const apply = (other: SourceDraft) => planDraft({ ...other, choices: {} });
    this.drafts = this.drafts.map((other) =>
      other === draft || sameHeader(other, draft) ? { ...apply(other), remembered: false } : other,
    );
  }

  #replan(matches: (draft: SourceDraft) => boolean, change: PlanChoices): void {
    this.drafts = this.drafts.map((draft) =>
      matches(draft) ? planDraft({ ...draft, choices: mergeChoices(draft.choices, change) }) : draft,
    );
  }

  /** Import what was chosen, then open it. @param add to the plant that the exports continue, as a new version of it */
  async start(add = false): Promise<void> {
    const sources = this.planned;
    const base = add ? this.continuation : null;
    if (sources.length === 0 || this.busy) return;
    this.failure = null;
    this.progress = null;
    this.preview = null;
    this.phase = { kind: 'running' };
    try {
      const prints = await Promise.all(sources.map(({ picked }) => fingerprint([picked.file])));
      const request = await this.#request(sources, prints, base);
      await navigator.storage?.persist?.();
      this.#run = startImport(request, (progress) => this.#report(progress));
      const result = await this.#run.result;
      await this.#finish(recordOf(request, sources, prints, result, base, this.keepCopies), result, base);
    } catch (error) {
      this.phase = { kind: 'choosing' };
      if (!isAbort(error)) this.failure = explainImport(error);
    } finally {
      this.#run = null;
      await this.#look();
    }
  }

  async #request(sources: Planned[], prints: string[], base: Continuation | null): Promise<ImportRequest> {
    for (const { plan, choices } of sources) {
      if (choices.columns) await rememberChoices(keyOf(plan), choices.columns);
      await rememberAnswers(keyOf(plan), answersOf(choices));
    }
    const amount = base ? { kind: 'all' as const } : this.amount;
    const name = base?.record.name ?? (this.name.trim() || nameFromFile(sources[0].picked.file.name));
    return {
      id: newPlantId(name),
      name,
      fingerprint: await joinFingerprints(base ? printsWith(base, prints) : prints),
      sources: sources.map(({ picked, plan }) => ({ file: picked.file, plan })),
      repeats: sources.map(({ repeats = [] }) => repeats),
      base: base && { file: await this.#fileOf(base.record), grown: base.grown },
      range: amount.kind === 'range' ? { fromMs: amount.fromMs, toMs: amount.toMs } : null,
      maxRows: amount.kind === 'quick' ? QUICK_ROWS : null,
      workers: workerCount(location.search, navigator.hardwareConcurrency),
      reader: readerChoice(location.search),
      target: this.opfs ? 'opfs' : 'memory',
    };
  }

  async #fileOf(record: PlantRecord): Promise<File> {
    const file = await this.#plants.fileOf(record);
    if (!file) throw new Error(`the file of ${record.name} is no longer in this browser`);
    return file;
  }

  #report(progress: ImportProgress): void {
    if (this.phase.kind !== 'running') return;
    this.progress = progress;
    if (progress.preview) this.preview = progress.preview;
  }

  async #finish(record: PlantRecord, result: ImportResult, base: Continuation | null): Promise<void> {
    const files = this.planned.map(({ picked }) => picked.file);
    const stray = this.keepCopies ? [] : this.planned.flatMap(({ copy }) => copy ?? []);
    if (result.file) keepInMemory({ record, file: result.file });
    if (base) await carryOver(base.record.fingerprint, record.fingerprint);
    await this.#plants.save(record);
    this.phase = { kind: 'done', result, name: record.name };
    await this.#plants.open(record);
    // Of a plant that was added to, the older exports are reached as they were before.
    if (!base && stray.length === 0) this.#plants.giveSources(files);
    if (base) await this.#plants.remove(base.record);
    await this.#dropping?.end(stray);
    this.#dropping = null;
  }

  /** Stop, remove what was written, go back to the choices. */
  async cancel(): Promise<void> {
    if (this.phase.kind !== 'running' || !this.#run) return;
    this.phase = { kind: 'cancelling' };
    await this.#run.cancel();
  }
}

function sameHeader(a: SourceDraft, b: SourceDraft): boolean {
  return a.plan !== null && b.plan !== null && keyOf(a.plan) === keyOf(b.plan);
}

/** Fingerprints of all exports of a plant that was added to. */
function printsWith({ record, grown }: Continuation, prints: string[]): string[] {
  const known = record.sources.map((source) => source.fingerprint ?? record.fingerprint);
  return grown ? known.map((print, at) => (at === grown.source ? prints[0] : print)) : [...known, ...prints];
}
