import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as parquetWasm from 'parquet-wasm/node';
import { afterAll, describe, expect, it } from 'vitest';
import { addMinutes, emptyMinutes, type Minutes } from '$lib/ingest/merge-minutes';
import { tagColumns, type Slice, type SlicePartial, type TimeRange } from '$lib/ingest/types';
import { groupSlices } from '$lib/sources/parquet-layout';
import { planParquet } from '$lib/sources/parquet-plan';
import { nativeQuery } from '../../../native/duckdb';
import { rollUpParquet } from '../../../../workers/sources/parquet/parquet-rollup';
import { parquetRows } from '../../../../workers/sources/parquet/parquet-rows';
import { ParquetSource } from '../../../../workers/sources/parquet/parquet-source';
import { sampleParquet } from '../../../../workers/sources/parquet/sample';

const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 20_000;
const START = "TIMESTAMP '2024-03-30 22:00:00'";
/** A plant's rows, one in 700 without a time, some cells empty, some not finite, some words where numbers are. */
const PLANT = `SELECT
  CASE WHEN i % 700 = 699 THEN NULL ELSE ${START} + INTERVAL (i) SECOND END AS "time",
  CASE WHEN i % 13 = 0 THEN NULL ELSE round(60 + sin(i / 50.0) * 5, 3) END AS "CH4 (%)",
  CAST(i % 977 AS INTEGER) AS counter,
  CAST(i AS BIGINT) * 1000003 AS total,
  CAST(i % 100 AS DECIMAL(9, 2)) / 4 AS price,
  i % 3 = 0 AS running,
  CASE WHEN i % 5 = 0 THEN 'ON' ELSE 'OFF' END AS valve,
  CASE WHEN i % 1000 = 500 THEN 'inf'::FLOAT ELSE CAST(i AS FLOAT) / 3 END AS pressure,
  CASE WHEN i % 900 = 0 THEN 'Bad' ELSE CAST(i % 50 AS VARCHAR) END AS flow_text,
  'note, "' || i || '"' AS remark,
  [i, i + 1] AS pair, {'a': i} AS nested, 'x'::BLOB AS raw
  FROM range(${ROWS}) t(i)`;

async function write(name: string, select: string, options = 'ROW_GROUP_SIZE 4096'): Promise<string> {
  const path = join(folder, name);
  await nativeQuery(`COPY (${select}) TO '${path}' (FORMAT parquet, ${options})`);
  return path;
}

const open = (path: string) =>
  ParquetSource.open(parquetWasm, new File([readFileSync(path)], path.slice(folder.length + 1)));

async function planned(path: string) {
  const source = await open(path);
  const sample = await sampleParquet(source);
  const plan = planParquet(source.name, readFileSync(path).length, sample);
  return { source, sample, plan };
}

async function rollUp(path: string, range: TimeRange | null = null, rowsAPart?: number) {
  const { source, plan } = await planned(path);
  const parts: SlicePartial[] = [];
  const layout = plan.parquet;
  if (!layout) throw new Error('no layout');
  for (const [order, piece] of groupSlices(layout).entries()) {
    const slice: Slice = { source: 0, order, ...piece };
    for await (const part of rollUpParquet(source, slice, plan, range, rowsAPart)) parts.push(part);
  }
  return { plan, parts, minutes: merge(parts, tagColumns(plan).length) };
}

function merge(parts: Minutes[], tags: number): Minutes {
  const keys = Int32Array.from(new Set(parts.flatMap(({ minutes }) => [...minutes]))).sort();
  const all = { ...emptyMinutes(keys.length, tags), minutes: keys };
  const identity = Array.from({ length: tags }, (_, tag) => tag);
  for (const part of parts) addMinutes(all, part, identity, tags);
  return all;
}

const sumOf = (parts: SlicePartial[], key: 'rowsRead' | 'rowsUsed' | 'rowsRejected' | 'cellsRejected') =>
  parts.reduce((sum, part) => sum + part[key], 0);

