import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

test('without a plant every page says what it would show, and leads to the start', async ({ page }) => {
  for (const path of ['overview/', 'trends/', 'data/']) {
    await page.goto(`./${path}`);
    await expect(page.getByText('No plant is open.')).toBeVisible();
    const { violations } = await new AxeBuilder({ page: page as never }).analyze();
    expect(violations).toEqual([]);
  }
  await page.getByRole('main').getByRole('link', { name: 'Open data' }).click();
  await expect(page.getByRole('heading', { name: 'Biogas Analytics' })).toBeVisible();
});

test('the first Tab offers to skip to the content', async ({ page }) => {
  await page.goto('./overview/');
  await expect(page.getByText('No plant is open.')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the search opens by Ctrl K and goes to a page', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByText('None yet.')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('trends');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/trends\/$/);
  await expect(page).toHaveTitle('Trends – Biogas Analytics');
});

test('a chosen theme stays after a reload', async ({ page }) => {
  await page.goto('./');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(await background()).toBe('rgb(233, 235, 236)');
  await page.getByLabel('Light or dark').selectOption('dark');
  expect(await background()).toBe('rgb(21, 25, 28)');
  await page.reload();
  expect(await background()).toBe('rgb(21, 25, 28)');
  await expect(page.getByLabel('Light or dark')).toHaveValue('dark');
});

test('on a phone nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['', 'overview/', 'trends/', 'data/']) {
    await page.goto(`./${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});
