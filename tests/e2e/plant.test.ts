import AxeBuilder from '@axe-core/playwright';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';

const small = fileURLToPath(new URL('../fixtures/exports/small-plant.csv', import.meta.url));
const CH4 = 'bop_plc_abb_gc_outletstream_ch4';

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
}

async function importSmallPlant(page: Page) {
  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(small);
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 60_000 });
}

const link = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true });

test('an imported plant is seen on every page, and again after a reload', async ({ page }) => {
  test.setTimeout(120_000);
  await importSmallPlant(page);
  await expect(page.getByTestId('import-result')).toContainText('1,049 rows used of 1,050 rows read');
  await page.getByRole('link', { name: 'Look at the plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane 73\.7/ })).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Methane 73\.7/ }).click();
  await expect(page.getByRole('dialog')).toContainText('mapped to gas.ch4; 1,047 readings');
  await page.keyboard.press('Escape');

  await link(page, 'Data').click();
  await expect(page.getByRole('region', { name: 'What could not be read' })).toContainText('not a number');
  await expectAccessible(page);

  await link(page, 'Trends').click();
  await page.getByRole('button', { name: 'Show some to start with' }).click();
  await expect(page.getByTestId('chart').first()).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expect(page.getByTestId('chart').first()).toBeVisible({ timeout: 20_000 });
  expect(new URL(page.url()).searchParams.get('tags')).toContain(CH4);
});

test('the range of time is in the address, and history goes back', async ({ page }) => {
  await importSmallPlant(page);
  await link(page, 'Trends').click();
  await page.getByRole('button', { name: '1 h', exact: true }).click();
  await expect(page).toHaveURL(/range=1h/);
  // Changes within a moment are one entry of the history.
  await page.waitForTimeout(1000);
  await page.getByRole('button', { name: 'Back by one range' }).click();
  await expect(page).toHaveURL(/from=2024-03-30T23:00:00Z&to=2024-03-31T00:00:00Z/);
  await page.goBack();
  await expect(page).toHaveURL(/range=1h/);
  await expect(page.getByRole('button', { name: '1 h', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('the search finds a tag by keyboard and adds it to Trends', async ({ page }) => {
  await importSmallPlant(page);
  await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('outlet ch4');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/trends/\\?tags=${CH4}`));
  await expect(page.getByTestId('chart')).toHaveCount(1);
});

test('on a phone an open plant is never wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await importSmallPlant(page);
  for (const path of ['', 'overview/', `trends/?tags=${CH4}`, 'data/']) {
    await page.goto(`./${path}`);
    await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible({ timeout: 20_000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expectAccessible(page);
  }
});

test('the same export is recognised; the plant can be renamed and deleted', async ({ page }) => {
  await importSmallPlant(page);
  await page.getByRole('button', { name: 'Import another export' }).click();
  await page.locator('input[type=file]').setInputFiles(small);
  await expect(page.getByText('This export was imported before, as small-plant.')).toBeVisible();
  await page.getByRole('button', { name: 'Start over' }).click();

  await page.getByRole('button', { name: 'Rename small-plant' }).click();
  await page.getByLabel('Name', { exact: true }).fill('North plant');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByRole('button', { name: 'Delete North plant' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('None yet.')).toBeVisible();
  await expect(page.getByText('No plant open')).toBeVisible();
});
