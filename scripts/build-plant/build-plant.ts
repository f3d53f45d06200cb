import { renameSync, rmSync, statSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { datasetTags } from '../../src/lib/ingest/dataset-tags';
import { tagColumns } from '../../src/lib/ingest/types';
import { quoteText } from '../../src/lib/sql/identifiers';
import { attachForWriting, createPlantTables, insertRows, type Value } from '../../src/lib/sql/plant-tables';
import { SCHEMA_VERSION } from '../../src/lib/sql/schema';
import {
  addPartial,
  createPartial,
  fillRollup,
  partialBad,
  partialTotals,
  samplingInterval,
  tagSummary,
} from '../../src/lib/sql/seal-rollup';
import { duckdb } from '../../src/lib/sql/whole-engines';
import { wholeRollup } from '../../src/lib/sql/whole-rollup';
import { fingerprint } from '../../src/lib/store/fingerprint';
import { BuildError, checkOverlap, planFile, type PlannedFile } from './plan-files';

/** How a plant is built. */
export interface BuildOptions {
  files: string[];
  out: string;
  name: string;
  /** IANA zone of stamps without offset. */
  zone: string;
  /** `4GB`; DuckDB's own limit when absent. What does not fit is spilled beside `out`. */
  memory?: string;
  threads?: number;
  /** Told in words what is being done. */
  tell(words: string): void;
}

export interface Built {
  rowsUsed: number;
  rowsRejected: number;
  cellsRejected: number;
  minutes: number;
  sizeBytes: number;
}

/** Minutes filled at a time, whole hours. */
const PIECE_MINUTES = 28 * 24 * 60;
const STAGING = 'staging';
const MINUTE_MS = 60_000;

type Row = Record<string, number | bigint | string | null>;

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Row[];
}

const numberOf = (value: Row[string]) => (value === null ? Number.NaN : Number(value));
const dateOf = (minute: Row[string]) => (minute === null ? null : new Date(Number(minute) * MINUTE_MS));

/** What there is besides the roll-ups. */
async function writeReport(
  connection: DuckDBConnection,
  planned: readonly PlannedFile[],
  tags: ReturnType<typeof datasetTags>['tags'],
  options: BuildOptions,
): Promise<Omit<Built, 'minutes' | 'sizeBytes'>> {
  const names = tags.map(({ tag }) => tag);
  const totals = await rowsOf(connection, partialTotals(STAGING));
  const bad = await rowsOf(connection, partialBad(STAGING, names));
  const badOf = (source: number, at: number) =>
    Number(bad.find((row) => Number(row.source) === source)?.[`b${at}`] ?? 0);
  const cells = planned.map((_, source) => names.reduce((sum, __, at) => sum + badOf(source, at), 0));
  const found = totals.map((row) => ({
    source: Number(row.source),
    used: Number(row.rows_used),
    rejected: Number(row.rows_rejected),
    first: dateOf(row.first_minute),
    last: dateOf(row.last_minute),
  }));
  const of = (source: number) => found.find((one) => one.source === source);
  const reports: Value[][] = planned.map(({ plan }, source) => {
    const { used = 0, rejected = 0, first = null, last = null } = of(source) ?? {};
    const counts = [used + rejected, used + rejected, used, rejected, cells[source]];
    return [source, plan.fileName, plan.sizeBytes, ...counts, first, last, 0, 1, 0];
  });
  const issues = planned.flatMap(({ plan }, source) => {
    const rejected = of(source)?.rejected ?? 0;
    const ofRows: Value[][] =
      rejected > 0 ? [[source, '', 'time not readable', true, rejected, null, null]] : [];
    return ofRows.concat(
      tagColumns(plan).flatMap(({ tag, header, kind }): Value[][] => {
        const count = badOf(source, names.indexOf(tag));
        const reason = kind === 'boolean' ? 'not a boolean' : 'not a number';
        return count > 0 ? [[source, header, reason, false, count, null, null]] : [];
      }),
    );
  });
  const tagRows: Value[][] = [];
  for (const [at, { tag, header, canonical, confidence, unit, kind }] of tags.entries()) {
    const [row] = await rowsOf(connection, tagSummary(STAGING, tag));
    const numbers = [row.readings, row.avg, row.min, row.max].map(numberOf);
    const times = [dateOf(row.first_minute), dateOf(row.last_minute)];
    tagRows.push([tag, header, canonical, confidence, unit, kind, at, ...numbers, ...times]);
  }
  const [{ seconds }] = await rowsOf(connection, samplingInterval(names));
  const meta = {
    schema_version: String(SCHEMA_VERSION),
    fingerprint: await fingerprint(planned.map(({ file }) => file)),
    name: options.name,
    label: '',
    created_at: new Date().toISOString(),
    zone: planned[0].plan.zone,
    sampling_interval_seconds: String(Number(seconds)),
  };
  const plans = planned.map(({ plan }, source): Value[] => [source, JSON.stringify(plan)]);
  const statements = [
    ...insertRows('tags', tagRows),
    ...insertRows('import_report', reports),
    ...insertRows('import_issue', issues),
    ...insertRows('source_plan', plans),
    ...insertRows('plant_meta', Object.entries(meta)),
  ];
  for (const sql of statements) await connection.run(sql);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    rowsUsed: sum(found.map(({ used }) => used)),
    rowsRejected: sum(found.map(({ rejected }) => rejected)),
    cellsRejected: sum(cells),
  };
}

