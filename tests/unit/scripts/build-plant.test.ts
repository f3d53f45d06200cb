import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from '$lib/store/fingerprint';
import { rollupColumn } from '$lib/sql/schema';
import { buildPlant } from '../../../scripts/build-plant/build-plant';
import { planFile } from '../../../scripts/build-plant/plan-files';
import { importBytes } from '../ingest/support/import-bytes';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'build-plant-'))));
afterAll(() => rmSync(folder, { recursive: true }));

type Row = Record<string, unknown>;

async function rowsOf(path: string, sql: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`ATTACH '${path}' AS plant (READ_ONLY)`);
  await connection.run('USE plant');
  const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const build = (files: string[], out: string) =>
  buildPlant({ files, out, name: 'case', zone: 'UTC', threads: 2, tell: () => {} });

const STEP_MS = 7000;
const START_MS = Date.UTC(2024, 1, 28, 22, 30);
const ROWS = 4000;
const value = (row: number, at: number) => (Math.sin(row / (17 + at)) * 100 + at).toFixed(4);

/** Files that mean the same in different words; a fault in each, of which some are not the plan's fault. */
const CASES = {
  'ISO, commas': (row: number, iso: string) =>
    [iso.replace('T', ' ').slice(0, 19), value(row, 0), value(row, 1), row % 3 === 0 ? 't' : 'f'].join(','),
  'days first, semicolons and decimal commas': (row: number, iso: string) => {
    const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(.{8})/.exec(iso) ?? [];
    return [
      `${day}.${month}.${year} ${time}`,
      value(row, 0).replace('.', ','),
      value(row, 1).replace('.', ','),
      row % 3 === 0 ? 'Ein' : 'Aus',
    ].join(';');
  },
  'epoch milliseconds, tabs': (row: number, iso: string) =>
    [Date.parse(iso), value(row, 0), value(row, 1), row % 3 === 0 ? 1 : 0].join('\t'),
  'offsets and fractions': (row: number, iso: string) =>
    [
      `${new Date(Date.parse(iso) + 7_200_000).toISOString().slice(0, 23)}+02:00`,
      value(row, 0),
      value(row, 1),
      row % 3 === 0 ? 'true' : 'false',
    ].join(','),
};

/** Cells that are no numbers, empty ones, short and long rows, and rows without a readable time. */
function spoil(line: string, row: number, delimiter: string): string {
  const cells = line.split(delimiter);
  if (row % 501 === 500) cells[1] = 'n/a';
  if (row % 702 === 701) cells[2] = '';
  if (row % 903 === 902) return cells.slice(0, 2).join(delimiter);
  if (row % 1204 === 1203) cells.push('more');
  if (row % 1305 === 1304) cells[0] = 'no time';
  if (row % 1400 === 1399) cells[1] = 'nan';
  return cells.join(delimiter);
}

function write(name: string, line: (row: number, iso: string) => string, spoilt: boolean): string {
  const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.csv`);
  const delimiter = /[;\t]/.exec(line(0, new Date(START_MS).toISOString()))?.[0] ?? ',';
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const text = line(row, new Date(START_MS + row * STEP_MS).toISOString());
    return spoilt ? spoil(text, row, delimiter) : text;
  });
  writeFileSync(path, `${[['time', 'CH4 [%]', 'Flow', 'Running'].join(delimiter), ...lines].join('\n')}\n`);
  return path;
}

async function expectSame(path: string): Promise<void> {
  const out = `${path}.duckdb`;
  const built = await build([path], out);
  const { plan } = await planFile(path, 'UTC');
  const { minutes, tags, totals } = await importBytes(new Uint8Array(readFileSync(path)), plan);
  expect(built).toMatchObject({
    rowsUsed: totals.rowsUsed,
    rowsRejected: totals.rowsRejected,
    cellsRejected: totals.cellsRejected,
    minutes: minutes.minutes.length,
  });
  const rows = await rowsOf(out, 'SELECT *, epoch_ms(bucket) AS ms FROM minute_rollup ORDER BY bucket');
  expect(rows.map(({ ms }) => Number(ms) / 60_000)).toEqual([...minutes.minutes]);
  expect(rows.map(({ n }) => Number(n))).toEqual([...minutes.rows]);
  tags.forEach((tag, at) => {
    rows.forEach((row, index) => {
      const cell = index * tags.length + at;
      const count = minutes.count[cell];
      expect(Number(row[rollupColumn(tag, 'count')])).toBe(count);
      if (count === 0) return expect(row[rollupColumn(tag, 'avg')]).toBeNull();
      expect(row[rollupColumn(tag, 'min')]).toBe(minutes.min[cell]);
      expect(row[rollupColumn(tag, 'max')]).toBe(minutes.max[cell]);
      // Sums are added in another order.
      expect(Number(row[rollupColumn(tag, 'avg')])).toBeCloseTo(minutes.sum[cell] / count, 9);
    });
  });
  const [hours] = await rowsOf(out, 'SELECT CAST(sum(n) AS INTEGER) AS n FROM hour_rollup');
  expect(Number(hours.n)).toBe(totals.rowsUsed);
  const [meta] = await rowsOf(out, "SELECT value FROM plant_meta WHERE key = 'fingerprint'");
  expect(meta.value).toBe(await fingerprint([new File([readFileSync(path)], 'any name')]));
}

describe.each([false, true])(
  'a plant built by native DuckDB is the one that the page imports, spoilt %s',
  (spoilt) => {
    test.each(Object.entries(CASES))(
      '%s',
      async (name, line) => expectSame(write(`${name} ${spoilt}`, line, spoilt)),
      60_000,
    );
  },
);

test('several files become one plant; the same time twice is refused', async () => {
  const line = CASES['ISO, commas'];
  const whole = write('whole', line, false);
  const [header, ...lines] = readFileSync(whole, 'utf8').trimEnd().split('\n');
  const part = (name: string, from: number, to: number) => {
    const path = join(folder, name);
    writeFileSync(path, `${[header, ...lines.slice(from, to)].join('\n')}\n`);
    return path;
  };
  const [a, b] = [part('a.csv', 0, 1500), part('b.csv', 1500, ROWS)];
  const [one, two] = [join(folder, 'one.duckdb'), join(folder, 'two.duckdb')];
  await build([whole], one);
  await build([a, b], two);
  const sql =
    'SELECT bucket, n, ch4_count, round(ch4_avg, 9) AS avg, ch4_min FROM minute_rollup ORDER BY bucket';
  expect(await rowsOf(two, sql)).toEqual(await rowsOf(one, sql));
  await expect(build([a, part('c.csv', 1000, 2000)], join(folder, 'three.duckdb'))).rejects.toThrow(
    'hold the same sensors at the same time',
  );
}, 60_000);
