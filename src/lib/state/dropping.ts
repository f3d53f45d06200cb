import type { PlanWarning } from '$lib/ingest/types';
import type { TableMember } from '$lib/rpc/sources';
import type { PickedFile } from '$lib/store/handles';
import type { PlantRecord } from '$lib/store/types';
import { keepPlant } from './keep-plant';
import { takeBeside } from './take-beside';
import { FileOpener, type Opened, type Unpacking } from './open-files';
import { UnpackedBatch } from './unpacked-batch';

/** A database that is no plant of ours. */
export interface TablesOf {
  picked: PickedFile;
  tables: TableMember[];
}

/** What came of files that were dropped. */
export type Dropped =
  /** Databases of which tables are to be chosen before anything goes on. */
  | { kind: 'tables'; databases: TablesOf[] }
  /** Plants were kept, and nothing else was there: the last of them, to be opened. */
  | { kind: 'plant'; record: PlantRecord }
  /** Exports to be understood; `record` is the last of plants dropped with them. */
  | {
      kind: 'exports';
      exports: Extract<Opened, { kind: 'source' | 'refused' }>[];
      record: PlantRecord | null;
    };

/** What is needed of the plants that this browser has. */
interface Plants {
  readonly records: readonly PlantRecord[];
  save(record: PlantRecord): Promise<void>;
}

/** One choice of files on its way: opened, unpacked, plants among them kept. Ended once, by `end`. */
export class Dropping {
  readonly #plants: Plants;
  readonly #tell: (state: Unpacking) => void;
  readonly #batch: UnpackedBatch | null;
  readonly #opener: FileOpener;
  #opened: Opened[] = [];

  /**
   * @param opfs whether unpacked files can be kept in OPFS
   * @param tell what is being unpacked, again and again
   */
  constructor(plants: Plants, opfs: boolean, tell: (state: Unpacking) => void) {
    this.#plants = plants;
    this.#tell = tell;
    this.#batch = opfs ? new UnpackedBatch() : null;
    this.#opener = new FileOpener({ batch: this.#batch?.name ?? null, onUnpacking: tell });
  }

  /** What a person should hear of what was left out. */
  get notes(): PlanWarning[] {
    return this.#opener.notes;
  }

  /** Open what was dropped. @throws NoRoomError (by name) when a plant does not fit */
  async open(picked: readonly PickedFile[]): Promise<Dropped> {
    return this.#sort(await this.#opener.open(picked));
  }

  /** Go on with tables of the databases that were dropped. */
  async openTables(chosen: readonly { picked: PickedFile; table: TableMember }[]): Promise<Dropped> {
    const opened = this.#opened.filter(({ kind }) => kind !== 'tables');
    for (const { picked, table } of chosen) opened.push(...(await this.#opener.openTable(picked, table)));
    return this.#sort(opened);
  }

  async #sort(opened: Opened[]): Promise<Dropped> {
    this.#opened = opened;
    const databases = opened.filter((one) => one.kind === 'tables');
    if (databases.length > 0) return { kind: 'tables', databases };
    let record: PlantRecord | null = null;
    for (const one of opened) if (one.kind === 'plant') record = await this.#keep(one);
    const exports = opened.filter((one) => one.kind === 'source' || one.kind === 'refused');
    return record && exports.length === 0 ? { kind: 'plant', record } : { kind: 'exports', exports, record };
  }

  /** Keep a plant with what lies beside it, unless this browser has it: then what was found and added here stays. */
  async #keep({ picked: { file }, facts, beside }: Extract<Opened, { kind: 'plant' }>): Promise<PlantRecord> {
    const known = this.#plants.records.find(
      ({ fingerprint, sizeBytes }) => fingerprint === facts.fingerprint && sizeBytes === file.size,
    );
    if (known) return known;
    const name = facts.name || file.name;
    const record = await keepPlant(file, facts, (bytes) =>
      this.#tell({ name, bytes, totalBytes: file.size }),
    );
    await this.#plants.save(record);
    if (!beside) return record;
    const whole = await takeBeside(record, beside);
    await this.#plants.save(whole);
    return whole;
  }

  /**
   * The choice is over: what is under way ends, and copies that no plant keeps are deleted.
   * @param stray their names
   */
  async end(stray: readonly string[]): Promise<void> {
    this.#opener.dispose();
    await this.#batch?.end(stray);
  }
}
