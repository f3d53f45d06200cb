import { expect, test } from 'vitest';
import { planSource } from '$lib/ingest/plan';
import { clickhouse, clickhouseSettings, duckdb } from '$lib/sql/whole-engines';
import { strptimePattern, wholeObstacle, wholeRollup } from '$lib/sql/whole-rollup';

const text = `time;CH4 [%];Running
01.02.2024 00:00:00;60,5;Ein
01.02.2024 00:00:10;61,5;Aus
13.02.2024 00:00:20;62,5;Ein
`;
const bytes = new TextEncoder().encode(text);
const plan = planSource({
  fileName: "it's.csv",
  sizeBytes: bytes.length,
  head: bytes,
  tail: new Uint8Array(),
});
const ADDRESS = 'https://b.example/*.csv';

test('DuckDB reads every cell as text, and counts what is no reading', () => {
  const sql = wholeRollup(duckdb, plan, ["data/it's.csv"]);
  expect(sql).toContain("read_csv(['data/it''s.csv'], auto_detect=false, header=false, skip=1, delim=';'");
  expect(sql).toContain("'%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M:%S.%f'");
  expect(sql).toMatch(/WHEN lower\(trim\(c2\)\) IN \([^)]*'ein'[^)]*\) THEN 1\.0/);
  expect(sql).toContain('sum(v0) AS "ch4__sum"');
  expect(sql).toContain('AS "ch4__bad"');
  expect(sql).toMatch(/GROUP BY minute$/);
});

test('ClickHouse says the same of files on object storage, on one server or many', () => {
  const sql = wholeRollup(clickhouse('main'), plan, [ADDRESS]) + clickhouseSettings(plan);
  expect(sql).toContain(
    "s3Cluster('main', 'https://b.example/*.csv', 'CSV', 'c0 Nullable(String), c1 Nullable(String), c2 Nullable(String)')",
  );
  expect(sql).toContain("'%d.%m.%Y %H:%i:%s'");
  expect(sql).toContain('sum(v0) AS `ch4__sum`');
  expect(sql).toContain("format_csv_delimiter = ';', input_format_csv_skip_first_lines = 1");
  expect(wholeRollup(clickhouse(null), plan, [ADDRESS])).toContain("FROM s3('https://b.example/*.csv'");
  const columns = (statement: string) => statement.match(/ch4__\w+|running__\w+/g);
  expect(columns(sql)).toEqual(columns(wholeRollup(duckdb, plan, ['a.csv'])));
});

test('what SQL cannot read is refused in words', () => {
  const utf16 = { ...plan, dialect: { ...plan.dialect, encoding: 'utf-16le' as const } };
  expect(wholeObstacle(utf16)).toContain('utf-16le');
  expect(() => wholeRollup(duckdb, utf16, ['a.csv'])).toThrow('cannot be rolled up by SQL');
  const counted = { ...plan, time: { kind: 'row-number' as const, startMs: 0, intervalMs: 1000 } };
  expect(wholeObstacle(counted)).toBe('its rows have no time');
  expect(wholeObstacle(plan)).toBeNull();
});

test('a pattern of ours is one of strptime', () => {
  expect(strptimePattern('yyyy-MM-dd hh:mm:ss a')).toBe('%Y-%m-%d %I:%M:%S %p');
});
