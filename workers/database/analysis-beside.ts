import type { DuckDBBindings, DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import {
  ANALYSIS,
  ANALYSIS_SCHEMA_VERSION,
  analysisIdentityQuery,
  analysisViews,
} from '$lib/sql/analysis-tables';
import type { Query } from '$lib/sql/query';
import { engineErrorInWords } from '$lib/sql/words';

/** Makes an analysis file readable as the catalog `analysis`. May take files of the engine that an earlier call gave. */
export type AttachAnalysis = (engine: DuckDBBindings, connection: DuckDBConnection, file: File) => void;

/** For a database that no analyses are put beside. @throws Error always */
export const noAnalyses: AttachAnalysis = () => {
  throw new Error('this database takes no analysis files');
};

/** The one folder, of the engine's registered files, that can be attached once a plant is sealed off. */
export const ANALYSIS_FOLDER = 'analysis';
/** To be run before access to files is forbidden. */
export const ALLOW_ANALYSES = `SET allowed_directories=['${ANALYSIS_FOLDER}']`;

/** Why an analysis file is not for this plant, null when it is. */
function obstacle(found: { schema: number; fingerprint: string }, fingerprint: string): string | null {
  if (found.schema !== ANALYSIS_SCHEMA_VERSION)
    return `what was found earlier was kept by another version of this page (schema ${found.schema}, this one reads ${ANALYSIS_SCHEMA_VERSION}): run the analyses again`;
  if (found.fingerprint !== fingerprint) return 'what was found earlier is of another plant';
  return null;
}

/**
 * Put an analysis file beside the plant in place of the one before, and its tables under their bare names.
 * @param file null for none: the names then stand for no rows
 * @param ask  runs a statement on this connection
 * @returns why the file is not used, in words; null when it is, or when there is none
 */
export async function putBeside(
  engine: DuckDBBindings,
  connection: DuckDBConnection,
  file: File | null,
  attach: AttachAnalysis,
  ask: <T>(query: Query<T>) => Promise<T>,
): Promise<string | null> {
  const run = (statements: readonly string[]) => statements.forEach((sql) => connection.query(sql));
  const without = (why: string | null) => {
    run([...analysisViews(false), `DETACH DATABASE IF EXISTS ${ANALYSIS}`]);
    return why;
  };
  without(null);
  if (file === null) return null;
  try {
    attach(engine, connection, file);
    const why = obstacle(await ask(analysisIdentityQuery(ANALYSIS)), await fingerprintOf(ask));
    if (why !== null) return without(why);
    run(analysisViews(true));
    return null;
  } catch (error) {
    return without(`what was found earlier cannot be read: ${engineErrorInWords(error)}`);
  }
}

const fingerprintOf = (ask: <T>(query: Query<T>) => Promise<T>): Promise<string> =>
  ask({
    sql: "SELECT value FROM plant.plant_meta WHERE key = 'fingerprint'",
    params: [],
    decode: ({ columns }) => String(columns[0].values[0] ?? ''),
  });
