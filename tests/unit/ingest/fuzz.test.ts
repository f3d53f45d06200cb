import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSource } from '$lib/ingest/plan';
import { PlanError } from '$lib/ingest/plan-error';
import { tagColumns, type SourcePlan } from '$lib/ingest/types';
import { goldenCase, goldenCases } from './support/golden';
import { importSliced, kernel, type Imported } from './support/import-bytes';
import { mutations } from './support/mutations';

/** More by `npm run test:long`, or FUZZ_RUNS=100000 npx vitest run tests/unit/ingest/fuzz.test.ts */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
/** Far beyond what a file of some kB takes: longer is a hang in the making. */
const MOST_MS = 5000;

const files = goldenCases.map((name) => ({ name, ...goldenCase(name) }));

function planOrRefusal(
  bytes: Uint8Array,
  headBytes: number,
  tailBytes: number,
  fileName: string,
): SourcePlan | null {
  const head = bytes.subarray(0, headBytes);
  const tail = bytes.subarray(Math.max(0, bytes.length - tailBytes));
  const middle =
    headBytes + tailBytes < bytes.length
      ? [{ start: headBytes, bytes: bytes.subarray(headBytes, headBytes + 200) }]
      : [];
  try {
    return planSource({ fileName, sizeBytes: bytes.length, head, tail, middle, likelyZone: 'Europe/Berlin' });
  } catch (error) {
    // A refusal names the file and says what to do.
    expect(error).toBeInstanceOf(PlanError);
    expect(error).toMatchObject({
      message: expect.stringContaining(fileName),
      advice: expect.stringMatching(/\.$/),
    });
    return null;
  }
}

/** The data's lines that are not blank, counted without the readers; null where quoted cells hold line ends. */
function plainRows(bytes: Uint8Array, plan: SourcePlan): string[] | null {
  const { encoding, lineEnd, quotedLineEnds } = plan.dialect;
  if (quotedLineEnds) return null;
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(plan.dataStart));
  const rows = text.split(lineEnd === '\r' ? /[\r\n]/ : '\n');
  return rows.filter((row) => /[^\0-\x20]/.test(row));
}

function checkCounts({ totals, minutes, tags }: Imported, bytes: Uint8Array, plan: SourcePlan): void {
  const { rowsRead, rowsUsed, rowsRejected, cellsRejected, issues } = totals;
  expect(rowsRead).toBe(rowsUsed + rowsRejected);
  expect(minutes.rows.reduce((sum, rows) => sum + rows, 0)).toBe(rowsUsed);
  const count = (of: typeof issues) => of.reduce((sum, issue) => sum + issue.count, 0);
  expect(count(issues.filter(({ rejectsRow }) => rejectsRow))).toBe(rowsRejected);
  expect(count(issues.filter(({ column }) => column >= 0))).toBe(cellsRejected);
  for (const { firstLine } of issues) {
    expect(firstLine).toBeGreaterThanOrEqual(plan.firstDataLine);
    expect(firstLine).toBeLessThanOrEqual(totals.lines);
  }
  const rows = plainRows(bytes, plan);
  if (rows) expect(rowsRead).toBe(rows.length);
  if (!rows || rowsRejected > 0 || plan.layout || rows.some((row) => row.includes('"'))) return;
  // Every cell that is not blank is a reading or an issue.
  const filled = (column: number) =>
    rows.filter((row) => (row.split(plan.dialect.delimiter)[column] ?? '').replace(/\0+$/, '').trim() !== '')
      .length;
  tagColumns(plan).forEach(({ index }, tag) => {
    const readings = minutes.minutes.reduce((sum, _, at) => sum + minutes.count[at * tags.length + tag], 0);
    expect(readings + count(issues.filter(({ column }) => column === index))).toBe(filled(index));
  });
  const empty = plan.columns.filter(({ kind }) => kind === 'empty');
  expect(count(issues.filter(({ reason }) => reason === 'column looked empty'))).toBe(
    empty.reduce((sum, { index }) => sum + filled(index), 0),
  );
}

const clean = ({ minutes, totals: { slicesKernel, slicesText, ...totals }, tags }: Imported) => ({
  minutes,
  totals: { ...totals, slices: slicesKernel + slicesText },
  tags,
});

async function check(bytes: Uint8Array, plan: SourcePlan, sliceBytes: number): Promise<void> {
  const byKernel = await importSliced(bytes, plan, sliceBytes, kernel);
  checkCounts(byKernel, bytes, plan);
  expect(clean(byKernel)).toEqual(clean(await importSliced(bytes, plan, sliceBytes)));
}

test(`${RUNS} changed exports are planned and read, or refused in words: no crash, no hang, no row lost`, async () => {
  let planned = 0;
  const property = fc.asyncProperty(
    fc.nat(files.length - 1),
    mutations,
    fc.constantFrom(1 << 20, 1 << 20, 300, 37),
    fc.constantFrom(1 << 20, 1 << 20, 150),
    fc.constantFrom('UTC', 'UTC', 'Europe/Berlin'),
    async (which, changes, sliceBytes, sampleBytes, zone) => {
      const started = performance.now();
      const { name, bytes: original } = files[which];
      const bytes = changes.reduce((all, change) => change(all).slice(0, 200_000), original);
      const plan = planOrRefusal(bytes, sampleBytes, sampleBytes, `${name}.csv`);
      if (plan) {
        planned++;
        await check(bytes, { ...plan, zone }, Math.max(sliceBytes, Math.ceil(bytes.length / 50))).catch(
          (cause: unknown) => {
            // The file itself, to make a fixture of.
            throw new Error(
              `in the file ${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 2000))}`,
              { cause },
            );
          },
        );
      }
      expect(performance.now() - started).toBeLessThan(MOST_MS);
    },
  );
  await fc.assert(property, { numRuns: RUNS });
  // Were most refused, this would test little.
  expect(planned).toBeGreaterThan(RUNS / 2);
}, 3_600_000);
