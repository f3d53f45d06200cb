import { proxy } from 'comlink';
import type { PlanWarning } from '$lib/ingest/types';
import {
  connectSources,
  type PlantFacts,
  type SourcesApi,
  type TableMember,
  type UnpackWhat,
} from '$lib/rpc/sources';
import { fileKind, KIND_BYTES } from '$lib/sources/file-kind';
import { chooseMembers, memberTitle, type Member } from '$lib/sources/member-choice';
import type { ParquetSample } from '$lib/sources/parquet-plan';
import type { PickedFile } from '$lib/store/handles';
import { ARCHIVE, holdsPlant } from '$lib/store/export-plan';
import { storageRoom } from '$lib/store/plant-files';
import { copyName, unpackedFile } from '$lib/store/unpacked-files';
import { formatBytes } from '$lib/ui/format';
import { explain, type Explanation } from './explain';
import { unreadable } from './source-draft';

/** What an export of ours holds beside the plant. */
export interface BesidePlant {
  /** What analyses found. */
  analysis: File | null;
  /** What the person added. */
  workspace: File | null;
}

/** What came of a file that was dropped. */
export type Opened =
  /** An export to plan. `copy` names its unpacked copy in OPFS, null for the person's own file or one in memory. */
  | { kind: 'source'; picked: PickedFile; parquet: ParquetSample | null; copy: string | null }
  | { kind: 'refused'; picked: PickedFile; problem: Explanation }
  | { kind: 'plant'; picked: PickedFile; facts: PlantFacts; beside?: BesidePlant }
  /** A database that is no plant of ours, with more than one table to choose from. */
  | { kind: 'tables'; picked: PickedFile; tables: TableMember[] };

/** What is being unpacked. */
export interface Unpacking {
  name: string;
  bytes: number;
  /** Size when unpacked, null where the archive does not tell. */
  totalBytes: number | null;
}

/** Archives inside archives are followed so far: a zip of .csv.gz is common, more is not. */
const MOST_DEPTH = 3;
const NAMED = 5;

type Remote = {
  [K in keyof SourcesApi]: (
    ...args: Parameters<SourcesApi[K]>
  ) => Promise<Awaited<ReturnType<SourcesApi[K]>>>;
};

/** What a file opener needs; tests give the worker's implementation without a worker. */
export interface OpenerOptions {
  /** Batch that unpacked copies belong to; null where there is no OPFS. */
  batch: string | null;
  onUnpacking(state: Unpacking): void;
  connect?: () => { remote: Remote; dispose(): void };
}

/** What an unpacked file is called, how large it will be (0 where that is not known), and when it was written. */
interface Unpacked {
  title: string;
  sizeBytes: number;
  modifiedMs?: number;
  depth: number;
}

/** Opens what was dropped: looks into archives and databases, unpacks what is inside, samples Parquet. */
export class FileOpener {
  /** What a person should hear of what was left out. */
  readonly notes: PlanWarning[] = [];
  readonly #options: OpenerOptions;
  #connection: { remote: Remote; dispose(): void } | null = null;
  #copies = 0;

  constructor(options: OpenerOptions) {
    this.#options = options;
  }

  /** End the worker; what is under way rejects. */
  dispose(): void {
    this.#connection?.dispose();
    this.#connection = null;
  }

