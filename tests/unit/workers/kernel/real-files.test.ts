import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planSource, type PlanChoices } from '$lib/ingest/plan';
import { PlanError } from '$lib/ingest/plan-error';
import { cutSlices } from '$lib/ingest/slices';
import type { SourcePlan } from '$lib/ingest/types';
import { wideChunks } from '../../../../scripts/wide/csv.mjs';
import { collect } from '../../support/collect';
import { expectSame } from './against-text';

const HEAD = 512 * 1024;
const TAIL = 256 * 1024;
const MOST = 1 << 20;

/** The plan, null for a file that is refused. */
function planOf(bytes: Uint8Array, fileName: string, choices: PlanChoices = {}): SourcePlan | null {
  const tail = bytes.subarray(Math.max(0, bytes.length - TAIL));
  try {
    return planSource({ fileName, sizeBytes: bytes.length, head: bytes.subarray(0, HEAD), tail }, choices);
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}

/** Compare slice by slice; returns the rows used. */
async function compare(plan: SourcePlan, bytes: Uint8Array, targetBytes: number): Promise<number> {
  const read = async (start: number, end: number) => bytes.subarray(start, end);
  const ranges = await collect(
    cutSlices(read, plan.dialect, plan.dataStart, Math.min(bytes.length, plan.dataStart + MOST), targetBytes),
  );
  return ranges.reduce(
    (rows, { start, end }) => rows + expectSame(plan, bytes.subarray(start, end), null, start).rowsUsed,
    0,
  );
}

const csvFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => `${folder}/${name}`);
const readBytes = (path: string) => new Uint8Array(readFileSync(path));

describe('the kernel gives what the text reader gives on every fixture', () => {
  test.each(csvFiles('tests/fixtures'))('%s', async (path) => {
    const expected = path.replace(/csv$/, 'expected.json');
    const choices = existsSync(expected) ? JSON.parse(readFileSync(expected, 'utf8')).choices : {};
    const bytes = readBytes(path);
    const plan = planOf(bytes, path, choices);
    if (!plan) return;
    for (const targetBytes of [MOST, 100, 1]) await compare(plan, bytes, targetBytes);
    for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe'])
      await compare({ ...plan, zone, zoneInFile: false }, bytes, MOST);
  });
});

const datasets = '../shared/datasets';
const files = existsSync(datasets) ? csvFiles(datasets) : [];
const absent = files.length === 0 ? ' (skipped: ../shared/datasets is absent)' : '';

describe.skipIf(files.length === 0)(
  `the kernel gives what the text reader gives on real files${absent}`,
  () => {
    test.each(files)('%s', async (path) => {
      const bytes = readBytes(path);
      const plan = planOf(bytes, path);
      if (plan) await compare(plan, bytes, 300_000);
    });
  },
);

test('the kernel gives what the text reader gives on the wide file', async () => {
  const bytes = new Uint8Array(
    Buffer.concat(Array.from(wideChunks({ rows: 5000 }), (chunk) => Buffer.from(chunk))),
  );
  const plan = planOf(bytes, 'wide.csv');
  if (!plan) throw new Error('wide file without a plan');
  expect(await compare(plan, bytes, 200_000)).toBeGreaterThan(1000);
  expectSame(plan, bytes.subarray(plan.dataStart));
});
