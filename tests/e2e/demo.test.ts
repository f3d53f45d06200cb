/** The simulated plant of the start page: opened by range requests, without import. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

test('one click opens the simulated plant, labelled, read piece by piece', async ({ page }) => {
  let bytes = 0;
  page.on('response', (response) => {
    const read = response.request().method() === 'GET' && response.url().endsWith('plant.duckdb');
    if (read) bytes += Number(response.headers()['content-length'] ?? 0);
  });
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
  await expect(page.getByText('simulated plant', { exact: true })).toBeVisible();
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(30_000_000);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Open data', exact: true }).click();
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
  await page.getByRole('list', { name: 'Guided path' }).getByRole('link', { name: 'A fault seen' }).click();
  await expect(page).toHaveURL(/trends\/\?from=2024-02-25/);
  await expect(page.getByTestId('chart').first()).toBeVisible();
});

test('one-second readings around a fault come from the plant file itself', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
  await page.goto(
    './trends/?from=2024-01-05T09:40:00Z&to=2024-01-05T09:50:00Z&tags=bop_plc_vl_comp_mainmotor_amps',
  );
  await expect(page.getByText('Readings as recorded')).toBeVisible();
});