  get #remote(): Remote {
    this.#connection ??= (this.#options.connect ?? connectSources)();
    return this.#connection.remote;
  }

  /** Open files one after the other. A failure is told in what came of its file. */
  async open(files: readonly PickedFile[]): Promise<Opened[]> {
    const opened: Opened[] = [];
    for (const picked of files) opened.push(...(await this.#openSafely(picked, picked.copy ?? null, 0)));
    return opened;
  }

  /** Make a table of a database an export. */
  async openTable(picked: PickedFile, table: TableMember): Promise<Opened[]> {
    return this.#guarded(picked, async () => {
      if (table.leftOut.length > 0) this.#note(columnsLeftOut(table));
      const title = memberTitle(picked.file.name, `${table.title}.csv`);
      return this.#unpack(picked, { kind: 'table', table }, { title, sizeBytes: table.sizeBytes, depth: 0 });
    });
  }

  #openSafely(picked: PickedFile, copy: string | null, depth: number): Promise<Opened[]> {
    return this.#guarded(picked, () => this.#open(picked, copy, depth));
  }

  async #guarded(picked: PickedFile, work: () => Promise<Opened[]>): Promise<Opened[]> {
    try {
      return await work();
    } catch (error) {
      // A worker that was ended on purpose is no news of this file.
      if (error instanceof Error && error.name === 'WorkerError') throw error;
      return [{ kind: 'refused', picked, problem: explainOpening(error, picked.file.name) }];
    }
  }

  async #open(picked: PickedFile, copy: string | null, depth: number): Promise<Opened[]> {
    const { file } = picked;
    const found = fileKind(new Uint8Array(await file.slice(0, KIND_BYTES).arrayBuffer()));
    switch (found.kind) {
      case 'text':
        return [{ kind: 'source', picked, parquet: null, copy }];
      case 'parquet':
        return [{ kind: 'source', picked, parquet: await this.#remote.sampleParquet(file), copy }];
      case 'gzip': {
        const [title, sizeBytes] = [memberTitle(file.name, null), await gzipBytes(file)];
        return this.#unpack(picked, { kind: 'gzip' }, { title, sizeBytes, depth });
      }
      case 'zip':
        return this.#openZip(picked, depth);
      case 'duckdb':
        return this.#openDatabase(picked);
      case 'refused': {
        const problem = { message: `"${file.name}" is ${found.what}.`, advice: found.advice };
        return [{ kind: 'refused', picked, problem }];
      }
    }
    found satisfies never;
  }

  async #openZip(picked: PickedFile, depth: number): Promise<Opened[]> {
    const { name } = picked.file;
    const members = await this.#remote.zipMembers(picked.file);
    if (holdsPlant(members.map(({ name: member }) => member))) return this.#openExport(picked, members);
    const { taken, leftOut } = chooseMembers(members);
    if (taken.length === 0) return [{ kind: 'refused', picked, problem: nothingInside(name, leftOut) }];
    if (leftOut.length > 0) this.#note(membersLeftOut(name, leftOut));
    const opened: Opened[] = [];
    for (const { name: member, sizeBytes, modifiedMs } of taken) {
      const title = memberTitle(name, member);
      const work = () =>
        this.#unpack(picked, { kind: 'zip', member }, { title, sizeBytes, modifiedMs, depth });
      opened.push(
        ...(await this.#guarded({ file: new File([], memberTitle(name, member)), handle: null }, work)),
      );
    }
    return opened;
  }

  /** An export of ours: its plant, with what lies beside it. */
  async #openExport(picked: PickedFile, members: readonly Member[]): Promise<Opened[]> {
    const unpacked = async (name: string): Promise<PickedFile | null> => {
      const member = members.find((one) => one.name === name);
      if (!member) return null;
      const { sizeBytes, modifiedMs } = member;
      const title = memberTitle(picked.file.name, name);
      return (
        await this.#unpacked(
          picked,
          { kind: 'zip', member: name },
          { title, sizeBytes, modifiedMs, depth: 0 },
        )
      ).picked;
    };
    const plant = await unpacked(ARCHIVE.plant);
    const [opened] = plant ? await this.#openDatabase(plant) : [];
    if (opened?.kind !== 'plant') return opened ? [opened] : [];
    const [analysis, workspace] = [await unpacked(ARCHIVE.analysis), await unpacked(ARCHIVE.workspace)];
    return [{ ...opened, beside: { analysis: analysis?.file ?? null, workspace: workspace?.file ?? null } }];
  }

  async #openDatabase(picked: PickedFile): Promise<Opened[]> {
    const contents = await this.#remote.databaseContents(picked.file);
    if (contents.kind === 'plant') return [{ kind: 'plant', picked, facts: contents.facts }];
    const tables = contents.tables.filter(({ rows, columns }) => rows > 0 && columns.length > 0);
    if (tables.length === 1) return this.openTable(picked, tables[0]);
    if (tables.length > 1) return [{ kind: 'tables', picked, tables }];
    const problem = {
      message: `"${picked.file.name}" is a DuckDB database without a table that has rows.`,
      advice: 'Drop one that holds readings.',
    };
    return [{ kind: 'refused', picked, problem }];
  }

  async #unpack(picked: PickedFile, what: UnpackWhat, unpacked: Unpacked): Promise<Opened[]> {
    const found = await this.#unpacked(picked, what, unpacked);
    return this.#openSafely(found.picked, found.copy, unpacked.depth + 1);
  }

  async #unpacked(
    picked: PickedFile,
    what: UnpackWhat,
    { title, sizeBytes, modifiedMs = picked.file.lastModified, depth }: Unpacked,
  ): Promise<{ picked: PickedFile; copy: string | null }> {
    if (depth >= MOST_DEPTH) throw new Error(`"${title}" is an archive ${MOST_DEPTH} deep: unpack it first`);
    await checkRoom(title, sizeBytes);
    const copy = this.#options.batch === null ? null : copyName(this.#options.batch, this.#copies++);
    const totalBytes = sizeBytes > 0 ? sizeBytes : null;
    const tell = (bytes: number) => this.#options.onUnpacking({ name: title, bytes, totalBytes });
    tell(0);
    const kept = await this.#remote.unpack({ file: picked.file, what, copy }, proxy(tell));
    const lastModified = modifiedMs;
    const file =
      copy === null
        ? kept && new File([kept], title, { lastModified })
        : await unpackedFile(copy, title, lastModified);
    if (!file) throw new Error(`"${title}" was unpacked, but its copy is gone`);
    return { picked: { file, handle: null }, copy };
  }

  #note(message: string): void {
    this.notes.push({ severity: 'info', message, advice: '' });
  }
}

