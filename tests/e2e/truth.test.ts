/** Imports in the browser against native DuckDB on the same files: every minute and hour of every column. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { sniffSource, wideSource } from '../../scripts/bench/native.mjs';
import { ensureWide } from '../../scripts/wide/write.mjs';
import { nativeRollup, type NativeRollup } from '../native/duckdb';
import { expectEqual } from './support/against-native';
import { importFiles } from './support/plant';

const datasets = '../shared/datasets';
const missing = !existsSync(datasets);

/** Roll-ups of several exports with the same tags, one after the other; a minute may stand in several. */
function concat(parts: NativeRollup[]): NativeRollup {
  const cells = (key: 'sum' | 'avg' | 'min' | 'max') => Float64Array.from(parts.flatMap((p) => [...p[key]]));
  return {
    tags: parts[0].tags,
    minutes: Int32Array.from(parts.flatMap(({ minutes }) => [...minutes])),
    rows: Uint32Array.from(parts.flatMap(({ rows }) => [...rows])),
    sum: cells('sum'),
    avg: cells('avg'),
    min: cells('min'),
    max: cells('max'),
    count: Uint32Array.from(parts.flatMap(({ count }) => [...count])),
  };
}

test('a wide export in the shape of the reference plant, over several slices and two workers', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const path = await ensureWide({ rows: 30_000 });
  await importFiles(page, path, '?workers=2');
  await expectEqual(page, await nativeRollup(path, wideSource(path)));
});

test.describe('real exports (skipped where ../shared/datasets is absent)', () => {
  test.skip(missing, '../shared/datasets is absent');

  test('sixteen SKAB files become one plant', async ({ page }) => {
    test.setTimeout(300_000);
    const folder = join(datasets, 'skab/valve1');
    const paths = readdirSync(folder).map((name) => join(folder, name));
    await importFiles(page, paths);
    const parts = await Promise.all(paths.map(async (path) => nativeRollup(path, await sniffSource(path))));
    await expectEqual(page, concat(parts));
  });

  test('the 1 Hz turbine flow of a biogas meter', async ({ page }) => {
    test.setTimeout(300_000);
    const path = join(datasets, 'ghe_biogas_meter/data/raw_data/turbine-flow/2024-08-23.csv');
    await importFiles(page, path);
    await expectEqual(page, await nativeRollup(path, await sniffSource(path)));
  });
});
