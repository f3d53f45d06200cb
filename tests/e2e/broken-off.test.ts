/** Imports that do not come to their end: whatever stops them, the next start is clean and nothing half is kept. */
import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type Page } from '@playwright/test';
import { ensureWide } from '../../scripts/wide/write.mjs';
import { importFiles, plantFileNames, pressImport } from './support/plant';

test.setTimeout(240_000);

/** Press Import and wait until slices are being read. */
async function startImport(page: Page, path: string): Promise<void> {
  await page.goto('./?workers=1');
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect.poll(() => plantFileNames(page)).toContainEqual(expect.stringMatching(/\.staging$/));
}

async function expectClean(page: Page): Promise<void> {
  await page.goto('./');
  await expect(page.getByText('None yet.')).toBeVisible();
  await expect.poll(() => plantFileNames(page)).toEqual([]);
}

test('cancelling leaves nothing behind and the choices as they were', async ({ page }) => {
  await startImport(page, await ensureWide({ rows: 400_000 }));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: /^Import/ })).toBeEnabled();
  expect(await plantFileNames(page)).toEqual([]);
});

test('a tab closed in mid-import leaves no debris after the next start', async ({ context }) => {
  const page = await context.newPage();
  await startImport(page, await ensureWide({ rows: 400_000 }));
  await page.close({ runBeforeUnload: false });
  await expectClean(await context.newPage());
});

test('a worker that breaks in mid-import is told in words', async ({ page }) => {
  await startImport(page, await ensureWide({ rows: 400_000 }));
  const worker = page.workers().find((candidate) => /importer/.test(candidate.url()));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('broken on purpose');
    });
  });
  await expect(page.getByRole('alert').filter({ hasText: 'worker stopped' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toBeEnabled();
  expect(await plantFileNames(page)).toEqual([]);
});

test('a tab that crashes in mid-import leaves no debris after the next start', async ({ context }) => {
  const page = await context.newPage();
  await startImport(page, await ensureWide({ rows: 400_000 }));
  const cdp = await context.newCDPSession(page);
  // The answer never comes: the page is gone.
  const crashed = page.waitForEvent('crash');
  cdp.send('Page.crash').catch(() => undefined);
  await crashed;
  await expectClean(await context.newPage());
});

test('a browser without room says so, keeps nothing, and imports once there is room', async ({
  page,
  baseURL,
}) => {
  const path = await ensureWide({ rows: 30_000 });
  await page.goto('./');
  const cdp = await page.context().newCDPSession(page);
  const { origin } = new URL(baseURL ?? '');
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(page.getByRole('button', { name: /^Import/ })).toBeEnabled();
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'no more room' })).toBeVisible({ timeout: 60_000 });
  await cdp.send('Storage.overrideQuotaForOrigin', { origin });
  await expectClean(page);
  await importFiles(page, path);
});

test('a file that vanishes while it is read is told in words', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'vanishing-'));
  const path = join(folder, 'export.csv');
  const rows = Array.from(
    { length: 5000 },
    (_, at) => `${new Date(1.7e12 + at * 1000).toISOString()},${at % 7}`,
  );
  await writeFile(path, `time,flow\n${rows.join('\n')}\n`);
  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(path);
  await expect(page.getByRole('button', { name: /^Import/ })).toBeEnabled();
  await truncate(path, 100);
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'moved, deleted or changed' })).toBeVisible();
  expect(await plantFileNames(page)).toEqual([]);
});

test('a plant stays after the browser is closed, and opens in a second tab beside the first', async ({
  baseURL,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'profile-'));
  const { executablePath, args } = test.info().project.use.launchOptions ?? {};
  const launch = () =>
    chromium.launchPersistentContext(profile, { executablePath, args: args ?? [], baseURL });
  const first = await launch();
  const page = await first.newPage();
  const path = await ensureWide({ rows: 3000 });
  await page.goto('./');
  await page.locator('input[type=file]').setInputFiles(path);
  await pressImport(page);
  await first.close();
  const second = await launch();
  const [one, two] = [await second.newPage(), await second.newPage()];
  for (const tab of [one, two]) {
    await tab.goto('./overview/');
    await expect(tab.getByRole('button', { name: /^Methane 7/ }).first()).toBeVisible({ timeout: 30_000 });
  }
  await second.close();
});
