/** Energy and Overview of the simulated plant, against native DuckDB on the same sealed file. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { nativeAttach } from '../native/duckdb';

const FILE = 'build/demo/plant.duckdb';
test.skip(!existsSync(FILE), 'the site was built without the simulated plant');

const ENERGY = 'bop_plc_inr_fc_todayenergy_real';
const numberIn = (text: string | null) => Number((text ?? '').replace(/[^\d.-]/g, ''));

async function openDemo(page: Page) {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
}

test('energy of each day is what the counter rose by, and prices make money of it', async ({ page }) => {
  await openDemo(page);
  await page.goto('./energy/?range=30d');
  const table = page.getByRole('region', { name: 'Energy and gas by day' });
  await expect(table.locator('tbody tr')).toHaveCount(30);

  const native = await nativeAttach(FILE);
  // Day by day the counter starts from zero: its highest reading is what it counted.
  const days = await native.query(
    `SELECT max("${ENERGY}_max") AS e FROM minute_rollup WHERE bucket >= TIMESTAMP '2024-03-01' GROUP BY date_trunc('day', bucket) ORDER BY date_trunc('day', bucket)`,
  );
  native.close();
  const cells = await table.locator('tbody tr td:nth-child(2)').allTextContents();
  days.slice(1).forEach(({ e }, at) => expect(numberIn(cells[at + 1])).toBeCloseTo(Number(e), 0));
  const total = days.reduce((sum, { e }) => sum + Number(e), 0);
  const figures = page.getByRole('region', { name: 'Totals' });
  await expect(figures).toContainText('no price');

  await page.getByLabel('Price of the energy sold').fill('12.5');
  await page.getByLabel('Rated power of the gas made').fill('800');
  await page.getByLabel('Rated power of the gas made').press('Tab');
  await expect(figures).not.toContainText('no price');
  await page.reload();
  const revenue = figures.locator('.figure', { hasText: 'Revenue' }).locator('.value');
  await expect(revenue).toContainText('USD');
  expect(Math.abs(numberIn(await revenue.textContent()) - 12.5 * total)).toBeLessThan(20);
  await expect(
    page.getByText('Resets each day at 00:00').or(page.getByText('resets each day at 00:00')),
  ).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Months' }).click();
  await expect(page.getByRole('region', { name: 'Energy and gas by month' }).locator('tbody tr')).toHaveCount(
    1,
  );
});

test('the overview tells the state of the plant, and health part by part', async ({ page }) => {
  await openDemo(page);
  await page.goto('./overview/?range=30d');
  await expect(page.getByRole('list', { name: 'Equipment' })).toContainText(/Compressor\s*running/);
  await expect(page.getByTestId('state-timeline')).toBeVisible();
  const health = page.getByRole('button', { name: /^System health \d/ });
  await expect(health).toBeVisible();
  await expectAccessible(page);
  const score = numberIn((await health.locator('.value').textContent())?.replace('of 100', '') ?? '');
  await health.click();
  const dialog = page.getByRole('dialog', { name: 'System health' });
  await expect(dialog).toContainText(`${score.toFixed(1)} of 100`);
  const points = await dialog.locator('tbody td.number').allTextContents();
  const sum = points.reduce((total, text) => total + numberIn(text.split(' of ')[0]), 0);
  expect(Math.abs(sum - score)).toBeLessThan(0.2);
  await expectAccessible(page);
});
