import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../workers/database/database';
import { answer } from '$lib/api/answer';
import type { DatabaseApi } from '$lib/rpc/database';
import { openPlant } from '$lib/store/plant';
import type { PlantConnectors } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';
import { NO_FACTS, readReplayFacts } from '$lib/store/replay-facts';
import { replayPlant } from '$lib/store/replay-plant';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, MINUTE_MS, START_MS, TEST_MAPPING } from '../workers/database/test-plant';
import { FAKE_END_MS, FAKE_START_MS, fakePlant } from './fake-plant';

const whole = fakePlant();
const at = async (clockMs: number) => replayPlant(whole, clockMs, await readReplayFacts(whole, clockMs));

const clock = fc.integer({ min: FAKE_START_MS, max: FAKE_END_MS });
const range = fc
  .tuple(
    fc.integer({ min: FAKE_START_MS - 3_600_000, max: FAKE_END_MS + 3_600_000 }),
    fc.oneof(fc.integer({ min: 1000, max: 600_000 }), fc.integer({ min: 1000, max: 40 * 3_600_000 })),
  )
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));

test('nothing returned is of the clock or later: every reading of the fake plant is its own time', async () => {
  await fc.assert(
    fc.asyncProperty(clock, range, fc.integer({ min: 1, max: 2000 }), async (clockMs, asked, widthPx) => {
      const plant = await at(clockMs);
      const { timesMs, rows, series } = await plant.series({ tags: ['clock'], ...asked, widthPx });
      const [statistics] = await plant.statistics(['clock'], asked);
      const coverage = await plant.coverage(asked, 2 + (widthPx % 480));
      const [tag] = plant.info.tags;
      const seen = [
        ...[timesMs, coverage.timesMs, series[0].avg, series[0].min, series[0].max].flatMap((v) => [...v]),
        ...[statistics.avg, statistics.min, statistics.max, statistics.last],
        ...[tag.avg, tag.min, tag.max, tag.firstMs, tag.lastMs],
      ];
      expect(seen.filter((value) => value >= clockMs)).toEqual([]);
      expect(plant.info.endMs).toBeLessThanOrEqual(clockMs);
      expect([timesMs.length, series[0].avg.length]).toEqual([rows.length, rows.length]);
    }),
    { numRuns: 150 },
  );
});

test('at the end of the data a replay says what the whole plant says', async () => {
  const plant = await at(FAKE_END_MS);
  const asked = { fromMs: FAKE_START_MS, toMs: FAKE_END_MS };
  for (const widthPx of [300, 2000]) {
    const request = { tags: ['clock'], ...asked, widthPx };
    const [replayed, full] = [await plant.series(request), await whole.series(request)];
    expect(replayed.timesMs).toEqual(full.timesMs);
    expect(replayed.series).toEqual(full.series);
  }
  expect(await plant.statistics(['clock'], asked)).toEqual(await whole.statistics(['clock'], asked));
  expect(plant.info).toMatchObject({
    rows: whole.info.rows,
    minutes: whole.info.minutes,
    endMs: FAKE_END_MS,
  });
});

test('readings are there up to the clock, minutes up to the last whole one', async () => {
  const clockMs = FAKE_START_MS + 90_500;
  const plant = await at(clockMs);
  const asked = { fromMs: FAKE_START_MS, toMs: FAKE_START_MS + 600_000 };
  const raw = await plant.series({ tags: ['clock'], ...asked, widthPx: 1000 });
  expect([raw.level, raw.timesMs.length]).toEqual(['raw', 10]);
  const minutes = await plant.series({ tags: ['clock'], ...asked, widthPx: 20 });
  expect([minutes.level, [...minutes.timesMs]]).toEqual(['minute', [FAKE_START_MS]]);
  expect((await plant.statistics(['clock'], asked))[0]).toMatchObject({
    readings: 6,
    last: FAKE_START_MS + 50_000,
  });
});

test('the level stays the same while the clock moves through the range', async () => {
  const asked = { fromMs: FAKE_START_MS, toMs: FAKE_START_MS + 40 * 3_600_000 };
  const widths = await Promise.all(
    [5, 12, 20, 39].map(async (hours) => {
      const plant = await at(FAKE_START_MS + hours * 3_600_000);
      return (await plant.series({ tags: ['clock'], ...asked, widthPx: 600 })).bucketSeconds;
    }),
  );
  expect(new Set(widths)).toEqual(new Set([300]));
});

