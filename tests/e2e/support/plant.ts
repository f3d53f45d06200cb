import { expect, type Page } from '@playwright/test';

/** Choose exports on the start page, import them, and wait until the plant is open. */
export async function importFiles(page: Page, paths: string | string[], query = ''): Promise<void> {
  await page.goto(`./${query}`);
  await page.locator('input[type=file]').setInputFiles(paths);
  await pressImport(page);
}

/** Press Import on the preview and wait until the plant is open. */
export async function pressImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('group', { name: 'Time range' })).toBeVisible({ timeout: 30_000 });
}

/** Save the file of the open plant, as a person would on the Data page. */
export async function downloadPlant(page: Page, path: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Data', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download the plant file/ }).click();
  await (await download).saveAs(path);
}

/** Names of the files under `plants/` in the page's private file system. */
export function plantFileNames(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle('plants', { create: true });
    const names: string[] = [];
    for await (const name of directory.keys()) names.push(name);
    return names.sort();
  });
}