async function fillAll(connection: DuckDBConnection, tags: readonly string[], tell: BuildOptions['tell']) {
  const totals = await rowsOf(connection, partialTotals(STAGING));
  const firsts = totals.flatMap((row) => (row.first_minute === null ? [] : [Number(row.first_minute)]));
  const lasts = totals.flatMap((row) => (row.last_minute === null ? [] : [Number(row.last_minute)]));
  if (firsts.length === 0) throw new BuildError('no row has a time that can be read');
  const start = Math.floor(Math.min(...firsts) / 60) * 60;
  const last = Math.max(...lasts);
  for (let from = start; from <= last; from += PIECE_MINUTES) {
    for (const table of ['minute_rollup', 'hour_rollup'] as const)
      await connection.run(fillRollup(STAGING, table, tags, from, from + PIECE_MINUTES));
    tell(`written to ${new Date(Math.min(from + PIECE_MINUTES, last + 1) * MINUTE_MS).toISOString()}`);
  }
}

const remove = (path: string) => ['', '.wal'].forEach((end) => rmSync(path + end, { force: true }));

/**
 * Build a plant file from exports by native DuckDB: one scan of each file, then the roll-ups month by month.
 * @throws BuildError in words when an export cannot be read so
 */
export async function buildPlant(options: BuildOptions): Promise<Built> {
  const { files, out, zone, tell } = options;
  const planned: PlannedFile[] = [];
  for (const path of files) planned.push(await planFile(path, zone));
  checkOverlap(planned);
  const { tags } = datasetTags(planned.map(({ plan }) => plan));
  const names = tags.map(({ tag }) => tag);
  const [part, staging] = [`${out}.part`, `${out}.staging`];
  [part, staging].forEach(remove);
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: `${out}.tmp`,
    preserve_insertion_order: 'false',
    ...(options.memory && { memory_limit: options.memory }),
    ...(options.threads && { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone='UTC'");
    await connection.run(`ATTACH ${quoteText(staging)} AS ${STAGING}`);
    await connection.run(createPartial(STAGING, names));
    for (const [source, { path, plan }] of planned.entries()) {
      tell(`${source + 1} of ${planned.length}: ${path} (${(plan.sizeBytes / 1e6).toFixed(0)} MB)`);
      await connection.run(addPartial(STAGING, source, wholeRollup(duckdb, plan, [path])));
    }
    for (const sql of [...attachForWriting(part, names.length), ...createPlantTables(names)])
      await connection.run(sql);
    await fillAll(connection, names, tell);
    const report = await writeReport(connection, planned, tags, options);
    const [{ minutes }] = await rowsOf(connection, 'SELECT count(*) AS minutes FROM plant.minute_rollup');
    for (const sql of ['CHECKPOINT plant', 'USE memory', 'DETACH plant', `DETACH ${STAGING}`])
      await connection.run(sql);
    renameSync(part, out);
    return { ...report, minutes: Number(minutes), sizeBytes: statSync(out).size };
  } finally {
    connection.closeSync();
    instance.closeSync();
    [part, staging].forEach(remove);
    rmSync(`${out}.tmp`, { recursive: true, force: true });
  }
}