describe('a Parquet file', async () => {
  const path = await write('plant.parquet', PLANT);

  it('is planned by what its rows hold; nested and binary columns are named and left out', async () => {
    const { plan, sample } = await planned(path);
    expect(plan.time).toEqual({ kind: 'column', column: 0, format: { kind: 'iso' } });
    expect(plan.zoneInFile).toBe(false);
    expect(plan.estimatedRows).toBe(ROWS);
    expect(new Date(plan.firstTimeMs ?? 0).toISOString()).toBe('2024-03-30T22:00:00.000Z');
    expect(new Date(plan.lastTimeMs ?? 0).toISOString()).toBe('2024-03-31T03:33:19.000Z');
    expect(tagColumns(plan).map(({ header, kind }) => [header, kind])).toEqual([
      ['CH4 (%)', 'number'],
      ['counter', 'number'],
      ['total', 'number'],
      ['price', 'number'],
      ['running', 'boolean'],
      ['valve', 'boolean'],
      ['pressure', 'number'],
      ['flow_text', 'number'],
    ]);
    expect(sample.leftOut.map(({ name }) => name)).toEqual(['pair', 'nested', 'raw']);
    expect(plan.warnings[0].message).toContain('3 columns are left out');
    expect(plan.preview[1][9 - 0]).toBe('note, "1"');
  });

  it('rolls up to the minutes that native DuckDB computes from the file', async () => {
    const { plan, parts, minutes } = await rollUp(path, null, 3000);
    expect(sumOf(parts, 'rowsRead')).toBe(ROWS);
    expect(sumOf(parts, 'rowsRejected')).toBe(Math.floor(ROWS / 700));
    expect(sumOf(parts, 'rowsUsed') + sumOf(parts, 'rowsRejected')).toBe(ROWS);
    const tags = tagColumns(plan);
    const value = (header: string, kind: string) =>
      header === 'valve'
        ? `CASE valve WHEN 'ON' THEN 1.0 ELSE 0.0 END`
        : kind === 'boolean'
          ? `CAST("${header}" AS INTEGER)::DOUBLE`
          : `(CASE WHEN isfinite(TRY_CAST("${header}" AS DOUBLE)) THEN TRY_CAST("${header}" AS DOUBLE) END)`;
    const measures = tags
      .map(({ header, kind }, at) => {
        const v = value(header, kind);
        return `sum(${v}) AS s${at}, min(${v}) AS a${at}, max(${v}) AS z${at}, count(${v}) AS c${at}`;
      })
      .join(', ');
    const rows = await nativeQuery(
      `SELECT CAST(epoch_us("time") // 60000000 AS INTEGER) AS minute, CAST(count(*) AS INTEGER) AS n, ${measures} FROM '${path}' WHERE "time" IS NOT NULL GROUP BY minute ORDER BY minute`,
    );
    expect([...minutes.minutes]).toEqual(rows.map(({ minute }) => minute));
    expect([...minutes.rows]).toEqual(rows.map(({ n }) => n));
    rows.forEach((row, at) =>
      tags.forEach((_, tag) => {
        const cell = at * tags.length + tag;
        expect(minutes.count[cell]).toBe(Number(row[`c${tag}`]));
        if (minutes.count[cell] === 0) return;
        expect(minutes.min[cell]).toBe(row[`a${tag}`]);
        expect(minutes.max[cell]).toBe(row[`z${tag}`]);
        const sum = Number(row[`s${tag}`]);
        expect(Math.abs(minutes.sum[cell] - sum)).toBeLessThanOrEqual(1e-9 * Math.abs(sum) + 1e-12);
      }),
    );
  });

  it('counts and names what it could not use, by row number', async () => {
    const { plan, parts } = await rollUp(path);
    const issues = parts.flatMap((part) => part.issues);
    const total = (reason: string) =>
      issues.filter((issue) => issue.reason === reason).reduce((sum, { count }) => sum + count, 0);
    expect(total('time not readable')).toBe(28);
    expect(total('not finite')).toBe(ROWS / 1000);
    expect(total('not a number')).toBe(
      Math.ceil(ROWS / 900) - [...Array(ROWS).keys()].filter((i) => i % 900 === 0 && i % 700 === 699).length,
    );
    expect(sumOf(parts, 'cellsRejected')).toBe(total('not finite') + total('not a number'));
    const bad = issues.find(({ reason }) => reason === 'not a number');
    expect(bad).toMatchObject({ firstLine: 0, sample: 'Bad' });
    expect(plan.columns[bad?.column ?? -1].header).toBe('flow_text');
  });

  it('keeps only a range of time, and counts only that', async () => {
    const fromMs = Date.UTC(2024, 2, 30, 23);
    const { parts } = await rollUp(path, { fromMs, toMs: fromMs + 600_000 });
    expect(sumOf(parts, 'rowsUsed')).toBe(599);
    expect(Math.min(...parts.flatMap(({ index }) => index.map(({ minMs }) => minMs)))).toBe(fromMs);
  });

  it('gives the readings of an index block as they are in the file', async () => {
    const { source, plan } = await planned(path);
    const { parts } = await rollUp(path);
    const block = parts.flatMap(({ index }) => index)[1];
    const [ch4, , , , , valve] = tagColumns(plan);
    const range = { fromMs: block.minMs, toMs: block.minMs + 60_000 };
    const found = await parquetRows(source, block, plan, [valve, null, ch4], range);
    const rows = await nativeQuery(
      `SELECT epoch_ms("time") AS ms, valve, "CH4 (%)" AS ch4 FROM '${path}' WHERE "time" >= make_timestamp(${range.fromMs}000) AND "time" < make_timestamp(${range.toMs}000) ORDER BY "time"`,
    );
    expect([...found.timesMs]).toEqual(rows.map(({ ms }) => Number(ms)));
    expect([...found.columns[0]]).toEqual(rows.map(({ valve: text }) => (text === 'ON' ? 1 : 0)));
    expect([...found.columns[1]].every(Number.isNaN)).toBe(true);
    expect([...found.columns[2]]).toEqual(rows.map(({ ch4: value }) => value ?? NaN));
  });
});

