import { transfer } from 'comlink';
import type { DuckDBBindings, DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import type { Columns, DatabaseApi, PlantLocation } from '$lib/rpc/database';
import { errorPlace, withPlace } from '$lib/sql/error-place';
import { PlantFileError, QueryError } from '$lib/sql/errors';
import { textsOf, type Query } from '$lib/sql/query';
import { renderStatement } from '$lib/sql/render';
import { safeQuery } from '$lib/sql/safe-query';
import { SCHEMA_VERSION } from '$lib/sql/schema';
import { mappedViews, plantViews } from '$lib/sql/views';
import { engineErrorInWords, engineMessage } from '$lib/sql/words';
import { ALLOW_ANALYSES, noAnalyses, putBeside, type AttachAnalysis } from './analysis-beside';
import { decodeColumns } from './decode';
import { abortError, Lane, type Job } from './lane';
import { pollQuery } from './poll-query';
import { noteQuery } from './query-times';

export type { AttachAnalysis };

/** Makes the plant file readable as the catalog `plant`. May take files of the engine that an earlier call gave. */
export type AttachPlant = (
  engine: DuckDBBindings,
  connection: DuckDBConnection,
  location: PlantLocation,
) => Promise<void>;

/** Hosted plants are read by ranges: left out, duckdb-wasm 1.32 fetches the whole file. */
const CONFIG = {
  query: { castBigIntToDouble: true, castDecimalToDouble: true, queryPollingInterval: 20 },
  filesystem: { reliableHeadRequests: true, allowFullHTTPReads: false, forceFullHTTPReads: false },
};
const BEFORE = `SET autoload_known_extensions=false; SET autoinstall_known_extensions=false; ${ALLOW_ANALYSES}`;
/** From here on nothing but the attached plant and an analysis of it can be read, and no setting changed. */
const SEAL = 'SET enable_external_access=false; SET lock_configuration=true';

const buffersOf = ({ columns }: Columns) =>
  columns.flatMap((c) => (c.kind === 'number' || c.kind === 'time' ? [c.values.buffer] : []));

const transferred = <T extends Columns>(result: T): T => transfer(result, buffersOf(result));

const firstRows = ({ rows, columns }: Columns, count: number): Columns => ({
  rows: Math.min(rows, count),
  columns: columns.map((column) => ({ ...column, values: column.values.slice(0, count) }) as typeof column),
});

/** Why a plant of this schema cannot be read, null when it can. */
function schemaObstacle(version: string | undefined): string | null {
  if (version === undefined) return 'it does not state its schema';
  const found = Number(version);
  if (found === SCHEMA_VERSION) return null;
  const which = found > SCHEMA_VERSION ? 'a newer' : 'another';
  return `it was written by ${which} version of this page (schema ${version}, this one reads ${SCHEMA_VERSION}); import the export again`;
}

/**
 * The database of one open plant: queries run one after the other, by polling, so that they can be cancelled.
 * @param starting the engine; its databases are replaced at each `open`
 * @param attachAnalysis puts an analysis file beside the plant
 * @param watchTransfer  tells what is read from hosts
 */
export function createDatabase(
  starting: Promise<DuckDBBindings>,
  attach: AttachPlant,
  attachAnalysis: AttachAnalysis = noAnalyses,
  watchTransfer: DatabaseApi['watchTransfer'] = () => {},
): DatabaseApi {
  const lane = new Lane();
  let open: { engine: DuckDBBindings; connection: DuckDBConnection; tags: string[] } | null = null;

  /** @param wrote the statement as a person wrote it, in which an error is to be placed */
  async function run(sql: string, job: Job, wrote: string | null = null): Promise<Columns> {
    if (!open) throw new QueryError('no plant is open');
    const { engine, connection } = open;
    const beganMs = performance.now();
    try {
      return decodeColumns(await connection.useUnsafe((_, id) => pollQuery(engine, id, sql, job)));
    } catch (error) {
      if (job.cancelled) throw abortError();
      const place = wrote === null ? null : errorPlace(engineMessage(error), wrote);
      throw new QueryError(withPlace(engineErrorInWords(error), place), { cause: error });
    } finally {
      noteQuery(sql, beganMs);
    }
  }

  async function openPlant(location: PlantLocation): Promise<void> {
    const engine = await starting;
    open?.connection.close();
    open = null;
    engine.open(CONFIG);
    const connection = engine.connect();
    connection.query(BEFORE);
    const name = location.kind === 'file' ? location.file.name : location.url;
    const job: Job = { cancelled: false };
    open = { engine, connection, tags: [] };
    try {
      await attach(engine, connection, location);
      const meta = await run("SELECT value FROM plant.plant_meta WHERE key = 'schema_version'", job);
      const obstacle = schemaObstacle(textsOf(meta, 'value')[0]);
      if (obstacle) throw new QueryError(obstacle);
      open.tags = textsOf(await run('SELECT tag FROM plant.tags ORDER BY position', job), 'tag');
      for (const sql of [...plantViews(), ...mappedViews({}, open.tags), SEAL]) connection.query(sql);
    } catch (error) {
      connection.close();
      open = null;
      throw new PlantFileError(`"${name}" cannot be opened as a plant: ${engineErrorInWords(error)}`, {
        cause: error,
      });
    }
  }

  async function replaceMappedViews(mapping: Record<string, string>): Promise<void> {
    if (!open) throw new QueryError('no plant is open');
    for (const sql of mappedViews(mapping, open.tags)) open.connection.query(sql);
  }

  async function replaceAnalysis(file: File | null): Promise<string | null> {
    if (!open) throw new QueryError('no plant is open');
    const job: Job = { cancelled: false };
    const ask = async <T>({ sql, decode }: Query<T>): Promise<T> => decode(await run(sql, job));
    return putBeside(open.engine, open.connection, file, attachAnalysis, ask);
  }

  async function runSafely(sql: string, maxRows: number, job: Job) {
    if (!open) throw new QueryError('no plant is open');
    const { engine } = open;
    const result = await run(
      safeQuery(sql, maxRows, (text) => engine.tokenize(text)),
      job,
      sql,
    );
    const truncated = result.rows > maxRows;
    return { ...(truncated ? firstRows(result, maxRows) : result), truncated };
  }

  return {
    open: (location) => lane.run(null, () => openPlant(location)),
    query: async (id, statement) =>
      transferred(await lane.run(id, (job) => run(renderStatement(statement), job))),
    querySafely: async (id, sql, maxRows) =>
      transferred(await lane.run(id, (job) => runSafely(sql, maxRows, job))),
    cancel: (id) => lane.cancel(id),
    setMapping: (mapping) => lane.run(null, () => replaceMappedViews(mapping)),
    setAnalysis: (file) => lane.run(null, () => replaceAnalysis(file)),
    watchTransfer,
  };
}
