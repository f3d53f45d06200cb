/** Archives, Parquet and DuckDB files become the same plant as the plain export; plants are dropped, added to and kept. */
import AxeBuilder from '@axe-core/playwright';
import { strToU8, zipSync } from 'fflate';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { nativeAttach, nativeQuery } from '../native/duckdb';
import { downloadPlant, importFiles, plantFileNames, pressImport } from './support/plant';

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
const path = (name: string) => join(folder, name);
test.afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = 'time,Methane (%),Flow (m3/h),running';
const START_S = Date.UTC(2024, 0, 10) / 1000;
const row = (second: number) => {
  const time = new Date((START_S + second) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `${time},${(55 + (second % 97) / 8).toFixed(3)},${300 + (second % 61)},${second % 600 < 300 ? 'true' : 'false'}`;
};
/** Rows [from, to) in seconds since the start, one every `step`. */
const csv = (from: number, to: number, step = 2) => {
  const lines = [HEADER];
  for (let second = from; second < to; second += step) lines.push(row(second));
  return `${lines.join('\n')}\n`;
};
const HOUR = 3600;
const ALL = 6 * HOUR;

/** Minutes of a plant file by native DuckDB, as one comparable text. */
async function minutesOf(plant: string): Promise<unknown[]> {
  const open = await nativeAttach(plant);
  try {
    return await open.query(
      'SELECT epoch(bucket) AS t, n, methane_count AS mc, round(methane_avg, 9) AS ma, methane_min AS lo, methane_max AS hi, flow_count AS fc, round(flow_avg, 9) AS fa, running_count AS rc, round(running_avg, 9) AS ra FROM minute_rollup ORDER BY bucket',
    );
  } finally {
    open.close();
  }
}

/** The same minutes straight from a CSV. */
const minutesOfCsv = (file: string) =>
  nativeQuery(
    `SELECT epoch(time_bucket(INTERVAL 1 MINUTE, time)) AS t, CAST(count(*) AS INTEGER) AS n, CAST(count(m) AS INTEGER) AS mc, round(avg(m), 9) AS ma, min(m) AS lo, max(m) AS hi, CAST(count(f) AS INTEGER) AS fc, round(avg(f), 9) AS fa, CAST(count(r) AS INTEGER) AS rc, round(avg(CAST(r AS INTEGER)), 9) AS ra FROM read_csv('${file}', header = true, columns = {time: 'TIMESTAMP', m: 'DOUBLE', f: 'DOUBLE', r: 'BOOLEAN'}) GROUP BY t ORDER BY t`,
  );

async function reportOf(plant: string) {
  const open = await nativeAttach(plant);
  try {
    return {
      report: await open.query(
        'SELECT name, CAST(rows_read AS INTEGER) AS read, CAST(rows_used AS INTEGER) AS used, CAST(rows_rejected AS INTEGER) AS rejected FROM import_report ORDER BY source',
      ),
      issues: await open.query(
        'SELECT source, reason, CAST(count AS INTEGER) AS count, sample FROM import_issue ORDER BY source, reason',
      ),
      interval: await open.query("SELECT value FROM plant_meta WHERE key = 'sampling_interval_seconds'"),
    };
  } finally {
    open.close();
  }
}

/** To the start page with nothing chosen; without a reload, as a person would. */
async function startPage(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Open data', exact: true }).click();
  const again = page.getByRole('button', { name: 'Import another export' });
  await expect(again.or(page.locator('input[type=file]'))).toBeVisible();
  if (await again.isVisible()) await again.click();
}

test('.gz, a zip of two files that overlap, and Parquet give the plant that the plain export gives', async ({
  page,
}) => {
  test.setTimeout(240_000);
  writeFileSync(path('plain.csv'), csv(0, ALL));
  writeFileSync(path('packed.csv.gz'), gzipSync(csv(0, ALL)));
  const [first, second] = [csv(0, 4 * HOUR), csv(3 * HOUR, ALL)];
  writeFileSync(
    path('days.zip'),
    zipSync({
      'b.csv': [strToU8(second), { mtime: '2024-02-02' }],
      'a.csv': [strToU8(first), { mtime: '2024-02-01' }],
      'notes.pdf': strToU8('x'),
    }),
  );
  await nativeQuery(
    `COPY (SELECT * FROM read_csv('${path('plain.csv')}')) TO '${path('plant.parquet')}' (FORMAT parquet, ROW_GROUP_SIZE 4096)`,
  );
  const expected = await minutesOfCsv(path('plain.csv'));
  expect(expected.length).toBe(ALL / 60);

  await importFiles(page, path('packed.csv.gz'));
  await downloadPlant(page, path('gz.duckdb'));
  expect(await minutesOf(path('gz.duckdb'))).toEqual(expected);
  // The unpacked copy is kept: readings below the minute come from it, after a reload too.
  await page.goto('./trends/?from=2024-01-10T01:00:00Z&to=2024-01-10T01:05:00Z&tags=methane');
  await expect(page.getByText('Readings as recorded')).toBeVisible();

  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(path('days.zip'));
  await expect(page.getByText('Left out of days.zip')).toContainText('notes.pdf');
  await expect(page.getByRole('group', { name: 'Files' }).getByRole('button')).toHaveText([
    'days.zip › a.csv',
    'days.zip › b.csv',
  ]);
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
  await pressImport(page);
  await downloadPlant(page, path('zip.duckdb'));
  expect(await minutesOf(path('zip.duckdb'))).toEqual(expected);
  const { report, issues, interval } = await reportOf(path('zip.duckdb'));
  const shared = HOUR / 2;
  expect(report).toEqual([
    { name: 'days.zip › a.csv', read: 2 * HOUR, used: 2 * HOUR - shared, rejected: shared },
    { name: 'days.zip › b.csv', read: 1.5 * HOUR, used: 1.5 * HOUR, rejected: 0 },
  ]);
  expect(issues).toEqual([
    {
      source: 0,
      reason: 'also in another file',
      count: shared,
      sample: 'first at 2024-01-10 03:00 UTC, where days.zip › b.csv stands',
    },
  ]);
  expect(Number(interval[0].value)).toBe(2);

  await importFiles(page, path('plant.parquet'));
  await downloadPlant(page, path('parquet.duckdb'));
  expect(await minutesOf(path('parquet.duckdb'))).toEqual(expected);
});

test('a dropped plant opens at once, a foreign database is offered by table, a workbook is refused', async ({
  page,
}) => {
  test.setTimeout(180_000);
  writeFileSync(path('small.csv'), csv(0, HOUR));
  await importFiles(page, path('small.csv'));
  await downloadPlant(page, path('kept.duckdb'));
  await page.getByRole('button', { name: 'Delete small' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => plantFileNames(page)).toEqual([]);

  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(path('kept.duckdb'));
  await expect(page).toHaveURL(/\/overview\//);
  await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible();
  await expect.poll(() => plantFileNames(page)).toHaveLength(1);

  await nativeQuery(
    `ATTACH '${path('foreign.duckdb')}' AS db; CREATE TABLE db.readings AS SELECT * FROM read_csv('${path('small.csv')}'); CREATE TABLE db.users AS SELECT 1 AS id, 'x' AS name; DETACH db`,
  );
  await startPage(page);
  await page.locator('input[type=file]').setInputFiles(path('foreign.duckdb'));
  await expect(page.getByRole('heading', { name: 'Which table holds the readings?' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
  await page.getByRole('checkbox', { name: /^readings/ }).check();
  await page.getByRole('button', { name: 'Go on with 1 table' }).click();
  await expect(page.getByText('2024-01-10 00:00:00 to 2024-01-10 00:59:58')).toBeVisible();
  await pressImport(page);
  await downloadPlant(page, path('table.duckdb'));
  expect(await minutesOf(path('table.duckdb'))).toEqual(await minutesOfCsv(path('small.csv')));

  writeFileSync(
    path('book.xlsx'),
    zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.xml': strToU8('<workbook/>') }),
  );
  await startPage(page);
  await page.locator('input[type=file]').setInputFiles(path('book.xlsx'));
  await expect(page.getByRole('alert')).toContainText('is an Excel workbook (xlsx)');
  await expect(page.getByRole('alert')).toContainText('CSV UTF-8 (Comma delimited)');
});

test('an export that grew, and one that goes on, are added as a new version of the plant', async ({
  page,
}) => {
  test.setTimeout(240_000);
  writeFileSync(path('log.csv'), csv(0, 2 * HOUR + 30));
  await importFiles(page, path('log.csv'));
  expect(await plantFileNames(page)).toHaveLength(1);

  writeFileSync(path('log.csv'), csv(0, 3 * HOUR));
  await startPage(page);
  await page.locator('input[type=file]').setInputFiles(path('log.csv'));
  await page.getByRole('button', { name: 'Add to log' }).click();
  const done = page.getByTestId('import-result');
  await expect(done).toBeVisible({ timeout: 60_000 });
  // Only what is new was read.
  await expect(done).toHaveAttribute('data-rows', String((HOUR - 30) / 2));
  await downloadPlant(page, path('grown.duckdb'));
  expect(await minutesOf(path('grown.duckdb'))).toEqual(await minutesOfCsv(path('log.csv')));
  await expect.poll(() => plantFileNames(page)).toHaveLength(1);
  const after = await reportOf(path('grown.duckdb'));
  expect(after.report).toEqual([{ name: 'log.csv', read: 1.5 * HOUR, used: 1.5 * HOUR, rejected: 0 }]);

  writeFileSync(path('next.csv'), csv(2.5 * HOUR, 4 * HOUR));
  writeFileSync(path('whole.csv'), csv(0, 4 * HOUR));
  await startPage(page);
  await page.locator('input[type=file]').setInputFiles(path('next.csv'));
  await page.getByRole('button', { name: 'Add to log' }).click();
  await expect(done).toBeVisible({ timeout: 60_000 });
  await downloadPlant(page, path('continued.duckdb'));
  expect(await minutesOf(path('continued.duckdb'))).toEqual(await minutesOfCsv(path('whole.csv')));
  const { report } = await reportOf(path('continued.duckdb'));
  expect(report).toEqual([
    { name: 'log.csv', read: 1.5 * HOUR, used: 1.25 * HOUR, rejected: HOUR / 4 },
    { name: 'next.csv', read: 0.75 * HOUR, used: 0.75 * HOUR, rejected: 0 },
  ]);
});
