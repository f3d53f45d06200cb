/** A growing export is followed. What is taken elsewhere: an export that comes back in another browser, charts as SVG, the report on paper. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { nativeQuery } from '../native/duckdb';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

async function openDemo(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: /Open the simulated plant/ }).click();
  await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible();
}

const go = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const TITLE = 'Plant of the north, week report';

test('an export holds the plant, Parquet and what was added, and gives them back in another browser', async ({
  page,
  browser,
}) => {
  await openDemo(page);
  await expect(page.getByTestId('chart').first().locator('canvas')).toBeVisible();
  const svg = await saved(page, () => page.getByTestId('chart-svg').first().click());
  expect(svg.name).toMatch(/\.svg$/);
  expect(svg.bytes.toString()).toMatch(/^<svg xmlns[^]*<path [^]*<\/svg>$/);

  await go(page, 'Report');
  await page.getByLabel('Name on the report').fill(TITLE);
  await page.getByLabel('Name on the report').blur();
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();

  await go(page, 'Export');
  await page.getByRole('checkbox', { name: /^Hours as Parquet/ }).check();
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
  const zip = await saved(page, () => page.getByRole('button', { name: 'Save', exact: true }).click());
  expect(zip.name).toMatch(/\.zip$/);
  const members = unzipSync(zip.bytes);
  expect(Object.keys(members)).toEqual(
    expect.arrayContaining(['ABOUT.txt', 'plant.duckdb', 'hour_rollup/2024.parquet', 'workspace.json']),
  );
  expect(strFromU8(members['workspace.json'])).toContain(TITLE);
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  const [parquet, plant] = [join(folder, 'hours.parquet'), join(folder, 'plant.duckdb')];
  writeFileSync(parquet, members['hour_rollup/2024.parquet']);
  writeFileSync(plant, members['plant.duckdb']);
  const [hours] = await nativeQuery(
    `SELECT CAST(count(*) AS INTEGER) AS rows, CAST(sum(n) AS DOUBLE) AS n FROM '${parquet}'`,
  );
  expect(hours).toEqual({ rows: 90 * 24, n: 7_776_000 });

  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(page.url().replace(/export\/.*$/, ''));
  const file = join(folder, 'export.zip');
  writeFileSync(file, zip.bytes);
  await elsewhere.locator('input[type=file]').setInputFiles(file);
  await expect(elsewhere.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await go(elsewhere, 'Report');
  await expect(elsewhere.getByLabel('Name on the report')).toHaveValue(TITLE);
  await other.close();
});

test('the report prints its parts on as many pages as they take', async ({ page }) => {
  await openDemo(page);
  await go(page, 'Report');
  await expect(page.getByTestId('report-gas')).toContainText('Methane');
  await expect(page.getByTestId('report-anomalies')).toContainText('No search was made');
  await expect(page.getByText('Complete.')).toBeVisible({ timeout: 120_000 });
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  const print = async () => {
    // Paper is light, whatever the theme of the screen.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByTestId('report')).toHaveCSS('color', 'rgb(29, 35, 39)');
    await page.emulateMedia({ media: null, colorScheme: null });
    const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true, tagged: true, outline: true });
    const text = bytes.toString('latin1');
    return {
      pages: text.match(/\/Type\s*\/Page\b/g)?.length ?? 0,
      headings: [...text.matchAll(/\/Title\s*\(([^)]*)\)/g)].map(([, title]) => title),
    };
  };
  const whole = await print();
  expect(whole.headings).toEqual(
    expect.arrayContaining([
      ...['Key figures and trends', 'Gas', 'Machines', 'Energy', 'Alarms'],
      ...['Anomalies', 'Forecast', 'Maintenance', 'Data quality', 'Simulated plant'],
    ]),
  );
  expect(whole.pages).toBe(4);

  for (const part of ['Gas', 'Machines', 'Energy', 'Alarms', 'Maintenance', 'Data quality', 'Forecast'])
    await page.getByRole('checkbox', { name: part, exact: true }).uncheck();
  const some = await print();
  expect(some.headings).toContain('Anomalies');
  expect(some.headings).not.toContain('Energy');
  expect(some.pages).toBe(1);
});

const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const time = new Date(Date.UTC(2024, 2, 1) + (first + at) * 10_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    return `${time},${(60 + Math.sin((first + at) / 50)).toFixed(3)}\n`;
  }).join('');

/** Write to a file of the page's private file system, whose handles the browser never asks about. */
const write = (page: Page, text: string, append: boolean) =>
  page.evaluate(
    async ([content, add]) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle('growing.csv', { create: true });
      const writable = await handle.createWritable({ keepExistingData: add });
      if (add) await writable.seek((await handle.getFile()).size);
      await writable.write(content);
      await writable.close();
    },
    [text, append] as const,
  );

test('an export is followed while it grows, paused, and followed again after a reload', async ({ page }) => {
  const first = `time,CH4 (%)\n${rowsFrom(0, 720)}`;
  await page.goto('./');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'growing.csv', mimeType: 'text/csv', buffer: Buffer.from(first) });
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 120_000 });
  await write(page, first, false);
  // A chosen file gives no handle, and a dropped one cannot be had here: the record gets one of the same bytes.
  await page.evaluate(async () => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('growing.csv');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('biogas-analytics');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const plants = database.transaction('plants', 'readwrite').objectStore('plants');
    const all = plants.getAll();
    await new Promise<void>((resolve) => {
      all.onsuccess = () => {
        plants.put({ ...all.result[0], handles: [handle] });
        plants.transaction.oncomplete = () => resolve();
      };
    });
    database.close();
  });
  await page.reload();
  await go(page, 'Data');
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  const follow = page.getByTestId('follow');
  await expect(follow).toContainText('Following');

  // Whole rows are added, the half one waits for its end.
  await write(page, `${rowsFrom(720, 36)}2024-03-01 02:0`, true);
  await expect(follow).toContainText('36 rows added');
  await page.getByRole('button', { name: 'Pause' }).click();
  await write(page, `6:00,61.0\n${rowsFrom(757, 5)}`, true);

  await page.reload();
  await expect(follow).toContainText('Paused');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(follow).toContainText('6 rows added');
  await page.reload();
  await expect(follow).toContainText('Following');
  await expect(page.getByRole('region', { name: /^Import report/ })).toContainText('762');
});