describe('a Parquet file with a row for each tag and time', async () => {
  const NAMES = `['Gas/CH4', 'Gas/H2S', 'Pump/Running']`;
  const path = await write(
    'long.parquet',
    `SELECT CASE WHEN i % 50 = 49 THEN '$RT_OFF$' ELSE ${NAMES}[1 + i % 3] END AS "VarName", ${START} + INTERVAL (i // 3) SECOND AS "TimeString", CASE i % 3 WHEN 0 THEN 60 + i % 7 WHEN 1 THEN 100 + i % 11 ELSE i % 2 END AS "VarValue" FROM range(3000) t(i)`,
  );

  it('is read as if each tag had a column, and its marks are counted as rejected rows', async () => {
    const { plan, parts, minutes } = await rollUp(path, null, 700);
    const tags = tagColumns(plan);
    expect(tags.map(({ header }) => header).sort()).toEqual(['Gas/CH4', 'Gas/H2S', 'Pump/Running']);
    expect(sumOf(parts, 'rowsRead')).toBe(3000);
    expect(sumOf(parts, 'rowsRejected')).toBe(60);
    const rows = await nativeQuery(
      `SELECT "VarName" AS name, CAST(epoch_us("TimeString") // 60000000 AS INTEGER) AS minute, CAST(count(*) AS INTEGER) AS n, sum("VarValue")::DOUBLE AS total FROM '${path}' WHERE "VarName" <> '$RT_OFF$' GROUP BY ALL`,
    );
    for (const { name, minute, n, total } of rows) {
      const at = minutes.minutes.indexOf(Number(minute));
      const cell = at * tags.length + tags.findIndex(({ header }) => header === name);
      expect(minutes.count[cell]).toBe(n);
      expect(minutes.sum[cell]).toBe(total);
    }
    expect(minutes.count.reduce((sum, count) => sum + count, 0)).toBe(2940);
  });

  it('gives the readings of each tag, joined by time', async () => {
    const { source, plan } = await planned(path);
    const { parts } = await rollUp(path);
    const [ch4, h2s] = ['Gas/CH4', 'Gas/H2S'].map(
      (name) => tagColumns(plan).find(({ header }) => header === name) ?? null,
    );
    const fromMs = Date.UTC(2024, 2, 30, 22, 1);
    const range = { fromMs, toMs: fromMs + 10_000 };
    const found = await parquetRows(source, parts[0].index[0], plan, [h2s, ch4], range);
    const rows = await nativeQuery(
      `SELECT max("VarValue") FILTER ("VarName" = 'Gas/H2S') AS h2s, max("VarValue") FILTER ("VarName" = 'Gas/CH4') AS ch4 FROM '${path}' WHERE epoch_ms("TimeString") >= ${range.fromMs} AND epoch_ms("TimeString") < ${range.toMs} GROUP BY "TimeString" ORDER BY "TimeString"`,
    );
    expect([...found.columns[0]]).toEqual(
      rows.map(({ h2s: value }) => (value === null ? NaN : Number(value))),
    );
    expect([...found.columns[1]]).toEqual(
      rows.map(({ ch4: value }) => (value === null ? NaN : Number(value))),
    );
  });
});

