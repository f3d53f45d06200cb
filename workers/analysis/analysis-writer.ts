import {
  DuckDBAccessMode,
  DuckDBDataProtocol,
  type DuckDBBindings,
  type DuckDBConnection,
} from 'duckdb-browser-blocking';
import type { AnalysisRequest } from '$lib/rpc/analysis';
import {
  ANALYSIS,
  ANALYSIS_PARTS,
  ANALYSIS_SCHEMA_VERSION,
  analysisIdentityQuery,
  countPartsQuery,
  createAnalysisTables,
  insertFileMeta,
  insertPartMeta,
  keepParts,
  type AnalysisPart,
} from '$lib/sql/analysis-tables';
import type { Query } from '$lib/sql/query';
import { decodeColumns } from '../database/decode';
import { openInMemory } from '../duckdb/open-in-memory';
import { setBlockSize } from '../ingest/block-size';
import { AnalysisError } from './analysis-error';
import { partBatch } from './part-batch';

/** Names inside the engine. */
const FILE = 'analysis.duckdb';
const BEFORE = 'before.duckdb';
const WRITTEN = 'written.duckdb';
const BLOCK_BYTES = 16 << 10;
const ROWS_AT_ONCE = 20_000;

/** The files behind an analysis file while it is written; both empty. */
export interface PartFiles {
  database: FileSystemSyncAccessHandle;
  wal: FileSystemSyncAccessHandle;
}

const ask = <T>(connection: DuckDBConnection, { sql, decode }: Query<T>): T =>
  decode(decodeColumns([connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql))]));

/** Make the empty files a database and attach it; see `../ingest/plant-writer` for why it takes three steps. */
export function attachForAnalysis(engine: DuckDBBindings, { database, wal }: PartFiles): DuckDBConnection {
  const register = () => {
    engine.registerFileHandle(FILE, database, DuckDBDataProtocol.BROWSER_FSACCESS, true);
    engine.registerFileHandle(`${FILE}.wal`, wal, DuckDBDataProtocol.BROWSER_FSACCESS, true);
  };
  register();
  engine.open({ path: FILE, accessMode: DuckDBAccessMode.READ_WRITE, useDirectIO: true });
  openInMemory(engine);
  setBlockSize(database, BLOCK_BYTES);
  register();
  const connection = engine.connect();
  connection.query(`ATTACH '${FILE}' AS ${ANALYSIS} (READ_WRITE)`);
  return connection;
}

/**
 * Attach the file whose other parts are kept as `before`.
 * @returns whether it is of this plant and schema; one that is not, or that cannot be read, is left behind
 */
export function attachBefore(
  engine: DuckDBBindings,
  connection: DuckDBConnection,
  request: AnalysisRequest,
): boolean {
  if (request.before === null) return false;
  engine.registerFileHandle(BEFORE, request.before, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  try {
    connection.query(`ATTACH '${BEFORE}' AS before (READ_ONLY)`);
    const { schema, fingerprint } = ask(connection, analysisIdentityQuery('before'));
    return schema === ANALYSIS_SCHEMA_VERSION && fingerprint === request.fingerprint;
  } catch (error) {
    console.warn('the analysis file before cannot be read and is written anew', error);
    return false;
  }
}

/**
 * Fill the catalog `analysis`: the part given, and the others from `before`.
 * @returns rows that each part must hold
 */
export function fillAnalysis(
  connection: DuckDBConnection,
  { fingerprint, part, rows, meta, writtenMs }: AnalysisRequest,
  keep: boolean,
): Record<AnalysisPart, number> {
  const others = ANALYSIS_PARTS.filter((other) => other !== part);
  const run = (statements: readonly string[]) => statements.forEach((sql) => connection.query(sql));
  run([...createAnalysisTables(), insertFileMeta(fingerprint)]);
  run(keep ? keepParts('before', others) : []);
  connection.query(`USE ${ANALYSIS}`);
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const batch = partBatch(part, rows.slice(at, at + ROWS_AT_ONCE), at + 1);
    connection.insertArrowFromIPCStream(batch, { name: part, schema: 'main', create: false });
  }
  run([insertPartMeta(part, { ...meta, rows: rows.length, writtenMs })]);
  const before = keep ? ask(connection, countPartsQuery('before')) : null;
  const expected = ANALYSIS_PARTS.map((one) => [one, one === part ? rows.length : (before?.[one] ?? 0)]);
  return Object.fromEntries(expected) as Record<AnalysisPart, number>;
}

/** Bring the file to its final state and let go of all files. */
export function closeAnalysis(engine: DuckDBBindings, connection: DuckDBConnection): void {
  for (const sql of [`CHECKPOINT ${ANALYSIS}`, 'USE memory', `DETACH ${ANALYSIS}`]) connection.query(sql);
  connection.close();
  for (const name of [FILE, `${FILE}.wal`]) engine.dropFile(name);
}

/** @throws AnalysisError when a closed file does not hold the rows that were to be written */
export function verifyAnalysis(
  engine: DuckDBBindings,
  file: File,
  expected: Record<AnalysisPart, number>,
): void {
  engine.registerFileHandle(WRITTEN, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = engine.connect();
  try {
    connection.query(`ATTACH '${WRITTEN}' AS written (READ_ONLY)`);
    const found = ask(connection, countPartsQuery('written'));
    connection.query('DETACH written');
    for (const part of ANALYSIS_PARTS)
      if (found[part] !== expected[part])
        throw new AnalysisError(`${part} holds ${found[part]} rows after writing ${expected[part]}`);
  } finally {
    connection.close();
    engine.dropFile(WRITTEN);
  }
}
