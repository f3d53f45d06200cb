import type { DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import type { AttachPlant } from '../../../../workers/database/database';
import { SCHEMA_VERSION, tables } from '$lib/sql/schema';

/** 2024-03-01T00:00:00Z, where the test plant starts. */
export const START_MS = Date.UTC(2024, 2, 1);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** Tag, canonical tag, unit, kind and value as SQL of `s`, the second since the start. */
const TAGS = [
  ['ch4', 'gas.ch4', '%', 'number', 'CASE WHEN s % 50 = 0 THEN NULL ELSE 60 + s % 7 END'],
  ['co2', 'gas.co2', '%', 'number', '20 + s % 3'],
  ['flow', 'gas.flow', 'scfm', 'number', '50 + sin(s)'],
  // Rises by 1 a minute, reset after an hour and a half.
  ['energy', 'energy.today', 'MMBtu', 'number', '(s % 5400) / 60'],
  ['amps', 'compressor.motor_current', 'A', 'number', '100 + s % 2'],
  ['running', 'compressor.running', '', 'boolean', 'CASE WHEN s < 3600 THEN 1 ELSE 0 END'],
  ['fault', 'compressor.fault', '', 'boolean', 'CASE WHEN s >= 7200 AND s < 7800 THEN 1 ELSE 0 END'],
  ['spare', null, '', 'number', 'CAST(NULL AS DOUBLE)'],
] as const;

export const TEST_TAGS: string[] = TAGS.map(([tag]) => tag);
export const TEST_MAPPING = Object.fromEntries(
  TAGS.flatMap(([tag, canonical]) => (canonical ? [[canonical, tag]] : [])),
) as Record<string, string>;

const rollup = (table: string, unit: string) =>
  `CREATE TABLE plant.${table} AS SELECT date_trunc('${unit}', time) AS bucket, CAST(count(*) AS INTEGER) AS n, ${TEST_TAGS.map(
    (t) =>
      `avg(${t}) AS ${t}_avg, min(${t}) AS ${t}_min, max(${t}) AS ${t}_max, CAST(count(${t}) AS INTEGER) AS ${t}_count`,
  ).join(', ')} FROM raw GROUP BY bucket ORDER BY bucket`;

const text = (value: string | null) => (value === null ? 'NULL' : `'${value}'`);

/**
 * Fill the catalog `plant`: four hours of a reading every 10 s, without minutes 30 to 39 of the first hour; `raw`
 * stays as a table beside it, so that answers can be computed from readings.
 */
export function fillTestPlant(connection: DuckDBConnection, schemaVersion = SCHEMA_VERSION): void {
  const values = TAGS.map(([tag, , , , sql]) => `CAST(${sql} AS DOUBLE) AS ${tag}`).join(', ');
  const statements = [
    `CREATE TABLE raw AS SELECT epoch_ms(${START_MS} + s * 1000) AS time, ${values} FROM (SELECT range AS s FROM range(0, 14400, 10)) WHERE s < 1800 OR s >= 2400`,
    rollup('minute_rollup', 'minute'),
    rollup('hour_rollup', 'hour'),
    ...Object.entries(tables).map(([table, columns]) => `CREATE TABLE plant.${table} (${columns})`),
    ...TAGS.map(
      ([tag, canonical, unit, kind], at) =>
        `INSERT INTO plant.tags SELECT '${tag}', '${tag.toUpperCase()}', ${text(canonical)}, 0.9, '${unit}', '${kind}', ${at}, count(${tag}), avg(${tag}), min(${tag}), max(${tag}), min(time), max(time) FROM raw`,
    ),
    `INSERT INTO plant.import_report SELECT 0, 'plant.csv', 100000, count(*) + 2, count(*) + 1, count(*), 1, 3, min(time), max(time), 0, 4, 1 FROM raw`,
    `INSERT INTO plant.import_issue VALUES (0, 'CH4', 'not a number', false, 3, 17, 'n/a'), (0, NULL, 'time not readable', true, 1, 99, 'x;y')`,
    `INSERT INTO plant.source_index VALUES (0, 0, 50000, epoch_ms(${START_MS}), epoch_ms(${START_MS + 7_199_000})), (0, 50000, 100000, epoch_ms(${START_MS + 7_200_000}), epoch_ms(${START_MS + 14_390_000}))`,
    `INSERT INTO plant.source_plan VALUES (0, '{"fileName":"plant.csv","sizeBytes":100000}')`,
    `INSERT INTO plant.plant_meta VALUES ('schema_version', '${schemaVersion}'), ('fingerprint', 'abc'), ('name', 'Test plant'), ('label', ''), ('created_at', '2024-04-01T00:00:00.000Z'), ('zone', 'UTC'), ('sampling_interval_seconds', '10')`,
  ];
  for (const sql of statements) connection.query(sql);
}

/** Gives the database a test plant in memory: in Node the engine cannot write a file that it can attach. */
export const attachTestPlant: AttachPlant = async (_engine, connection) => {
  connection.query("ATTACH ':memory:' AS plant");
  fillTestPlant(connection);
};
