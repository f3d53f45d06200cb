import { createReadStream, createWriteStream } from 'node:fs';
import { chromium, expect, test } from '@playwright/test';
import { fileURLToPath } from 'node:url';

const seed = fileURLToPath(new URL('../fixtures/exports/small-plant.csv', import.meta.url));

/** The fixture again and again: its rows fall in the same minutes, its header lines are no readings. */
async function repeated(path: string, times: number): Promise<void> {
  const out = createWriteStream(path);
  for (let at = 0; at < times; at++) for await (const chunk of createReadStream(seed)) out.write(chunk);
  await new Promise<void>((resolve) => out.end(resolve));
}

// Chromium collects a file's stream to which only its pending read refers, and the read never ends (forward-reader.ts).
test('an import comes to its end however often the collector runs', async ({ baseURL }, testInfo) => {
  const path = testInfo.outputPath('long.csv');
  await repeated(path, 1500);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || undefined,
    args: ['--no-sandbox', '--js-flags=--expose-gc'],
  });
  try {
    const page = await browser.newPage({ baseURL });
    page.on('worker', (worker) => {
      const collect = () => void setInterval(() => (globalThis as unknown as { gc(): void }).gc(), 50);
      if (worker.url().includes('importer')) void worker.evaluate(collect);
    });
    await page.goto('./');
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByRole('button', { name: /^Import/ }).click();
    await expect(page.getByTestId('import-result')).toBeAttached();
  } finally {
    await browser.close();
  }
});