test('before a range the answers are empty, not an error', async () => {
  const plant = await at(FAKE_START_MS + 60_000);
  const asked = { fromMs: FAKE_START_MS + 3_600_000, toMs: FAKE_END_MS };
  expect((await plant.series({ tags: ['clock'], ...asked, widthPx: 500 })).timesMs).toHaveLength(0);
  expect((await plant.coverage(asked, 100)).timesMs).toHaveLength(0);
  expect((await plant.statistics(['clock'], asked))[0]).toMatchObject({ readings: 0, avg: Number.NaN });
});

test('facts of later than the clock are refused', async () => {
  const facts = await readReplayFacts(whole, FAKE_END_MS);
  expect(() => replayPlant(whole, FAKE_START_MS + 60_000, facts)).toThrow(RangeError);
  expect(replayPlant(whole, FAKE_START_MS + 60_000, NO_FACTS).info.tags[0].readings).toBe(0);
});

describe('over a real database', () => {
  let real: Plant;
  const connectors: PlantConnectors = {
    database: () => ({
      remote: new Proxy(createDatabase(nodeEngine(), attachTestPlant), {
        get:
          (target, key) =>
          async (...args: unknown[]) =>
            (Reflect.get(target, key as keyof DatabaseApi) as (...a: unknown[]) => unknown)(...args),
      }) as unknown as ReturnType<PlantConnectors['database']>['remote'],
      dispose: () => {},
    }),
    raw: () => {
      throw new Error('not wanted here');
    },
  };
  beforeAll(async () => {
    real = await openPlant({ kind: 'url', url: 'test' }, { mapping: TEST_MAPPING }, connectors);
  }, STARTING_MS);

  const clockMs = START_MS + 2 * HOUR_MS + 5 * MINUTE_MS + 30_000;
  const ask = async (path: string, search = '') => {
    const plant = replayPlant(real, clockMs, await readReplayFacts(real, clockMs));
    return answer({ method: 'GET', path, search }, plant);
  };
  const dataOf = async (path: string, search = '') => {
    const { status, body } = await ask(path, search);
    expect(body).not.toHaveProperty('error');
    expect(status).toBe(200);
    return (body as { data: Record<string, never> }).data;
  };

  test('health counts what was there at the clock', async () => {
    expect(await dataOf('/api/health')).toMatchObject({
      // 115 minutes with rows in two hours less ten minutes, and five of the third hour, six rows each.
      sensor_readings: (110 + 5) * 6,
      hourly_aggregates: 2,
      date_range: { end: new Date(clockMs).toISOString() },
    });
  });

  test('the summary counts back from the clock, and no end leads past it', async () => {
    expect(await dataOf('/api/system/summary', '?hours=1')).toMatchObject({
      data_points: expect.any(Number),
      time_range: { end: new Date(clockMs).toISOString() },
    });
    const later = await dataOf('/api/system/summary', '?hours=24&end=2024-03-01T04:00:00Z');
    expect(later.data_points).toBe((110 + 5) * 6);
    expect(later.system_health).toMatchObject({ fault_count: 1, fault_readings: 30 });
  });

  test('trends have only hours that are over', async () => {
    const { hourly } = await dataOf('/api/system/trends', '?hours=24&end=2024-03-01T04:00:00Z');
    expect((hourly as { timestamp: string }[]).map(({ timestamp }) => timestamp)).toEqual([
      '2024-03-01T00:00:00.000Z',
      '2024-03-01T01:00:00.000Z',
    ]);
  });

  test.each([
    'SELECT max(bucket) FROM minute_rollup',
    'SELECT count(*) AS hours FROM hour_rollup -- all',
    'FROM hourly_aggregates',
    'SELECT last_time FROM tags',
  ])('a query of a person is refused in words: %s', async (sql) => {
    const { status, body } = await ask('/api/query', `?sql=${encodeURIComponent(sql)}`);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('replay')]);
  });
});
