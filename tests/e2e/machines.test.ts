/** Compressor, blower and safety pages on the simulated plant. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

async function openDemo(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible();
}

const seriousFindings = async (page: Page) =>
  (await new AxeBuilder({ page: page as never }).analyze()).violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html }) => html.slice(0, 120)),
  }));

test('compressor and blower are measured against the healthy part of their history', async ({ page }) => {
  await openDemo(page);
  await page.goto('./compressor/?from=2024-03-01T00:00:00Z&to=2024-03-15T00:00:00Z');
  // Figures stand before the legends of the charts, whose buttons have the same names.
  const efficiency = page.getByRole('button', { name: /^Isentropic efficiency/ }).first();
  await expect(efficiency).toContainText(/7[67]\.\d %/, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Running 1\d d/ })).toBeVisible();
  const filter = page.getByRole('row', { name: /Oil filter differential/ });
  await expect(filter).toContainText(/limit passed|reaches it/);
  await expect(page.getByText('Looking…')).toHaveCount(0);
  expect(await seriousFindings(page)).toEqual([]);

  const map = page.getByRole('slider', { name: /Operating map/ });
  await map.focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('scatter-readout')).toContainText(/Pressure ratio 7\.\d+/);

  await page.getByRole('navigation').getByRole('link', { name: 'Blower', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Speed beyond need/ }).first()).toContainText(/%/);
  await expect(page.getByText(/Measured against the healthy part/)).toBeVisible();
  await page.goto('./blower/?from=2024-03-08T00:00:00Z&to=2024-03-11T04:00:00Z');
  await expect(page.getByText(/more speed than the healthy blower needs/).first()).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
});

test('a stop is shown to its second, with what came first and what was unusual before', async ({ page }) => {
  await openDemo(page);
  await page.goto('./safety/?from=2024-03-18T00:00:00Z&to=2024-03-22T00:00:00Z');
  const counted = page.getByRole('status').filter({ hasText: 'were looked up in the readings' });
  await expect(counted).toContainText(/^\s*\d+ minutes hold a change/, { timeout: 60_000 });
  const stop = page.getByRole('button', { name: 'Unfold the stop of 2024-03-20 02:24:57' });
  await stop.click();
  await expect(page.getByText(/oilfilterdiff pressure rose from/)).toBeVisible();
  await expect(page.getByText('to 1 s (counted)').first()).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);

  await page.goto('./safety/?from=2024-01-05T09:00:00Z&to=2024-01-05T10:30:00Z');
  await page.getByRole('button', { name: 'Unfold the stop of 2024-01-05 09:43:56' }).click();
  await expect(page.getByText('Emergency stop 2 pressed').first()).toBeVisible();
  await expect(page.getByText('to 1 s (readings)').first()).toBeVisible();
});
