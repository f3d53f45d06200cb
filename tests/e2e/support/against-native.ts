import { expect, test, type Page } from '@playwright/test';
import { nativeAttach, type NativeAttachment, type NativeRollup } from '../../native/duckdb';
import { downloadPlant } from './plant';

const RELATIVE = 1e-9;

async function openSealed(page: Page, use: (plant: NativeAttachment) => Promise<void>): Promise<void> {
  const path = test.info().outputPath('plant.duckdb');
  await downloadPlant(page, path);
  const plant = await nativeAttach(path);
  try {
    await use(plant);
  } finally {
    plant.close();
  }
}

const close = (a: number, b: number) =>
  Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b), 1e-9);

/** Compare a sealed roll-up with minutes of native DuckDB, grouped to its buckets. Cells that differ, at most 5. */
async function differences(
  plant: NativeAttachment,
  table: 'minute_rollup' | 'hour_rollup',
  expected: NativeRollup,
): Promise<string[]> {
  const width = table === 'minute_rollup' ? 1 : 60;
  const tags = (await plant.query('SELECT tag FROM tags ORDER BY position')).map(({ tag }) => String(tag));
  const rows = await plant.query(
    `SELECT *, CAST(epoch(bucket) / 60 AS INTEGER) AS minute FROM ${table} ORDER BY bucket`,
  );
  const buckets = new Map<number, number[]>();
  expected.minutes.forEach((minute, at) => {
    const key = Math.floor(minute / width) * width;
    buckets.set(key, [...(buckets.get(key) ?? []), at]);
  });
  const found: string[] = [];
  const note = (what: string) => found.length < 5 && found.push(what);
  if (tags.length !== expected.tags.length) note(`${tags.length} tags, not ${expected.tags.length}`);
  if (rows.length !== buckets.size) note(`${rows.length} buckets, not ${buckets.size}`);
  for (const row of rows) {
    const members = buckets.get(Number(row.minute)) ?? [];
    const n = members.reduce((total, at) => total + expected.rows[at], 0);
    if (Number(row.n) !== n) note(`n of ${row.minute}: ${row.n}, not ${n}`);
    tags.forEach((tag, index) => {
      const cells = members.map((at) => at * tags.length + index).filter((cell) => expected.count[cell] > 0);
      const count = cells.reduce((total, cell) => total + expected.count[cell], 0);
      const sum = cells.reduce((total, cell) => total + expected.sum[cell], 0);
      const want = {
        count,
        min: Math.min(...cells.map((cell) => expected.min[cell])),
        max: Math.max(...cells.map((cell) => expected.max[cell])),
      };
      if (Number(row[`${tag}_count`]) !== count) note(`count of ${tag} at ${row.minute}`);
      for (const measure of ['min', 'max'] as const) {
        const value = row[`${tag}_${measure}`];
        if (count === 0 ? value !== null : value !== want[measure])
          note(`${measure} of ${tag} at ${row.minute}: ${value}, not ${want[measure]}`);
      }
      const avg = row[`${tag}_avg`];
      if (count > 0 && !close(Number(avg), sum / count))
        note(`avg of ${tag} at ${row.minute}: ${avg}, not ${sum / count}`);
    });
  }
  return found;
}

/** The open plant's file holds the minutes and hours that native DuckDB made of its export, and reports its rows. */
export async function expectEqual(page: Page, expected: NativeRollup): Promise<void> {
  await openSealed(page, async (plant) => {
    expect(await differences(plant, 'minute_rollup', expected)).toEqual([]);
    expect(await differences(plant, 'hour_rollup', expected)).toEqual([]);
    const [report] = await plant.query(
      'SELECT sum(rows_read) AS read, sum(rows_used) AS used, sum(rows_rejected) AS rejected FROM import_report',
    );
    const rows = expected.rows.reduce((total, n) => total + n, 0);
    expect(Number(report.used)).toBe(rows);
    expect(Number(report.read)).toBe(Number(report.used) + Number(report.rejected));
  });
}
