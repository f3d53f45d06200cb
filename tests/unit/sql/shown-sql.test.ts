import { beforeAll, describe, expect, test } from 'vitest';
import { errorPlace, splitPlace, withPlace } from '$lib/sql/error-place';
import { exampleQueries } from '$lib/sql/example-queries';
import { numbersOf } from '$lib/sql/query';
import { safeQuery } from '$lib/sql/safe-query';
import { seriesQuery } from '$lib/sql/series';
import { shownInstant, shownName, shownRise, shownSeries, shownStatistic } from '$lib/sql/shown-sql';
import type { DatabaseApi } from '$lib/rpc/database';
import { createDatabase } from '../../../workers/database/database';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, MINUTE_MS, START_MS } from '../workers/database/test-plant';

const RANGE = { fromMs: START_MS + 7 * MINUTE_MS, toMs: START_MS + 3 * HOUR_MS + 11 * MINUTE_MS };
let database: DatabaseApi;
let id = 0;
const run = (sql: string) => database.querySafely(++id, sql, 1000);

beforeAll(async () => {
  database = createDatabase(nodeEngine(), attachTestPlant);
  await database.open({ kind: 'url', url: 'test' });
}, STARTING_MS);

describe('what a chart shows as SQL', () => {
  test.each([1, 15, 60, 120, 1440, 2880])(
    'gives the numbers of the chart itself in buckets of %i minutes',
    async (minutes) => {
      const bucketMs = minutes * MINUTE_MS;
      const query = seriesQuery(['ch4', 'flow'], RANGE, bucketMs);
      const chart = query.decode(await database.query(++id, query));
      const shown = await run(shownSeries(['ch4', 'flow'], RANGE, bucketMs));
      const filled = [...chart.timesMs].filter((_, at) => chart.rows[at] > 0);
      expect([...numbersOf(shown, 'time')]).toEqual(filled);
      for (const { tag, avg, min, max } of chart.series) {
        const at = filled.map((ms) => chart.timesMs.indexOf(ms));
        expect([...numbersOf(shown, `${tag}_min`)]).toEqual(at.map((row) => min[row]));
        expect([...numbersOf(shown, `${tag}_max`)]).toEqual(at.map((row) => max[row]));
        numbersOf(shown, `${tag}_avg`).forEach((value, row) => expect(value).toBeCloseTo(avg[at[row]], 10));
      }
    },
  );

  test('below the minute asks for minutes, as the plant file holds no less', () => {
    expect(shownSeries(['ch4'], RANGE, 1000)).toContain('FROM minute_rollup');
  });

  test('names instants and columns as a person would write them', () => {
    expect(shownInstant(START_MS)).toBe("TIMESTAMP '2024-03-01 00:00:00'");
    expect(shownInstant(START_MS + 5)).toBe("TIMESTAMP '2024-03-01 00:00:00.005'");
    expect(shownName('ch4_avg')).toBe('ch4_avg');
    expect(shownName('2nd "tag"')).toBe('"2nd ""tag"""');
  });
});

describe('what a key figure shows as SQL', () => {
  test('a mean and a share are those of the readings themselves', async () => {
    // ch4 is 60 + s % 7, but for each fiftieth second; running is on in the first hour of four.
    const whole = { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
    const seconds = Array.from({ length: 1440 }, (_, at) => at * 10).filter((s) => s < 1800 || s >= 2400);
    const ch4 = seconds.filter((s) => s % 50 !== 0).map((s) => 60 + (s % 7));
    const mean = await run(shownStatistic('ch4', 'mean', whole));
    expect(numbersOf(mean, 'mean')[0]).toBeCloseTo(ch4.reduce((sum, v) => sum + v, 0) / ch4.length, 9);
    expect(numbersOf(mean, 'readings')[0]).toBe(ch4.length);
    const share = await run(shownStatistic('running', 'share', whole));
    const on = seconds.filter((s) => s < 3600).length;
    expect(numbersOf(share, 'percent_on')[0]).toBeCloseTo((100 * on) / seconds.length, 9);
  });

  test.each([1, 5])('a counter rises over its reset, in buckets of %i minutes', async (minutes) => {
    const whole = { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
    const rise = numbersOf(await run(shownRise('energy', whole, minutes * MINUTE_MS)), 'rise')[0];
    // It rises by 1 a minute and starts again after 90: four hours less the first bucket, less what the resets hide.
    expect(rise).toBeGreaterThan(240 - 3 * minutes);
    expect(rise).toBeLessThanOrEqual(240);
  });
});

test('every worked example runs and gives rows', async () => {
  const sensor = (tag: string) => ({ tag, label: tag, unit: '%' });
  const examples = exampleQueries(
    { main: sensor('ch4'), second: sensor('flow'), running: sensor('running') },
    { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS },
  );
  expect(examples.length).toBeGreaterThan(8);
  for (const { title, sql } of examples) {
    const { rows } = await run(sql);
    expect([title, rows > 0]).toEqual([title, true]);
  }
  expect(exampleQueries({ main: null, second: null, running: null }, RANGE).length).toBeGreaterThan(3);
});

describe('the place of an error', () => {
  const place = async (sql: string) => {
    const error = await run(sql).then(
      () => null,
      (cause: Error) => cause,
    );
    return error && splitPlace(error.message).place;
  };

  test.each([
    ['SELECT foo FROM tags', { line: 1, column: 8 }],
    ['SELECT 1,\n  2,\n  nope(3) AS x,\n 4', { line: 3, column: 3 }],
    ['\n\nFROM nothere', { line: 3, column: 6 }],
    [
      `SELECT 1 AS ${'a'.repeat(60)}, 2 AS ${'b'.repeat(60)}, missing_col FROM tags, import_report`,
      { line: 1, column: 142 },
    ],
    ["SELECT 'ä' || foo", { line: 1, column: 15 }],
    ['EXPLAIN\nSELECT foo', { line: 2, column: 8 }],
    ['SELECT 1 +  ', { line: 1, column: 11 }],
  ])('of %j is where a person finds it', async (sql, expected) => {
    expect(await place(sql)).toEqual(expected);
  });

  test('is null where the engine names none', async () => {
    expect(errorPlace('out of memory', 'SELECT 1')).toBeNull();
    expect(splitPlace('there is no statement')).toEqual({ message: 'there is no statement', place: null });
  });

  test('comes back from the words it is put into', () => {
    const at = { line: 12, column: 3 };
    expect(splitPlace(withPlace('no such column', at))).toEqual({ message: 'no such column', place: at });
  });
});

test('a semicolon and a comment after it do not hinder a statement', async () => {
  const engine = await nodeEngine();
  expect(safeQuery('SELECT 1; -- done', 5, (text) => engine.tokenize(text))).toContain('LIMIT 6');
});
