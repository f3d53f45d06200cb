import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFreshBrowser } from './product.mjs';

const OPEN_TIMEOUT_MS = 10 * 60_000;
const DAYS = 365;
const SEED = 7;
/** Raised when the simulator writes other bytes, so that the cached year is written again. */
const VERSION = 1;
const cache = fileURLToPath(new URL('../../.cache/bench', import.meta.url));
const simulator = fileURLToPath(new URL('../simulate.mjs', import.meta.url));

/** Path of a simulated year at one reading a minute, written at the first call and reused by later ones. */
export async function ensureYear() {
  const path = join(cache, `year-v${VERSION}-seed${SEED}.csv`);
  if (existsSync(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.part`;
  const options = ['--days', DAYS, '--hz', '0.0167', '--seed', SEED, '--out', unfinished].map(String);
  const child = spawn(process.execPath, [simulator, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`simulate.mjs ended with ${code}`);
  await rename(unfinished, path);
  return path;
}

const rangeShown = (page) =>
  page.getByRole('group', { name: 'Time range' }).waitFor({ timeout: OPEN_TIMEOUT_MS });

/** Open the simulated plant that comes with the site. */
async function openDemo(page) {
  await page.getByRole('button', { name: 'Open the simulated plant' }).click();
  await rangeShown(page);
}

/** Import a file as a person does, and save the sealed plant. */
async function importAndSave(page, path, out) {
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByRole('button', { name: /^Import/ }).click();
  await page.getByTestId('import-result').waitFor({ state: 'attached', timeout: OPEN_TIMEOUT_MS });
  await rangeShown(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Data', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download the plant file/ }).click();
  await (await download).saveAs(out);
}

const yearPlant = join(cache, `year-v${VERSION}-seed${SEED}.duckdb`);

/** The year, imported once by the product itself; kept, as an import of it takes minutes. */
async function prepareYear(site) {
  if (existsSync(yearPlant)) return;
  const csv = await ensureYear();
  await withFreshBrowser(async ({ page }) => {
    await page.goto(`${site}/`);
    await importAndSave(page, csv, yearPlant);
  });
}

/** A plant file that is dropped on the start page opens by itself. */
async function openYear(page) {
  await page.locator('input[type=file]').first().setInputFiles(yearPlant);
  await rangeShown(page);
}

/** The plants that pages are measured with, by the name of the option: [{ name, prepare(site), open(page) }]. */
export const plants = {
  demo: { name: 'simulated plant, 90 days', prepare: async () => {}, open: openDemo },
  year: { name: 'imported year', prepare: prepareYear, open: openYear },
};
