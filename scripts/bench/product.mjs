import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { serve } from '../serve.mjs';
import { watchCpu } from './cpu.mjs';
import { memoryOfTree, watchMemory } from './memory.mjs';

const IMPORT_TIMEOUT_MS = 60 * 60_000;
const SETTLE_MS = 1500;
/** The same as in playwright.config.ts. */
const FLAGS =
  '--no-sandbox --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const systemChromium = '/usr/bin/chromium';
const buildFolder = fileURLToPath(new URL('../../build', import.meta.url));

/** Chromium for benchmarks: CHROMIUM_PATH, else the system's, else Playwright's own. */
const browserPath = () =>
  process.env.CHROMIUM_PATH || (existsSync(systemChromium) ? systemChromium : undefined);

/** Run `use` with a page of a browser with a fresh profile, which is deleted afterwards. */
export async function withFreshBrowser(use) {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    args: FLAGS.split(' '),
  });
  try {
    return await use({ page: context.pages()[0] ?? (await context.newPage()), profile });
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Run `use` with the address of the built site on a free port. */
export async function withSite(use) {
  if (!existsSync(buildFolder)) throw new Error(`${buildFolder} is missing: npm run build comes first`);
  const server = await serve({ port: 0 });
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function numberAttribute(element, name) {
  const text = await element.getAttribute(name);
  const number = Number(text);
  if (text === null || text === '' || !Number.isFinite(number))
    throw new Error(`import-result has ${name} "${text}", which is not a number`);
  return number;
}

/** Durations of the page's main-thread tasks of over 50 ms (Long Tasks API) from now on, ms; read by `longTasks`. */
const watchLongTasks = (page) =>
  page.evaluate(() => {
    window.longTasksMs = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasksMs.push(duration);
    }).observe({ type: 'longtask' });
  });
const longTasks = (page) => page.evaluate(() => window.longTasksMs);

async function pressImport(page) {
  const button = page.getByRole('button', { name: /^Import/ });
  const result = page.getByTestId('import-result');
  await button.waitFor();
  const began = performance.now();
  await button.click();
  await result.waitFor({ state: 'attached', timeout: IMPORT_TIMEOUT_MS });
  return { result, wallSeconds: (performance.now() - began) / 1000 };
}

/**
 * Import a file in the built product with a fresh browser.
 * @returns seconds (press to sealed), readSeconds (parse and aggregate), wallSeconds (as seen from outside),
 *   cpuSeconds (processor time of all its processes), rows, sizeBytes, longTasksMs (the page's tasks of over 50 ms while importing), and the browser's memory in bytes: baselineBytes before, peakBytes while importing
 */
export function productRun(site, path, workers) {
  return withFreshBrowser(async ({ page, profile }) => {
    await page.goto(`${site}/?workers=${workers}`);
    const input = page.locator('input[type=file]').first();
    await input.waitFor({ state: 'attached' });
    await pause(SETTLE_MS);
    const baselineBytes = memoryOfTree(profile);
    await input.setInputFiles(path);
    const memory = watchMemory(profile);
    try {
      await page.getByRole('button', { name: /^Import/ }).waitFor();
      await watchLongTasks(page);
      const cpu = watchCpu(profile);
      const { result, wallSeconds } = await pressImport(page);
      return {
        cpuSeconds: cpu(),
        longTasksMs: await longTasks(page),
        seconds: await numberAttribute(result, 'data-seconds'),
        readSeconds: await numberAttribute(result, 'data-read-seconds'),
        rows: await numberAttribute(result, 'data-rows'),
        sizeBytes: await numberAttribute(result, 'data-bytes'),
        wallSeconds,
        baselineBytes,
        peakBytes: memory.stop().peakBytes,
      };
    } finally {
      memory.stop();
    }
  });
}
