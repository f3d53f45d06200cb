import { beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../../workers/database/database';
import type { DatabaseApi } from '$lib/rpc/database';
import { gridOver } from '$lib/series/grid';
import { coverageQuery } from '$lib/sql/coverage';
import { mapped } from '$lib/sql/mapped';
import { numbersOf, type Query } from '$lib/sql/query';
import { figuresQuery } from '$lib/sql/figures';
import { minutesOfHoursQuery } from '$lib/sql/minutes-of-hours';
import { seriesQuery } from '$lib/sql/series';
import { sourceBlocksQuery } from '$lib/sql/source-index';
import { lastMinuteQuery, rangeParts, statisticsQuery } from '$lib/sql/statistics';
import { rollupFor } from '$lib/sql/time-range';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, MINUTE_MS, START_MS } from '../workers/database/test-plant';

let database: DatabaseApi;
let next = 1;
const run = async <T>(query: Query<T>) => query.decode(await database.query(next++, query));
const number = async (sql: string) => numbersOf(await database.querySafely(next++, sql, 1), 'v')[0];

beforeAll(async () => {
  database = createDatabase(nodeEngine(), attachTestPlant);
  await database.open({ kind: 'url', url: 'test plant' });
}, STARTING_MS);

test('a series at the width of the roll-up reads only the columns wanted', () => {
  const range = { fromMs: 60_000, toMs: 180_000 };
  expect(seriesQuery(['a'], range, MINUTE_MS)).toMatchObject({
    sql: `SELECT epoch_ms(bucket) AS t, n, "a_avg" AS avg0, "a_min" AS min0, "a_max" AS max0 FROM plant.minute_rollup WHERE bucket >= epoch_ms(CAST(? AS BIGINT)) AND bucket < epoch_ms(CAST(? AS BIGINT))`,
    params: [60_000, 180_000],
  });
});

test('a series in wider buckets weighs means by their readings and reads whole buckets', () => {
  expect(seriesQuery(['a'], { fromMs: 1, toMs: 7_200_001 }, 2 * HOUR_MS)).toMatchObject({
    sql: `SELECT epoch_ms(bucket) // 7200000 * 7200000 AS t, sum(n) AS n, sum("a_avg" * "a_count") / sum("a_count") AS avg0, min("a_min") AS min0, max("a_max") AS max0 FROM plant.hour_rollup WHERE bucket >= epoch_ms(CAST(? AS BIGINT)) AND bucket < epoch_ms(CAST(? AS BIGINT)) GROUP BY t`,
    params: [0, 4 * HOUR_MS],
  });
});

test('buckets are whole minutes', () => {
  expect(rollupFor(2 * HOUR_MS).table).toBe('plant.hour_rollup');
  expect(rollupFor(90 * MINUTE_MS).table).toBe('plant.minute_rollup');
  expect(() => rollupFor(1500)).toThrow('bucket of 1500 ms is not whole minutes');
});

test.each([1, 5, 30, 60, 120])(
  'buckets of %i minutes are those of the readings themselves',
  async (minutes) => {
    const bucketMs = minutes * MINUTE_MS;
    const range = { fromMs: START_MS, toMs: START_MS + 2 * HOUR_MS };
    const { timesMs, rows, series } = await run(seriesQuery(['ch4', 'spare'], range, bucketMs));
    expect(timesMs.length).toBe((2 * HOUR_MS) / bucketMs);
    const expected = await database.querySafely(
      next++,
      `SELECT epoch_ms(time) // ${bucketMs} * ${bucketMs} AS t, count(*) AS n, avg(ch4) AS a, min(ch4) AS low, max(ch4) AS high FROM raw GROUP BY t ORDER BY t`,
      1000,
    );
    const [t, n, a, low, high] = ['t', 'n', 'a', 'low', 'high'].map((c) => numbersOf(expected, c));
    timesMs.forEach((ms, at) => {
      const row = t.indexOf(ms);
      expect(rows[at]).toBe(row < 0 ? 0 : n[row]);
      if (row < 0) return expect(series[0].avg[at]).toBeNaN();
      expect(series[0].avg[at]).toBeCloseTo(a[row], 10);
      expect([series[0].min[at], series[0].max[at]]).toEqual([low[row], high[row]]);
    });
    expect(series[1].avg.every(Number.isNaN)).toBe(true);
  },
);

test('a range is cut into whole hours and the minutes around them', () => {
  const at = (minutes: number) => minutes * MINUTE_MS;
  expect(rangeParts({ fromMs: at(30), toMs: at(150) })).toEqual([
    { table: 'plant.minute_rollup', range: { fromMs: at(30), toMs: at(60) } },
    { table: 'plant.hour_rollup', range: { fromMs: at(60), toMs: at(120) } },
    { table: 'plant.minute_rollup', range: { fromMs: at(120), toMs: at(150) } },
  ]);
  expect(rangeParts({ fromMs: at(61), toMs: at(119) })).toHaveLength(1);
  expect(rangeParts({ fromMs: 0, toMs: at(60) })).toHaveLength(1);
});

