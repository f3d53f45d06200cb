import { describe, expect, test } from 'vitest';
import { foldAt } from '$lib/ingest/fold-at';
import { planSource } from '$lib/ingest/plan';
import { readRows } from '$lib/ingest/read-rows';
import { tagColumns } from '$lib/ingest/types';
import { FIXTURES, goldenCase, goldenCases, goldenImport, inputOf, writeGolden } from './support/golden';
import { importBytes, importSliced, kernel } from './support/import-bytes';
import { nativeMinutes, nativeObstacle } from './support/native-minutes';

/**
 * Every case is `<name>.csv` and `<name>.expected.json`. `GOLDEN=write npx vitest run tests/unit/ingest/exports.test.ts` adds what
 * the import gives to cases that have no `import` yet: check it by hand before it is kept.
 */
const writes = process.env.GOLDEN === 'write';
const readable = goldenCases.filter((name) => !goldenCase(name).expected.error);

function planOf(name: string) {
  const { bytes, expected } = goldenCase(name);
  return {
    bytes,
    expected,
    plan: planSource(inputOf(bytes, `${name}.csv`, expected.likelyZone), expected.choices),
  };
}

describe('golden imports: plan, read path, merged minutes', () => {
  test.each(readable)('%s', async (name) => {
    const { bytes, expected, plan } = planOf(name);
    const imported = await importBytes(bytes, plan);
    const found = goldenImport(imported, plan);
    if (writes && !expected.import) writeGolden(name, { ...expected, import: found });
    const wanted = writes ? (goldenCase(name).expected.import ?? null) : (expected.import ?? null);
    expect(found).toEqual(wanted);
    expect(imported.paths.every((path) => path === 'kernel')).toBe(true);
    expect(found.rowsRead).toBe(found.rowsUsed + found.rowsRejected);
  });
});

test.each(readable)('%s is the same in slices of any size, by kernel and by text', async (name) => {
  const { bytes, expected, plan } = planOf(name);
  for (const size of [1, 50, 400, 1 << 20])
    for (const reader of [kernel, null])
      expect(goldenImport(await importSliced(bytes, plan, size, reader), plan)).toEqual(expected.import);
});

test.each(readable)('%s: its single readings are those of the minutes', async (name) => {
  const { bytes, expected, plan } = planOf(name);
  const columns = tagColumns(plan);
  const slice = { source: 0, order: 0, start: plan.dataStart, end: bytes.length, firstRow: 0 };
  const fold = await foldAt(async (from, to) => bytes.subarray(from, to), plan, slice.start, bytes.length);
  const { timesMs, columns: values } = readRows(
    { ...slice, fold },
    plan,
    bytes.subarray(plan.dataStart),
    columns,
    null,
  );
  const found = new Map<string, number[]>();
  columns.forEach(({ tag }, column) =>
    timesMs.forEach((ms, row) => {
      const value = values[column][row];
      const key = `${new Date(Math.floor(ms / 60_000) * 60_000).toISOString().slice(0, 16)}Z ${tag}`;
      if (!Number.isNaN(value)) found.set(key, [...(found.get(key) ?? []), value]);
    }),
  );
  const counted = [...found].map(([key, all]) => [key, all.length, Math.min(...all), Math.max(...all)]);
  const wanted = Object.entries(expected.import?.minutes ?? {}).flatMap(([minute, cells]) =>
    Object.entries(cells).flatMap(([tag, cell]) =>
      Array.isArray(cell) ? [[`${minute} ${tag}`, ...cell.slice(0, 3)]] : [],
    ),
  );
  expect(counted.sort()).toEqual(wanted.sort());
});

describe('native DuckDB gives the same minutes', () => {
  const asked = readable.filter((name) => {
    const { expected, plan } = planOf(name);
    return !expected.notNative && nativeObstacle(plan) === null;
  });
  test('most cases can be asked about', () => expect(asked.length).toBeGreaterThan(readable.length / 2));
  test.each(asked)('%s', async (name) => {
    const { expected, plan } = planOf(name);
    expect(await nativeMinutes(`${FIXTURES}/${name}.csv`, plan)).toEqual(expected.import?.minutes);
  });
});
