import AxeBuilder from '@axe-core/playwright';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/exports/${name}`, import.meta.url));

async function choose(page: Page, ...names: string[]) {
  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(names.map(fixture));
  await expect(page.getByRole('heading', { name: 'Check what was understood' })).toBeVisible();
}

const fact = (page: Page, name: string) => page.locator('dl > div', { hasText: name }).locator('dd');
const importButton = (page: Page) => page.getByRole('button', { name: /^Import/ });

test('an export is understood before it is imported, and the page is accessible', async ({ page }) => {
  await choose(page, 'small-plant.csv');
  await expect(fact(page, 'Text')).toHaveText('UTF-8, separated by commas, decimal point');
  await expect(fact(page, 'First to last')).toContainText('2024-03-30 22:00:00 to 2024-03-31 00:59:50 (UTC)');
  await expect(page.getByLabel('Meaning of bop_plc_abb_gc_outletstream_ch4')).toHaveValue('gas.ch4');
  await expect(page.getByText('1 row of 1,050 sampled have no readable time')).toBeVisible();
  await expect(importButton(page)).toBeEnabled();
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
});

test('another zone moves the times', async ({ page }) => {
  await choose(page, 'small-plant.csv');
  await page.getByLabel('In the zone').fill('Europe/Berlin');
  await page.getByLabel('In the zone').press('Enter');
  await expect(fact(page, 'First to last')).toContainText('(Europe/Berlin)');
});

test('semicolons, decimal commas, Windows text, and date and time in two columns are understood', async ({
  page,
}) => {
  await choose(page, 'german.csv');
  await expect(fact(page, 'Text')).toHaveText('Windows-1252, separated by semicolons, decimal comma');
  await expect(fact(page, 'First to last')).toContainText('2024-01-14 08:00:00 to 2024-01-14 11:59:00');
  await expect(page.getByLabel('Kind of Gebläse läuft')).toBeVisible();
});

test('a file without times offers row number and interval', async ({ page }) => {
  await choose(page, 'no-time.csv');
  await expect(page.getByLabel('Time from')).toHaveValue('rows');
  await page.getByLabel('Seconds between rows').fill('60');
  await page.getByLabel('Seconds between rows').press('Enter');
  await expect(fact(page, 'First to last')).toContainText('04:59:00');
  await expect(importButton(page)).toBeEnabled();
});

for (const [name, words] of [
  ['empty.csv', 'is empty'],
  ['header-only.csv', 'no row of data'],
  ['binary.csv', 'is an image. Export the readings as CSV'],
]) {
  test(`${name} is refused in a sentence, with what to do`, async ({ page }) => {
    await choose(page, name);
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(importButton(page)).toBeDisabled();
  });
}

test('of several files the broken one can be left out', async ({ page }) => {
  await choose(page, 'small-plant.csv', 'empty.csv');
  await expect(importButton(page)).toHaveText('Import 1 of 2 files');
  await page.getByRole('button', { name: 'empty.csv (problem)' }).click();
  await page.getByRole('button', { name: 'Leave empty.csv out' }).click();
  await expect(importButton(page)).toHaveText('Import');
});

test('the table of columns is searched and edited; an unknown meaning is refused', async ({ page }) => {
  await choose(page, 'small-plant.csv');
  await page.getByPlaceholder('Search columns').fill('zso');
  await expect(page.getByRole('region', { name: 'Table of columns' }).getByRole('row')).toHaveCount(2);
  const meaning = page.getByLabel('Meaning of bop_plc_xv2101_zso');
  await meaning.fill('nonsense');
  await meaning.press('Enter');
  await expect(page.getByText('"nonsense" is no meaning this site knows')).toBeVisible();
  await meaning.fill('plant.running');
  await meaning.press('Enter');
  await expect(meaning).toHaveValue('plant.running');
});

test('what was chosen of the columns is remembered for the next export with this header', async ({
  page,
}) => {
  test.setTimeout(90_000);
  await choose(page, 'small-plant.csv');
  await page.getByLabel('Unit of bop_plc_bge_blowervfd_speed').fill('rpm');
  await page.getByLabel('Unit of bop_plc_bge_blowervfd_speed').press('Enter');
  await importButton(page).click();
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 60_000 });
  await choose(page, 'small-plant.csv');
  await expect(page.getByText('Your choices from the last import with this header')).toBeVisible();
  await expect(page.getByLabel('Unit of bop_plc_bge_blowervfd_speed')).toHaveValue('rpm');
});

test('without room the import is refused before it starts', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.storage.estimate = () => Promise.resolve({ quota: 1_000_000, usage: 900_000 });
  });
  await choose(page, 'small-plant.csv');
  await expect(page.getByRole('alert')).toContainText('There is no room for this plant');
  await expect(importButton(page)).toBeDisabled();
});

test('without private files the plant lives in memory, and the page says so', async ({ page }) => {
  test.setTimeout(90_000);
  await page.addInitScript(() => {
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('not here', 'SecurityError'));
  });
  await choose(page, 'small-plant.csv');
  await expect(page.getByText('the plant lives in memory')).toBeVisible();
  await page.getByRole('radio', { name: /Quick look/ }).check();
  await importButton(page).click();
  await expect(page.getByTestId('import-result')).toContainText('gone when the tab closes', {
    timeout: 60_000,
  });
  await page.getByRole('link', { name: 'Look at the plant' }).click();
  await expect(page.getByRole('button', { name: /^Methane/ }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('part of the export')).toBeVisible();
});