test.each([
  ['hours and minutes', 20, 200],
  ['minutes alone', 61, 110],
  ['nothing', 31, 39],
])('statistics over %s are those of the readings', async (_, from, to) => {
  const range = { fromMs: START_MS + from * MINUTE_MS, toMs: START_MS + to * MINUTE_MS };
  const where = `FROM raw WHERE time >= epoch_ms(${range.fromMs}) AND time < epoch_ms(${range.toMs})`;
  const found = await run(statisticsQuery(['ch4', 'spare'], range));
  const last = await run(lastMinuteQuery(found, range));
  const [ch4, spare] = found;
  expect(ch4.readings).toBe(await number(`SELECT count(ch4) AS v ${where}`));
  const mean = await number(`SELECT avg(ch4) AS v ${where}`);
  if (Number.isNaN(mean)) expect(ch4.avg).toBeNaN();
  else expect(ch4.avg).toBeCloseTo(mean, 10);
  expect(ch4.min).toBe(await number(`SELECT min(ch4) AS v ${where}`));
  expect(ch4.max).toBe(await number(`SELECT max(ch4) AS v ${where}`));
  expect(last[0]).toBe(
    await number(
      `SELECT max_by(v, m) AS v FROM (SELECT date_trunc('minute', time) AS m, avg(ch4) AS v ${where} GROUP BY m)`,
    ),
  );
  expect([spare.readings, spare.avg, spare.lastRowMs, last[1]]).toEqual([0, NaN, NaN, NaN]);
});

test('coverage counts the rows in a range per bucket', async () => {
  const range = { fromMs: START_MS + 20 * MINUTE_MS, toMs: START_MS + 60 * MINUTE_MS };
  const { timesMs, rows } = await run(coverageQuery(range, 10 * MINUTE_MS));
  expect([...timesMs].map((ms) => (ms - START_MS) / MINUTE_MS)).toEqual([20, 30, 40, 50]);
  expect([...rows]).toEqual([60, 0, 60, 60]);
});

test('index blocks are those that overlap the range', async () => {
  const blocks = await run(sourceBlocksQuery({ fromMs: START_MS, toMs: START_MS + 2 * HOUR_MS }));
  expect(blocks).toEqual([
    { source: 0, start: 0, end: 50_000, minMs: START_MS, maxMs: START_MS + 7_199_000 },
  ]);
});

test('a mapping to a tag that the plant lacks counts as unmapped', () => {
  const m = mapped({ 'gas.ch4': 'ch4', 'gas.co2': 'gone' }, ['ch4']);
  expect(m.column('gas.ch4', 'avg')).toBe('"ch4_avg"');
  expect([m.has('gas.co2'), m.has('toString')]).toEqual([false, false]);
  expect(m.column('gas.co2', 'count')).toBe('CAST(NULL AS INTEGER)');
});

test.each([
  ['minutes', 7, 187, 5],
  ['hours and the minutes around them', 7, 187, 60],
  ['nothing', 31, 39, 60],
])('means for figures in buckets of %s are those of the readings', async (_, from, to, minutes) => {
  const range = { fromMs: START_MS + from * MINUTE_MS, toMs: START_MS + to * MINUTE_MS };
  const where = `FROM raw WHERE time >= epoch_ms(${range.fromMs}) AND time < epoch_ms(${range.toMs})`;
  const [ch4, spare] = await run(figuresQuery(['ch4', 'spare'], range, minutes * MINUTE_MS));
  expect(ch4.readings).toBe(await number(`SELECT count(ch4) AS v ${where}`));
  expect([spare.readings, spare.mean]).toEqual([0, Number.NaN]);
  const mean = await number(`SELECT avg(ch4) AS v ${where}`);
  if (Number.isNaN(mean)) expect(ch4.mean).toBeNaN();
  else expect(ch4.mean).toBeCloseTo(mean, 10);
  const grid = gridOver(range, minutes * MINUTE_MS);
  expect(ch4.means.length).toBe(grid.length);
  const first = `time < epoch_ms(${grid.startMs + minutes * MINUTE_MS})`;
  const expected = await number(`SELECT avg(ch4) AS v ${where} AND ${first}`);
  if (Number.isNaN(expected)) expect(ch4.means[0]).toBeNaN();
  else expect(ch4.means[0]).toBeCloseTo(expected, 10);
});

test('minutes of some hours are those of a series over all, in one statement', async () => {
  const range = { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
  const hours = [START_MS, START_MS + 2 * HOUR_MS].map((ms) => Math.floor(ms / HOUR_MS) * HOUR_MS);
  const all = await run(seriesQuery(['ch4'], { fromMs: hours[0], toMs: hours[1] + HOUR_MS }, MINUTE_MS));
  const some = await run(minutesOfHoursQuery(['ch4'], { range, untilMs: range.toMs }, hours));
  const kept = Array.from(all.timesMs.keys()).filter((at) =>
    hours.includes(Math.floor(all.timesMs[at] / HOUR_MS) * HOUR_MS),
  );
  const pick = (values: Float64Array) => Float64Array.from(kept, (at) => values[at]);
  expect(some.timesMs).toEqual(pick(all.timesMs));
  expect(some.rows).toEqual(pick(all.rows));
  for (const measure of ['avg', 'min', 'max'] as const)
    expect(some.series[0][measure]).toEqual(pick(all.series[0][measure]));
});
