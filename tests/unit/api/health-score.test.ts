import { beforeAll, expect, test } from 'vitest';
import { mappedOf } from '$lib/api/mapping';
import { currentLoss, healthParts, healthScore } from '$lib/plant/health-score';
import { healthQuery } from '$lib/sql/health';
import { numbersOf } from '$lib/sql/query';
import type { Plant } from '$lib/store/plant-types';
import { readReplayFacts } from '$lib/store/replay-facts';
import { replayPlant } from '$lib/store/replay-plant';
import { STARTING_MS } from '../workers/database/node-engine';
import { HOUR_MS, MINUTE_MS, START_MS, TEST_MAPPING } from '../workers/database/test-plant';
import { openTestPlant } from './open-test-plant';

let plant: Plant;
beforeAll(async () => {
  plant = await openTestPlant();
}, STARTING_MS);

const range = { fromMs: START_MS + 17 * MINUTE_MS, toMs: START_MS + 4 * HOUR_MS };
const healthOf = (of: Plant) => of.ask(range, (known) => healthQuery(mappedOf(of), known));

test('the score in SQL is the mean of the score of each minute', async () => {
  const rows = await plant.query(
    `SELECT fault_avg, amps_avg FROM minute_rollup WHERE bucket >= epoch_ms(${range.fromMs})`,
  );
  const [fault, amps] = [numbersOf(rows, 'fault_avg'), numbersOf(rows, 'amps_avg')];
  const scores = fault.map((share, at) => healthScore(share, currentLoss(amps[at], 100.5)));
  const { means, score } = await healthOf(plant);
  expect(means.minutes).toBe(fault.length);
  expect(means.score).toBeCloseTo(scores.reduce((sum, value) => sum + value, 0) / scores.length, 9);
  expect(score).toHaveLength(4);
  const parts = healthParts(means);
  expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(means.score, 9);
  expect(parts[0].found).toContain('compressor in fault');
});

test('points lost by the current are those of each minute against the median hour', async () => {
  // The counter takes the part of a current, as it varies.
  await plant.setMapping({ ...TEST_MAPPING, 'compressor.motor_current': 'energy' });
  const { means } = await healthOf(plant);
  await plant.setMapping(TEST_MAPPING);
  const rows = await plant.query(
    `SELECT energy_avg AS v FROM minute_rollup WHERE bucket >= epoch_ms(${range.fromMs})`,
  );
  const hours = [...numbersOf(await plant.query('SELECT energy_avg AS v FROM hour_rollup ORDER BY v'), 'v')];
  const usual = (hours[1] + hours[2]) / 2;
  expect(means.usualCurrent).toBeCloseTo(usual, 9);
  const lost = [...numbersOf(rows, 'v')].map((value) => 40 * currentLoss(value, usual));
  expect(means.currentPoints).toBeCloseTo(lost.reduce((sum, value) => sum + value, 0) / lost.length, 9);
  expect(means.currentPoints).toBeGreaterThan(1);
});

test('without a fault bit nothing is said, and in a replay nothing later is known', async () => {
  await plant.setMapping({ 'compressor.motor_current': 'amps' });
  const none = await healthOf(plant);
  await plant.setMapping(TEST_MAPPING);
  expect([none.means.score, none.means.minutes]).toEqual([NaN, 0]);
  const clockMs = START_MS + HOUR_MS + 30_000;
  const replay = replayPlant(plant, clockMs, await readReplayFacts(plant, clockMs));
  const { means, timesMs } = await healthOf(replay);
  expect([means.score, means.minutes, [...timesMs]]).toEqual([100, 33, [START_MS]]);
});
