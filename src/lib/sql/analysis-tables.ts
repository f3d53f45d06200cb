import { quoteText } from './identifiers';
import { oldPlatformColumns, type OldPlatformRow, type OldPlatformTable } from './old-platform';
import { columnOf, numbersOf, textsOf, type Query } from './query';

/** Raised when an analysis file written by one version cannot be read by the other. */
export const ANALYSIS_SCHEMA_VERSION = 1;

/** Tables of an analysis file, each filled as a whole by one analysis. */
export type AnalysisPart = OldPlatformTable;
export const ANALYSIS_PARTS = Object.keys(oldPlatformColumns) as AnalysisPart[];

/** A row of a part; ids are given by its place, from 1. */
export type AnalysisRow<P extends AnalysisPart> = OldPlatformRow<P>;

/** By what a part was made. */
export interface AnalysisMeta {
  /** Of the detectors, models or rules behind the rows. */
  version: string;
  /** Everything else that the rows depend on beside the plant's data; kept as JSON. */
  parameters: Record<string, unknown>;
}

/** What an analysis file says of one of its parts. */
export interface PartMeta extends AnalysisMeta {
  rows: number;
  /** When it was written, ms since epoch. */
  writtenMs: number;
}

/** Catalog of the analysis file that is attached beside a plant, or that is written. */
export const ANALYSIS = 'analysis';

const META = 'analysis_meta';
const META_COLUMNS = { part: 'VARCHAR', key: 'VARCHAR', value: 'VARCHAR' };

const tables: Record<string, Record<string, string>> = { ...oldPlatformColumns, [META]: META_COLUMNS };

const columnList = (columns: Record<string, string>) =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');

/** Statements that make all tables of an empty analysis file. */
export const createAnalysisTables = (): string[] =>
  Object.entries(tables).map(
    ([name, columns]) => `CREATE TABLE ${ANALYSIS}.${name} (${columnList(columns)})`,
  );

/** Statements that take parts over, with what is said of them, from an earlier file attached as `before`. */
export function keepParts(before: string, parts: readonly AnalysisPart[]): string[] {
  const copies = parts.map((part) => {
    const names = Object.keys(oldPlatformColumns[part]).join(', ');
    return `INSERT INTO ${ANALYSIS}.${part} (${names}) SELECT ${names} FROM ${before}.${part}`;
  });
  const kept = parts.map(quoteText).join(', ');
  return [
    ...copies,
    `INSERT INTO ${ANALYSIS}.${META} SELECT part, key, value FROM ${before}.${META} WHERE part IN (${kept})`,
  ];
}

/** Statement that says of a part by what and when it was made. */
export function insertPartMeta(
  part: AnalysisPart,
  { version, parameters, rows, writtenMs }: PartMeta,
): string {
  const values = {
    version,
    parameters: JSON.stringify(parameters),
    rows: String(rows),
    written_at: new Date(writtenMs).toISOString(),
  };
  return insertMeta(part, values);
}

/** Statement that says of which plant a file is. */
export const insertFileMeta = (fingerprint: string): string =>
  insertMeta('', { schema_version: String(ANALYSIS_SCHEMA_VERSION), fingerprint });

function insertMeta(part: string, values: Record<string, string>): string {
  const rows = Object.entries(values).map((cells) => `(${[part, ...cells].map(quoteText).join(', ')})`);
  return `INSERT INTO ${ANALYSIS}.${META} VALUES ${rows.join(', ')}`;
}

/** What of an analysis file tells whether it can be read: its schema and its plant. */
export const analysisIdentityQuery = (catalog: string): Query<{ schema: number; fingerprint: string }> => ({
  sql: `SELECT key, value FROM ${catalog}.${META} WHERE part = ''`,
  params: [],
  decode(result) {
    const values = textsOf(result, 'value');
    const of = (key: string) => values[textsOf(result, 'key').indexOf(key)] ?? '';
    return { schema: Number(of('schema_version')), fingerprint: of('fingerprint') };
  },
});

/** Rows in each part of a file. */
export const countPartsQuery = (catalog: string): Query<Record<AnalysisPart, number>> => ({
  sql: `SELECT ${ANALYSIS_PARTS.map((part) => `(SELECT CAST(count(*) AS DOUBLE) FROM ${catalog}.${part}) AS ${part}`).join(', ')}`,
  params: [],
  decode: (result) =>
    Object.fromEntries(ANALYSIS_PARTS.map((part) => [part, numbersOf(result, part)[0]])) as Record<
      AnalysisPart,
      number
    >,
});

/**
 * Statements that (re)make the parts readable by their bare names.
 * @param attached whether an analysis file is attached; else the names stand for no rows
 */
export const analysisViews = (attached: boolean): string[] =>
  Object.entries(tables).map(([name, columns]) => {
    const empty = Object.entries(columns).map(([column, type]) => `CAST(NULL AS ${type}) AS ${column}`);
    const rows = attached ? `* FROM ${ANALYSIS}.${name}` : `${empty.join(', ')} WHERE false`;
    return `CREATE OR REPLACE VIEW ${name} AS SELECT ${rows}`;
  });

/** What is said of the parts that were made; those that were not are missing. For `plant.ask`. */
export const partMetaQuery = (): Query<Partial<Record<AnalysisPart, PartMeta>>> => ({
  sql: `SELECT part, key, value FROM ${META} WHERE part <> ''`,
  params: [],
  decode(result) {
    if (columnOf(result, 'part').values.length === 0) return {};
    const [parts, keys, values] = ['part', 'key', 'value'].map((name) => textsOf(result, name));
    const said = (part: string, key: string) =>
      values.find((_, at) => parts[at] === part && keys[at] === key) ?? '';
    const made = ANALYSIS_PARTS.filter((part) => parts.includes(part));
    return Object.fromEntries(
      made.map((part): [AnalysisPart, PartMeta] => [
        part,
        {
          version: said(part, 'version'),
          parameters: JSON.parse(said(part, 'parameters')) as Record<string, unknown>,
          rows: Number(said(part, 'rows')),
          writtenMs: Date.parse(said(part, 'written_at')),
        },
      ]),
    );
  },
});
