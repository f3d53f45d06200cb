/** The SQL console on the simulated plant: writing, running, cancelling, taking along, and the ways that lead to it. */
import AxeBuilder from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';

test.skip(!existsSync('build/demo/plant.duckdb'), 'the site was built without the simulated plant');

const CH4 = 'bop_plc_abb_gc_outletstream_ch4';

async function openConsole(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'SQL', exact: true }).click();
  await expect(page.getByTestId('sql-text')).toBeVisible();
  await expect(page.locator('summary', { hasText: 'hour_rollup' })).toBeVisible();
}

/** Put a statement in place of the one in the editor; nothing is completed. */
async function write(page: Page, sql: string): Promise<void> {
  await page.getByTestId('sql-text').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(sql);
}

test('a statement is completed, run, sorted, drawn, saved as CSV and kept', async ({ page }) => {
  await openConsole(page);
  await page.getByTestId('sql-text').click();
  await page.keyboard.type('FROM hour_ro', { delay: 20 });
  await expect(page.locator('.cm-tooltip-autocomplete [aria-selected=true]')).toContainText('hour_rollup');
  // Keys that follow an open completion too fast are taken for typing.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  const result = page.getByTestId('sql-result');
  await expect(result).toHaveAttribute('aria-rowcount', '2161');
  await expect(result).toHaveAttribute('aria-colcount', '379');
  expect(await result.getByRole('row').count()).toBeLessThan(80);
  expect(await result.getByRole('columnheader').count()).toBeLessThan(40);
  await expect(page).toHaveURL(/\/sql\/.*#sql=FROM%20hour_rollup/);
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);

  await result.evaluate((node) => node.scrollTo(0, node.scrollHeight));
  await expect(result.locator('[aria-rowindex="2161"]')).toContainText('2024-03-30 23:00:00');
  await result.getByRole('button', { name: 'bucket', exact: true }).click();
  await result.getByRole('button', { name: 'bucket', exact: true }).click();
  await expect(result.locator('[aria-sort=descending]')).toContainText('bucket');
  await result.evaluate((node) => node.scrollTo(0, 0));
  await expect(result.locator('[aria-rowindex="2"]')).toContainText('2024-03-30 23:00:00');

  await write(page, `SELECT bucket, ${CH4}_avg FROM hour_rollup ORDER BY bucket LIMIT 3`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(result).toHaveAttribute('aria-rowcount', '4');
  const download = page.waitForEvent('download');
  await page.getByTestId('sql-csv').click();
  const lines = (await readFile(await (await download).path(), 'utf8')).split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]).toBe(`bucket,${CH4}_avg`);
  expect(lines[1]).toMatch(/^2024-01-01T00:00:00\.000Z,7\d\.\d+$/);
  await page.getByRole('button', { name: 'Chart', exact: true }).click();
  await expect(page.getByTestId('chart-summary')).toContainText(`${CH4}_avg`);

  await page.getByRole('button', { name: 'Save query' }).click();
  await page.getByLabel('Name').fill('First hours');
  await page.keyboard.press('Enter');
  await page.reload();
  const saved = page.getByRole('button', { name: 'First hours', exact: true });
  await expect(saved).toBeVisible();
  await page.getByRole('button', { name: 'Delete First hours' }).click();
  await expect(saved).toBeHidden();
});

test('errors have a place, long statements can be cancelled, and Tab leaves the editor', async ({ page }) => {
  await openConsole(page);
  await write(page, `SELECT bucket,\n  nope\nFROM hour_rollup`);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText(
    'Line 2, column 3: No table named in FROM has a column "nope"',
  );
  await expect(page.locator('.cm-sql-error')).toHaveText('nope');
  await write(page, 'DELETE FROM tags');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('"delete" is not allowed');

  await write(page, 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^Running for \d/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByText(/Cancelled after/)).toBeVisible();
  await write(page, 'SELECT 42 AS answer');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByTestId('sql-result')).toContainText('42');

  await page.getByTestId('sql-text').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByTestId('sql-text')).toBeFocused();
});

test('charts and key figures open as SQL, and a replay runs those only', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  const methane = page.getByRole('button', { name: /^Methane 7/ }).first();
  await expect(methane).toBeVisible();
  await page.getByRole('link', { name: 'Open Methane as SQL' }).click();
  await expect(page.getByTestId('sql-text')).toContainText(`${CH4}_avg`);
  await expect(page.getByTestId('sql-result')).toContainText('2024-03-24');
  await page.getByText('Asked by the pages').click();
  await page
    .getByRole('button', { name: /^Overview/ })
    .first()
    .click();
  await expect(page.getByTestId('sql-text')).toContainText('_rollup');
  await expect(page.getByText(/^\d[\d,]* rows?, /)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goBack();
  const link = page.getByRole('link', { name: 'Open as SQL', exact: true });
  // A press while the page is built anew after going back is lost.
  await expect(async () => {
    await methane.click();
    await expect(link).toBeVisible({ timeout: 2000 });
  }).toPass();
  const said = (await page.getByRole('dialog').textContent()) ?? '';
  const shown = Number(/Methane\s+([\d.]+)/.exec(said)?.[1]);
  await link.click();
  await expect(page.getByTestId('sql-text')).toContainText('AS mean');
  await expect(page.getByTestId('sql-result').getByRole('button', { name: 'mean' })).toBeVisible();
  const mean = page.getByTestId('sql-result').locator('[aria-rowindex="2"] [aria-colindex="2"]');
  expect(Number(await mean.textContent())).toBeCloseTo(shown, 1);

  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('In a replay only statements run that a chart or a key figure')).toBeVisible();
  await expect(page.getByTestId('sql-result')).toBeHidden();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Not run: this is a replay');
  await page.getByRole('navigation').getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('link', { name: 'Open Methane as SQL' }).click();
  await expect(page.getByTestId('sql-text')).toContainText('ends at the clock of the replay');
  await expect(page.getByText(/^\d[\d,]* rows?, /)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: 'Leave the replay' }).click();
  await expect(page.getByText('In a replay only statements run')).toBeHidden();
  await expect(page.getByTestId('sql-text')).toBeVisible();
});
