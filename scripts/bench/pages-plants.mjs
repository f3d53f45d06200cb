import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Import a file as a person does. */
async function importFile(page, path) {
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByRole('button', { name: /^Import/ }).click();
  await page.getByTestId('import-result').waitFor({ state: 'attached', timeout: OPEN_TIMEOUT_MS });
  await rangeShown(page);
}

/** The plants that pages are measured with, by the name of the option: [{ name, open(page) }]. */
export const plants = {
  demo: { name: 'simulated plant, 90 days', open: openDemo },
  year: { name: 'imported year', open: async (page) => importFile(page, await ensureYear()) },
};
