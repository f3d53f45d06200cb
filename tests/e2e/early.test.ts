/** Exports of weeks, written while they are read, in order of time and not, against native DuckDB. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { expect, test, type Page } from '@playwright/test';
import { sniffSource } from '../../scripts/bench/native.mjs';
import { nativeRollup } from '../native/duckdb';
import { READY_MARK } from '../../workers/ingest/ready-mark';
import { pressImport } from './support/plant';
import { expectEqual } from './support/against-native';

const TAGS = 12;
const START_MS = Date.UTC(2024, 0, 1);

/** A row a minute, about 260 bytes each. @param blocks minutes [from, to), in the order of the file */
async function writeBlocks(path: string, blocks: [number, number][]): Promise<void> {
  const out = createWriteStream(path);
  out.write(`time,${Array.from({ length: TAGS }, (_, tag) => `v${tag}`).join(',')}\n`);
  for (const [from, to] of blocks)
    for (let minute = from; minute < to; minute++) {
      const time = new Date(START_MS + minute * 60_000).toISOString().slice(0, 19);
      const values = Array.from({ length: TAGS }, (_, tag) => 50 + Math.sin(minute * (tag + 1)) * (tag + 1));
      if (!out.write(`${time},${values.join(',')}\n`)) await once(out, 'drain');
    }
  out.end();
  await once(out, 'finish');
}

/** Writer workers that the page started; the first is ready when it may write early. */
function watchWriters(page: Page) {
  const writers: { ready(): Promise<boolean> }[] = [];
  page.on('worker', (worker) => {
    if (!/writer/.test(worker.url())) return;
    const marked = (mark: string) => performance.getEntriesByName(mark).length > 0;
    writers.push({ ready: () => worker.evaluate(marked, READY_MARK) });
  });
  return writers;
}

for (const [name, blocks, attempts] of [
  ['in order is written once', [[0, 60_000]], 1],
  [
    'whose middle came first is read anew',
    [
      [10_000, 50_000],
      [0, 10_000],
      [50_000, 60_000],
    ],
    2,
  ],
] as const)
  test(`an export of six weeks ${name}, and equals native DuckDB`, async ({ page }) => {
    const path = test.info().outputPath('weeks.csv');
    await writeBlocks(path, blocks as unknown as [number, number][]);
    const writers = watchWriters(page);
    await page.goto('./');
    await page.locator('input[type=file]').setInputFiles(path);
    await expect.poll(async () => writers.length === 1 && (await writers[0].ready())).toBe(true);
    await pressImport(page);
    expect(writers).toHaveLength(attempts);
    await expectEqual(page, await nativeRollup(path, await sniffSource(path)));
  });