describe('times in a Parquet file', () => {
  const cases: [name: string, select: string, zoneInFile: boolean][] = [
    [
      'instants',
      `SELECT make_timestamptz(1711836000000000 + i * 1000000) AS t, i AS v FROM range(200) x(i)`,
      true,
    ],
    [
      'nanoseconds',
      `SELECT make_timestamp_ns(1711836000000000000 + i * 1000000000) AS t, i AS v FROM range(200) x(i)`,
      false,
    ],
    ['Unix seconds', `SELECT 1711836000 + i AS time, i AS v FROM range(200) x(i)`, true],
    ['Unix milliseconds', `SELECT 1711836000000 + i * 1000 AS time, i AS v FROM range(200) x(i)`, true],
    [
      'text',
      `SELECT strftime(make_timestamp(1711836000000000 + i * 1000000), '%d.%m.%Y %H:%M:%S') AS t, i AS v FROM range(200) x(i)`,
      false,
    ],
    [
      'date and time of day',
      `SELECT CAST(make_timestamp(1711836000000000 + i * 1000000) AS DATE) AS d, CAST(make_timestamp(1711836000000000 + i * 1000000) AS TIME) AS t, i AS v FROM range(200) x(i)`,
      false,
    ],
  ];
  for (const [name, select, zoneInFile] of cases) {
    it(`are read as ${name}`, async () => {
      const path = await write(`${name.replaceAll(' ', '-')}.parquet`, select);
      const { plan, minutes } = await rollUp(path);
      expect(plan.zoneInFile).toBe(zoneInFile);
      expect([...minutes.minutes]).toEqual([0, 1, 2, 3].map((minute) => 1711836000 / 60 + minute));
      expect([...minutes.rows]).toEqual([60, 60, 60, 20]);
    });
  }

  it('in a zone without offset move as text would', async () => {
    const path = await write(
      'local.parquet',
      `SELECT make_timestamp(1711836000000000 + i * 1000000) AS t, i AS v FROM range(60) x(i)`,
    );
    const { source, sample } = await planned(path);
    const plan = planParquet('local.parquet', 1, sample, { zone: 'Europe/Berlin' });
    const slice = { source: 0, order: 0, start: 0, end: 60 * (plan.parquet?.rowBytes ?? 0) };
    const parts: SlicePartial[] = [];
    for await (const part of rollUpParquet(source, slice, plan, null)) parts.push(part);
    expect(parts[0].minutes[0] * 60).toBe(1711836000 - 3600);
  });
});

describe('a Parquet file that cannot be used', () => {
  it('is refused in words when it is damaged', async () => {
    const bytes = readFileSync(await write('cut.parquet', 'SELECT 1 AS a'));
    const cut = new File([bytes.subarray(0, bytes.length - 20)], 'cut.parquet');
    await expect(ParquetSource.open(parquetWasm, cut)).rejects.toThrow(
      /"cut.parquet" cannot be read as Parquet/,
    );
  });

  it('is refused in words when it has no rows or only nested columns', async () => {
    const empty = await write('empty.parquet', 'SELECT 1 AS a WHERE false');
    await expect(planned(empty)).rejects.toThrow('has no rows');
    const nested = await write('nested.parquet', "SELECT {'a': 1} AS a");
    await expect(planned(nested)).rejects.toThrow('has no column of numbers');
  });
});
