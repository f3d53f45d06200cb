/** The Quality page over the simulated plant: what its instruments did wrong is found, shown, and left out by rule. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

test('faults of instruments are found, left out by rule, used again by choice, and led to in Trends', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
  await page.goto('./quality/?range=all');

  // A plant on a host is read as a whole only when the person says so, and can be given up.
  await expect(
    page.getByText(/^In the chosen time 99\.9\d % of the expected readings are good/),
  ).toBeVisible();
  await page.getByRole('button', { name: /^Judge the data \(reads/ }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: /^Judge the data/ }).click();
  const findings = page.getByTestId('findings');
  await expect(findings).toBeVisible({ timeout: 90_000 });
  const judged = page.getByText(/^\s*Judged/);
  await expect(judged).toContainText('from 129,600 minutes of 94 sensors');
  await expect(judged).toContainText('Rows come every 1 s, as measured.');

  // The stuck flow of 20 February (docs/simulator.md: what was injected is known).
  await page.getByRole('searchbox', { name: 'Search findings' }).fill('outletstream_flow flat-line');
  const row = findings.getByRole('row').filter({ hasText: 'Flat-line' });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('2024-02-20 09:27');
  await expect(row).toContainText('left out by rule');
  await row.getByRole('button', { name: /^Use again/ }).click();
  await expect(row).toContainText('used by you');

  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  // By keyboard: the map's cells, then Trends at the finding.
  await page.getByRole('slider', { name: 'Quality of each sensor along time' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('slider', { name: /^Quality of each/ })).toHaveAttribute(
    'aria-valuetext',
    /% good/,
  );
  await row.getByRole('link', { name: /^Trends/ }).click();
  await expect(page).toHaveURL(/trends\/\?from=2024-02-20T07:\d\d.*tags=bop_plc_abb_gc_outletstream_flow/);

  // What was found and decided is still there after a reload.
  await page.goto('./quality/?range=all');
  await expect(page.getByTestId('findings').getByText('used by you')).toBeVisible();
});
