import { beforeAll, expect, test } from 'vitest';
import type { DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { createDatabase } from '../../../../workers/database/database';
import type { DatabaseApi, PlantLocation } from '$lib/rpc/database';
import { numbersOf, textsOf } from '$lib/sql/query';
import { nodeEngine, STARTING_MS } from './node-engine';
import { attachTestPlant, fillTestPlant, START_MS, TEST_MAPPING } from './test-plant';

const location: PlantLocation = { kind: 'url', url: 'test plant' };
let engine: Promise<DuckDBBindings>;
let database: DatabaseApi;
let next = 1;
const safely = (sql: string, maxRows = 100) => database.querySafely(next++, sql, maxRows);
const query = (sql: string, ...params: (string | number | boolean | null)[]) =>
  database.query(next++, { sql, params });

beforeAll(async () => {
  engine = nodeEngine();
  database = createDatabase(engine, attachTestPlant);
  await database.open(location);
}, STARTING_MS);

test('a statement with parameters answers columns, times as ms since epoch', async () => {
  const result = await query('SELECT bucket, n, ch4_count FROM minute_rollup WHERE n > ? ORDER BY bucket', 5);
  expect(result.rows).toBe(230);
  expect(result.columns[0]).toMatchObject({ name: 'bucket', kind: 'time' });
  expect(numbersOf(result, 'bucket')[1]).toBe(START_MS + 60_000);
  expect(numbersOf(result, 'n')[0]).toBe(6);
});

test('every column type comes as numbers, times, booleans or text, with nulls', async () => {
  const { columns } = await query(
    `SELECT * FROM (VALUES (1::BIGINT, 1.25::DECIMAL(9,2), 3::HUGEINT, true, 'ü', DATE '2024-01-02', TIMESTAMP_S '2024-01-02 00:00:01', TIMESTAMP_NS '2024-01-02 00:00:01', [1, 2], {'a': 1}, TIME '12:30:00', 'b'::BLOB, 2::UTINYINT, 1.5::FLOAT),
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) AS t`,
  );
  const day = Date.UTC(2024, 0, 2);
  expect(columns.map((c) => [c.kind, ...c.values])).toEqual([
    ['number', 1, NaN],
    ['number', 1.25, NaN],
    ['number', 3, NaN],
    ['boolean', true, null],
    ['text', 'ü', null],
    ['time', day, NaN],
    ['time', day + 1000, NaN],
    ['time', day + 1000, NaN],
    ['text', '[1, 2]', null],
    ['text', '{"a": 1}', null],
    ['text', '12:30:00', null],
    ['text', '\\x62', null],
    ['number', 2, NaN],
    ['number', 1.5, NaN],
  ]);
});

test('a result without rows keeps its columns', async () => {
  const result = await safely('SELECT bucket, n FROM minute_rollup WHERE false');
  expect(result).toMatchObject({ rows: 0, truncated: false });
  expect(result.columns.map((c) => c.name)).toEqual(['bucket', 'n']);
});

test('results of many record batches are one column', async () => {
  const result = await query(
    'SELECT range AS r, CASE WHEN range % 2 = 0 THEN range END AS even FROM range(10000)',
  );
  const even = numbersOf(result, 'even');
  expect([result.rows, even[9998], Number.isNaN(even[9999])]).toEqual([10000, 9998, true]);
});

test('a running query is cancelled while it runs, and the next one is answered', async () => {
  const id = next++;
  const running = database.query(id, {
    sql: 'SELECT sum(hash(a.range) % 7) FROM range(400000000) a',
    params: [],
  });
  setTimeout(() => database.cancel(id), 50);
  const started = performance.now();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  expect(performance.now() - started).toBeLessThan(5000);
  expect((await query('SELECT 1 AS one')).rows).toBe(1);
});

test('a waiting query is dropped, and an unknown number is ignored', async () => {
  const first = query('SELECT count(*) FROM range(1000000)');
  const id = next++;
  const waiting = database.query(id, { sql: 'SELECT 1', params: [] });
  database.cancel(id);
  database.cancel(987654);
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(first).resolves.toMatchObject({ rows: 1 });
});

test.each([
  ['SELECT count(*) FROM sensor_readings'],
  ['FROM hour_rollup'],
  ['WITH a AS (SELECT 1) SELECT * FROM a -- a comment; here'],
  ['VALUES (1), (2);'],
  ['DESCRIBE hourly_aggregates'],
  ['SHOW TABLES'],
  ['SUMMARIZE hour_rollup'],
  ['PIVOT hour_rollup ON n USING max(ch4_max)'],
  ['EXPLAIN SELECT * FROM tags'],
  ['/* explain */ EXPLAIN ANALYZE FROM tags'],
  ['(SELECT 1) UNION ALL (SELECT 2)'],
  ["SELECT ';' AS \"a;b\", $$;$$ AS c, 'größer' AS d;  -- ü"],
  ['SELECT * FROM anomalies'],
  ['SELECT * FROM maintenance_events'],
  ['SELECT * FROM model_predictions'],
])('a person may run %s', async (sql) => {
  await expect(safely(sql)).resolves.toMatchObject({ truncated: false });
});

test.each([
  ['SELECT 1; SELECT 2', 'only one statement'],
  ["SELECT 1; DROP TABLE tags; --'", 'only one statement'],
  ['', 'no statement'],
  ['-- nothing', 'no statement'],
  ['DROP VIEW tags', '"drop" is not allowed'],
  ['CREATE TABLE x AS SELECT 1', '"create" is not allowed'],
  ["COPY (SELECT 1) TO 'x.csv'", '"copy" is not allowed'],
  ["ATTACH ':memory:' AS x", '"attach" is not allowed'],
  ['INSTALL json', '"install" is not allowed'],
  ['PRAGMA version', '"pragma" is not allowed'],
  ['SET threads = 2', '"set" is not allowed'],
  ['INSERT INTO anomalies SELECT 1', '"insert" is not allowed'],
  ['EXPLAIN ANALYZE DELETE FROM anomalies', 'EXPLAIN of "delete"'],
  ['WITH a AS (SELECT 1) INSERT INTO anomalies (id) SELECT 1', 'syntax error'],
  ["SELECT * FROM read_csv('/etc/passwd')", 'function "read_csv" is not allowed'],
  ["SELECT * FROM read_csv /* x */ ('/etc/passwd')", 'function "read_csv" is not allowed'],
  ['SELECT * FROM "read_blob"(\'plant\')', 'function "read_blob" is not allowed'],
  ["SELECT * FROM query('SELECT 1')", 'function "query" is not allowed'],
  ["SELECT * FROM glob('*')", 'function "glob" is not allowed'],
  ["SELECT * FROM '/etc/passwd.csv'", 'a query reads the open plant only'],
  ["FROM 'https://example.org/x.csv'", 'file "https://example.org/x.csv" cannot be read'],
  ["SELECT json_extract('{}', '$.a')", "not available here: it belongs to DuckDB's json extension"],
  ["SELECT now() AT TIME ZONE 'Europe/Berlin'", 'icu extension, which is not available here; times are UTC'],
  ['SELECT nonsense FROM tags', 'nonsense'],
  ['SELECT ) FROM (tags', 'syntax error'],
])('a person may not run %s', async (sql, reason) => {
  const failed = safely(sql);
  await expect(failed).rejects.toMatchObject({ name: 'QueryError' });
  await expect(failed).rejects.toThrow(reason);
});

test('a result longer than the limit is cut and says so', async () => {
  const cut = await safely('SELECT range AS r FROM range(50)', 10);
  expect([cut.rows, cut.truncated, numbersOf(cut, 'r').length]).toEqual([10, true, 10]);
  expect(await safely('SELECT range AS r FROM range(10)', 10)).toMatchObject({ rows: 10, truncated: false });
});

test('the views of the old tables follow the mapping', async () => {
  const unmapped = await safely('SELECT avg_ch4, total_energy FROM hourly_aggregates');
  expect(unmapped.columns.map((c) => [c.kind, ...c.values])).toEqual([
    ['number', NaN, NaN, NaN, NaN],
    ['number', NaN, NaN, NaN, NaN],
  ]);
  await database.setMapping({ ...TEST_MAPPING, 'gas.flow': 'no such tag' });
  const hours = await safely(
    'SELECT avg_ch4, avg_flow, total_energy, fault_count, uptime_percentage, avg_health_score, min_health_score, reading_count, null_count FROM hourly_aggregates',
  );
  const [ch4] = (await safely('SELECT avg(ch4) FROM raw WHERE hour(time) = 0')).columns[0].values;
  expect(numbersOf(hours, 'avg_ch4')[0]).toBeCloseTo(Number(ch4), 9);
  expect([...numbersOf(hours, 'avg_flow')]).toEqual([NaN, NaN, NaN, NaN]);
  // The counter rises by 1 a minute and starts anew at 01:30; the last reading of a minute is 50 s into it.
  expect(numbersOf(hours, 'total_energy')[0]).toBeCloseTo(59 + 50 / 60, 9);
  expect(numbersOf(hours, 'total_energy')[2]).toBeCloseTo(60, 9);
  expect([...numbersOf(hours, 'fault_count')]).toEqual([0, 0, 60, 0]);
  expect([...numbersOf(hours, 'uptime_percentage')]).toEqual([100, 0, 0, 0]);
  expect([...numbersOf(hours, 'min_health_score')]).toEqual([100, 100, 40, 100]);
  expect(numbersOf(hours, 'avg_health_score')[2]).toBeCloseTo(90, 9);
  expect([...numbersOf(hours, 'reading_count')]).toEqual([300, 360, 360, 360]);
  expect(numbersOf(hours, 'null_count')[1]).toBe(360 + 72);
});

test('sensor_readings has each tag and the derived columns at minute resolution', async () => {
  const result = await safely('SELECT * FROM sensor_readings ORDER BY "timestamp" LIMIT 1');
  expect(result.columns.map((c) => c.name)).toEqual(
    'timestamp ch4 co2 flow energy amps running fault spare gas_quality_score compressor_efficiency temp_differential pressure_ratio system_health_score hour day_of_week day_of_month'.split(
      ' ',
    ),
  );
  const value = (name: string) => numbersOf(result, name)[0];
  expect(value('gas_quality_score')).toBeCloseTo(0.7 * value('ch4') + 0.3 * (100 - value('co2')), 9);
  // 2024-03-01 is a Friday.
  expect([value('hour'), value('day_of_week'), value('day_of_month')]).toEqual([0, 4, 1]);
  expect([value('pressure_ratio'), value('compressor_efficiency')]).toEqual([NaN, NaN]);
});

test('a plant of another schema is refused with its version', async () => {
  const other = createDatabase(nodeEngine(), async (_engine, connection) => {
    connection.query("ATTACH ':memory:' AS plant");
    fillTestPlant(connection, 99);
  });
  await expect(other.open(location)).rejects.toMatchObject({
    name: 'PlantFileError',
    message: expect.stringContaining('newer version of this page (schema 99'),
  });
  await expect(other.query(1, { sql: 'SELECT 1', params: [] })).rejects.toThrow('no plant is open');
});

test('what is no plant is refused, and another can be opened after it', async () => {
  let good = false;
  const other = createDatabase(nodeEngine(), async (_engine, connection) => {
    connection.query("ATTACH ':memory:' AS plant");
    if (good) fillTestPlant(connection);
  });
  await expect(other.open(location)).rejects.toMatchObject({ name: 'PlantFileError' });
  good = true;
  await other.open(location);
  await other.open(location);
  const tags = await other.query(1, { sql: 'SELECT tag FROM tags ORDER BY position', params: [] });
  expect(textsOf(tags, 'tag')).toHaveLength(8);
});
