/** Links to data on another origin: asked for first, read by ranges, and what is missing is named. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync, statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { writeApiExport } from './support/api-export';
import { startOtherHost, type OtherHost } from './support/other-host';

const PLANT = 'build/demo/plant.duckdb';
test.skip(!existsSync(PLANT), 'the site was built without the simulated plant');

let other: OtherHost;

test.beforeAll(async () => {
  const csv = test.info().outputPath('export.csv');
  writeApiExport(csv);
  other = await startOtherHost({ 'plant.duckdb': PLANT, 'export.csv': csv });
});
test.afterAll(() => other.close());
test.beforeEach(() => void (other.asked.length = 0));

const VIEW = 'from=2024-02-25T00:00:00Z&to=2024-02-26T00:00:00Z&tags=bop_plc_vl_comp_mainmotor_amps';

test('a hosted plant is opened by ranges once the person allows its host, and again without asking', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const data = `${other.origin}/good/plant.duckdb`;
  await page.goto(`./trends/?data=${data}&zone=Europe/Berlin&units=SI&${VIEW}`);
  await expect(page.getByText(`This link opens data from ${new URL(data).host}`)).toBeVisible();
  expect(other.asked).toEqual([]);
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  const before = other.sentBytes();
  await page.getByRole('button', { name: /^Read from/ }).click();
  await expect(page.getByTestId('chart').first()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByTestId('transfer')).toContainText(/ of 6\d.* read/);
  expect(other.sentBytes() - before).toBeLessThan(statSync(PLANT).size / 2);
  expect(other.asked.some(({ range }) => range !== null)).toBe(true);
  // The view of the link, and its zone and units.
  await expect(page.getByText('Europe/Berlin').first()).toBeVisible();
  await expect(page.getByLabel('From (Europe/Berlin)')).toHaveValue('2024-02-25T01:00');

  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link).toContain(`data=${data}&zone=Europe/Berlin&units=SI&from=2024-02-25T00:00:00Z`);
  await page.getByRole('button', { name: 'Close' }).click();

  await page.goto(link);
  await expect(page.getByTestId('chart').first()).toBeVisible({ timeout: 90_000 });
  await page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: `Forget ${other.origin}` }).click();
  await expect(page.getByText('None. This page fetches from its own site only')).toBeVisible();
  await page.goto(link);
  await expect(page.getByText('This link opens data from')).toBeVisible();
  await page.getByRole('button', { name: 'Do not read it' }).click();
  await expect(page.getByText('This link opens data from')).toHaveCount(0);
});

test.describe('what is missing is named', () => {
  for (const [manner, words] of [
    ['silent', 'Access-Control-Allow-Origin'],
    ['whole', 'Accept-Ranges'],
    ['packed', 'Content-Encoding'],
  ] as const) {
    test(`${words} (${manner})`, async ({ page }) => {
      await page.goto(`./?data=${other.origin}/${manner}/plant.duckdb`);
      await page.getByRole('button', { name: /^Read from/ }).click();
      await expect(page.getByRole('alert')).toContainText(words, { timeout: 60_000 });
      const instead = page.getByRole('button', { name: /^Download all/ });
      await expect(instead).toHaveCount(manner === 'silent' ? 0 : 1);
    });
  }
});

test('a hosted export is downloaded and goes through import', async ({ page }) => {
  await page.goto(`./?data=${other.origin}/good/export.csv`);
  await page.getByRole('button', { name: /^Read from/ }).click();
  await page.getByRole('button', { name: /^Import/ }).click({ timeout: 60_000 });
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 120_000 });
  expect(other.asked.filter(({ path, range }) => path.endsWith('.csv') && range === null)).toHaveLength(1);
});

test('a link without hosted data names the plant, and asks for a copy', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(`./trends/?plant=0123456789abcdef&${VIEW}`);
  await expect(page.getByText('This link shows a plant that is not in this browser')).toBeVisible();
  await page.goto(`./trends/?plant=simulated-plant&${VIEW}`);
  await expect(page.getByTestId('chart').first()).toBeVisible({ timeout: 90_000 });
});