/** Unpacked size by the last four bytes of a .gz, which count modulo 4 GiB; 0 where that cannot be right. */
async function gzipBytes(file: File): Promise<number> {
  const tail = new DataView(await file.slice(-4).arrayBuffer());
  const size = tail.byteLength === 4 ? tail.getUint32(0, true) : 0;
  return size > file.size && file.size < 200 << 20 ? size : 0;
}

/** @throws Error in words when the browser has no room for an unpacked copy */
async function checkRoom(title: string, sizeBytes: number): Promise<void> {
  const { usage, quota } = await storageRoom();
  if (quota === null || sizeBytes <= quota - (usage ?? 0)) return;
  throw new Error(
    `"${title}" takes ${formatBytes(sizeBytes)} unpacked, and this browser has ${formatBytes(Math.max(0, quota - (usage ?? 0)))} free for this site. Unpack it on the disk and drop what is inside: files on the disk need no room here`,
  );
}

function explainOpening(error: unknown, name: string): Explanation {
  const { message, advice } = explain(error);
  if (error instanceof DOMException && error.name !== 'QuotaExceededError') return unreadable(name);
  if (error instanceof Error && (error.name === 'NoRoomError' || error.name === 'QuotaExceededError'))
    return {
      message: 'The browser has no more room to unpack this file.',
      advice: 'Free space on the disk, or unpack it yourself and drop what is inside.',
    };
  return { message, advice };
}

const listed = (members: readonly Member[]) => {
  const names = members.slice(0, NAMED).map(({ name }) => name);
  return names.join(', ') + (members.length > NAMED ? ` and ${members.length - NAMED} more` : '');
};

const membersLeftOut = (archive: string, members: readonly Member[]) =>
  `Left out of ${archive}, for they are empty or not CSV, text or Parquet by their names: ${listed(members)}.`;

const columnsLeftOut = ({ title, leftOut }: TableMember) =>
  `Left out of table ${title}, because nested and binary values are no readings: ${leftOut.slice(0, NAMED).join(', ')}${leftOut.length > NAMED ? ` and ${leftOut.length - NAMED} more` : ''}.`;

function nothingInside(archive: string, members: readonly Member[]): Explanation {
  const holds =
    members.length === 0 ? 'is empty' : `holds no CSV, text or Parquet file, only ${listed(members)}`;
  return { message: `"${archive}" ${holds}.`, advice: "Drop an archive of the plant's exports." };
}
