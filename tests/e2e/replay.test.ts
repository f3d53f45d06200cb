import AxeBuilder from '@axe-core/playwright';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { importFiles } from './support/plant';

/** Readings every 10 s from 2024-03-30 22:00 to 2024-03-31 01:00 UTC. */
const small = fileURLToPath(new URL('../fixtures/exports/small-plant.csv', import.meta.url));
const CH4 = 'bop_plc_abb_gc_outletstream_ch4';
const ALL = 'from=2024-03-30T22:00:00Z&to=2024-03-31T01:00:00Z';

const bar = (page: Page) => page.getByRole('region', { name: 'Replay' });
const clock = (page: Page) => page.getByRole('slider', { name: 'Time of the replay' });
const label = (page: Page) => page.getByTestId('replay-label');
const clockMs = async (page: Page) => Number(await clock(page).inputValue());
const at = (time: string) => Date.parse(`2024-03-${time}Z`);

/** Times of the rows in the first chart's table, ms since epoch. */
async function tableTimes(page: Page): Promise<number[]> {
  const table = page.getByTestId('chart-table').first();
  if ((await table.getAttribute('open')) === null) await table.locator('summary').click();
  const texts = await table.locator('tbody th').allTextContents();
  return texts.map((text) => Date.parse(text));
}

async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations).toEqual([]);
}

async function setClock(page: Page, ms: number) {
  await clock(page).evaluate((slider: HTMLInputElement, value) => {
    slider.value = String(value);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  }, ms);
}

test('a replay is begun, played, paused, scrubbed and left', async ({ page }) => {
  test.setTimeout(120_000);
  await importFiles(page, small);
  await page.getByRole('navigation').getByRole('link', { name: 'Trends', exact: true }).click();
  await page.getByRole('button', { name: 'Show some to start with' }).click();
  await expect(page.getByTestId('chart-summary').first()).toContainText('between');

  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(label(page)).toHaveText('replay 60x, paused');
  await expect(bar(page).getByRole('button', { name: 'Play' })).toBeFocused();
  await expectAccessible(page);
  const begun = await clockMs(page);
  expect(begun).toBe(at('30T22:01:00'));

  await bar(page).getByLabel('Speed').selectOption('600x');
  await bar(page).getByRole('button', { name: 'Play' }).press('Space');
  await expect(label(page)).toHaveText('replay 600x');
  await expect.poll(() => clockMs(page)).toBeGreaterThan(begun + 600_000);
  await bar(page).getByRole('button', { name: 'Pause' }).press('Space');
  await expect(label(page)).toHaveText('replay 600x, paused');
  const paused = await clockMs(page);
  await page.waitForTimeout(1500);
  expect(await clockMs(page)).toBe(paused);
  await expect(page).toHaveURL(/speed=600&paused=yes/);

  await setClock(page, at('30T23:30:00'));
  await expect(page.getByTestId('chart-summary').first()).toContainText('to Sat 30 Mar 2024 23:30 UTC.');
  await bar(page).getByRole('button', { name: 'Back by 10 h' }).click();
  expect(await clockMs(page)).toBe(begun);

  await bar(page).getByLabel('Speed').selectOption('3600x');
  await bar(page).getByRole('button', { name: 'Play' }).click();
  await expect(bar(page)).toContainText('The data ends here.', { timeout: 20_000 });
  expect(await clockMs(page)).toBe(at('31T01:00:00'));

  await bar(page).getByRole('button', { name: 'Back to all data' }).click();
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Replay', exact: true })).toBeFocused();
  await expect(page).not.toHaveURL(/replay=/);
});

test('a link opens a replay; no page shows anything at or after its clock', async ({ page }) => {
  test.setTimeout(120_000);
  await importFiles(page, small);
  const link = `${ALL}&tags=${CH4}&replay=2024-03-30T23:00:00Z&speed=60&paused=yes`;
  await page.goto(`./trends/?${link}`);
  await expect(label(page)).toHaveText('replay 60x, paused', { timeout: 20_000 });
  await expect(page.getByTestId('chart-summary')).toContainText('between', { timeout: 20_000 });
  const times = await tableTimes(page);
  expect(times.length).toBeGreaterThan(50);
  expect(Math.max(...times)).toBeLessThan(at('30T23:00:00'));
  expect(Math.max(...times)).toBeGreaterThan(at('30T22:55:00'));

  await page.getByRole('navigation').getByRole('link', { name: 'Overview', exact: true }).click();
  await expect(label(page)).toHaveText('replay 60x, paused');
  await expect(page.getByTestId('coverage-strip')).toHaveAttribute('aria-label', /none in 6[5-8] % of/);
  await expect(
    page.getByRole('region', { name: 'Key figures' }).getByRole('button', { name: /^Methane \d/ }),
  ).toBeVisible();
  expect(Math.max(...(await tableTimes(page)))).toBeLessThan(at('30T23:00:00'));
  await expectAccessible(page);

  const answer = await page.evaluate(async () => (await fetch('../api/system/trends?hours=24')).json());
  expect(answer.data.hourly.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual([
    '2024-03-30T22:00:00.000Z',
  ]);

  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Trends' })).toBeVisible();
  await expect(label(page)).toHaveText('replay 60x, paused');
});

test('a preset slides with the clock, and playing leaves no trail in the history', async ({ page }) => {
  test.setTimeout(120_000);
  await importFiles(page, small);
  await page.goto(`./trends/?range=1h&tags=${CH4}&replay=2024-03-30T23:30:00Z&speed=600`);
  await expect(label(page)).toHaveText('replay 600x', { timeout: 20_000 });
  const entries = await page.evaluate(() => history.length);
  const from = page.getByLabel(/^From/);
  await expect.poll(() => from.inputValue()).toMatch(/T(22:[3-5]|23:)/);
  const first = await from.inputValue();
  await expect.poll(() => from.inputValue()).not.toBe(first);
  await expect
    .poll(async () => (await tableTimes(page))[0], { timeout: 20_000 })
    .toBeGreaterThan(at('30T23:00:00'));
  await bar(page).getByRole('button', { name: 'Pause' }).click();
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test('on a phone the bar is not wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await importFiles(page, small);
  await page.goto('./overview/?replay=2024-03-30T23:30:00Z&speed=3600&paused=yes');
  await expect(bar(page)).toBeVisible({ timeout: 20_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  // Figures that wait, and those computed anew, read as well as the others.
  await expectAccessible(page);
  await expect(page.getByRole('region', { name: 'Key figures' })).toHaveAttribute('aria-busy', 'false');
  await expectAccessible(page);
});
