import { beforeAll, expect, test } from 'vitest';
import type { DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { BASE } from '$lib/sql/base-plant';
import { BasePlant } from '../../../../workers/ingest/base-plant';
import { nodeEngine, STARTING_MS } from '../database/node-engine';
import { fillTestPlant, MINUTE_MS, START_MS, TEST_TAGS } from '../database/test-plant';

let base: BasePlant;
let engine: DuckDBBindings;
beforeAll(async () => {
  engine = await nodeEngine();
  base = new BasePlant(engine, (_, connection) => {
    connection.query("ATTACH ':memory:' AS plant");
    fillTestPlant(connection);
    connection.query(`ATTACH ':memory:' AS ${BASE}`);
    connection.query(`COPY FROM DATABASE plant TO ${BASE}`);
  });
}, STARTING_MS);

test('a plant to continue tells its tags, report, issues, index and plans', () => {
  const { tags, reports, issues, index, plans } = base.facts;
  expect(tags.map(({ tag }) => tag)).toEqual(TEST_TAGS);
  expect(tags[0]).toEqual({
    tag: 'ch4',
    header: 'CH4',
    canonical: 'gas.ch4',
    confidence: 0.9,
    unit: '%',
    kind: 'number',
  });
  expect(tags.at(-1)?.canonical).toBeNull();
  expect(reports).toEqual([
    {
      name: 'plant.csv',
      bytes: 100_000,
      lines: 1382,
      rowsRead: 1381,
      rowsUsed: 1380,
      rowsRejected: 1,
      cellsRejected: 3,
      firstMs: START_MS,
      lastMs: START_MS + 14_390_000,
      slicesKernel: 0,
      slicesReadCsv: 4,
      slicesText: 1,
    },
  ]);
  expect(issues.map(({ column, count, firstLine }) => [column, count, firstLine])).toEqual([
    ['CH4', 3, 17],
    ['', 1, 99],
  ]);
  expect(index[1]).toEqual({
    source: 0,
    start: 50_000,
    end: 100_000,
    minMs: START_MS + 7_200_000,
    maxMs: START_MS + 14_390_000,
  });
  expect(JSON.parse(plans[0])).toEqual({ fileName: 'plant.csv', sizeBytes: 100_000 });
});

test('its minutes are a part like any other, whatever piece is read', () => {
  const part = base.staged(TEST_TAGS.map((_, at) => at));
  expect(part.minutes.length).toBe(230);
  expect(part.minutes[30] - part.minutes[29]).toBe(11);
  const all = part.read(0, 230);
  const piece = part.read(25, 35);
  expect(piece.minutes).toEqual(all.minutes.subarray(25, 35));
  for (const key of ['sum', 'min', 'max', 'count'] as const)
    expect(piece[key]).toEqual(all[key].subarray(25 * TEST_TAGS.length, 35 * TEST_TAGS.length));
  const raw = engine
    .connect()
    .query(
      `SELECT CAST(count(ch4) AS DOUBLE) AS n, CAST(sum(ch4) AS DOUBLE) AS total, min(ch4) AS low FROM raw WHERE time >= epoch_ms(${START_MS + 5 * MINUTE_MS}) AND time < epoch_ms(${START_MS + 6 * MINUTE_MS})`,
    );
  const [row] = raw.toArray().map((found) => found.toJSON() as Record<string, number>);
  const cell = 5 * TEST_TAGS.length;
  expect(all.rows[5]).toBe(6);
  expect(all.count[cell]).toBe(row.n);
  expect(all.sum[cell]).toBeCloseTo(row.total, 9);
  expect(all.min[cell]).toBe(row.low);
  // The spare tag never had a reading.
  expect(all.count[cell + TEST_TAGS.length - 1]).toBe(0);
});
