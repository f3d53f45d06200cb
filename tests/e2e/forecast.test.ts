/** The Forecast page over the simulated plant, in its real worker. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

test('a forecast is made, judged, laid over what came, and answered by the API', async ({ page }) => {
  test.slow();
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible({ timeout: 90_000 });
  await page.goto('./forecast/');
  await page.getByRole('button', { name: 'Forecast from the last hour' }).click();
  await expect(page.getByTestId('made')).toContainText('Made from what was known on 2024-03-31', {
    timeout: 240_000,
  });
  const table = page.getByRole('region', { name: 'How the methods fared' });
  await expect(table.getByRole('button', { name: 'seasonal naive' })).toBeVisible();
  await expect(table.getByRole('button', { name: 'linear', exact: true })).toBeVisible();
  await expect(page.getByTestId('neural')).toContainText('learnt simulated plants only');
  await table.getByRole('button', { name: 'LSTM with attention' }).click();
  await expect(page.getByTestId('attention')).toContainText('of the last 48 hours');

  // The usual alarm limits of methane stand there without being typed.
  await expect(page.getByRole('region', { name: 'Limits ahead' }).getByRole('listitem')).toHaveText([
    /65/,
    /80/,
  ]);

  await page.getByRole('slider', { name: /not shown/ }).fill('100');
  await expect(page.getByText(/best so far/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save forecast (CSV)' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^forecast-Methane.*\.csv$/);

  const answer = await page.evaluate(async () => (await fetch('./../api/forecast?horizon=3')).json());
  const { targets } = (answer as { data: { targets: { forecast: { low: number; high: number }[] }[] } }).data;
  expect(targets.map(({ forecast }) => forecast.length)).toEqual([3, 3, 3, 3]);
  for (const { low, high } of targets.flatMap(({ forecast }) => forecast)) expect(low).toBeLessThan(high);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
