import { beforeAll, expect, test } from 'vitest';
import { countCounters, totalOf } from '$lib/api/counts';
import { countEnergy } from '$lib/api/energy';
import type { EnergyMeters } from '$lib/plant/energy-meters';
import { METHANE_KWH } from '$lib/plant/energy-report';
import { shownCounterSql, shownFlowSql } from '$lib/sql/energy-shown';
import { numbersOf } from '$lib/sql/query';
import type { Plant } from '$lib/store/plant-types';
import { readReplayFacts } from '$lib/store/replay-facts';
import { replayPlant } from '$lib/store/replay-plant';
import { STARTING_MS } from '../workers/database/node-engine';
import { HOUR_MS, MINUTE_MS, START_MS } from '../workers/database/test-plant';
import { openTestPlant } from './open-test-plant';

let plant: Plant;
beforeAll(async () => {
  plant = await openTestPlant();
}, STARTING_MS);

const at = (minutes: number) => START_MS + minutes * MINUTE_MS;
const all = { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
const values = async (sql: string) => [...numbersOf(await plant.query(sql), 'v')];

/** What the counter rose by from reading to reading, in the raw table. */
const RISES = `(SELECT time, CASE WHEN energy >= lag(energy) OVER (ORDER BY time) THEN energy - lag(energy) OVER (ORDER BY time) ELSE energy END AS rise FROM raw)`;

test.each([
  ['all of it', 0, 240],
  ['a part that begins and ends within hours', 17, 203],
  ['a part around a reset', 85, 95],
  ['a part around a gap', 20, 50],
])('a counter counts over %s what its readings rose by', async (_, from, to) => {
  const range = { fromMs: at(from), toMs: at(to) };
  const [counted] = await countCounters(plant, ['energy'], range);
  const [expected] = await values(
    `SELECT sum(rise) AS v FROM ${RISES} WHERE time > (SELECT min(time) FROM raw WHERE time >= epoch_ms(${range.fromMs})) AND time < epoch_ms(${range.toMs})`,
  );
  expect(totalOf(counted)).toBeCloseTo(expected, 9);
});

test('resets are found to the minute, and a gap is told', async () => {
  const [{ events, gaps }] = await countCounters(plant, ['energy'], all);
  expect(events.map(({ kind, fromMs }) => [kind, (fromMs - START_MS) / MINUTE_MS])).toEqual([
    ['reset', 90],
    ['reset', 180],
  ]);
  expect(gaps).toEqual([{ fromMs: at(30), toMs: at(40) }]);
});

test('a column that is never read has no total', async () => {
  const [counted] = await countCounters(plant, ['spare'], all);
  expect(totalOf(counted)).toBeNaN();
});

const meter = (tag: string, unit: string, scale: number) => ({ tag, header: tag, unit, scale });
const meters: EnergyMeters = {
  energy: meter('energy', 'kWh', 2),
  volume: null,
  streams: [
    {
      id: '',
      name: 'Gas',
      flow: meter('flow', 'Nm3/h', 1),
      methane: { tag: 'ch4', header: 'CH4', scale: 1 },
    },
  ],
  electricity: [{ ...meter('amps', 'kW', 1), kind: 'power' }],
  unexplained: [],
};

test.each(['UTC', 'Asia/Kathmandu'])('energy and gas by hour and by day in %s', async (zone) => {
  const hourly = await countEnergy(plant, meters, ['amps'], { range: all, width: 'hour', zone });
  const rises = await values(
    `SELECT 2 * sum(rise) AS v FROM ${RISES} GROUP BY date_trunc('hour', time) ORDER BY date_trunc('hour', time)`,
  );
  expect([...(hourly.columns.energy ?? [])].map((value) => value.toFixed(6))).toEqual(
    rises.map((value) => value.toFixed(6)),
  );
  const gas = await values(
    `SELECT sum(f) / 60 AS v FROM (SELECT date_trunc('minute', time) AS m, avg(flow) AS f FROM raw GROUP BY m) GROUP BY date_trunc('hour', m) ORDER BY date_trunc('hour', m)`,
  );
  hourly.columns.flowVolume?.forEach((value, hour) => expect(value).toBeCloseTo(gas[hour], 9));
  const [energy] = await values(
    `SELECT sum(f * c) / 6000 * ${METHANE_KWH} AS v FROM (SELECT date_trunc('minute', time) AS m, avg(flow) AS f, avg(ch4) AS c FROM raw GROUP BY m)`,
  );
  const daily = await countEnergy(plant, meters, [], { range: all, width: 'day', zone });
  expect(daily.columns.flowEnergy?.[0]).toBeCloseTo(energy, 6);
  expect(daily.columns.electricity).toBeNull();
  // 100 A stand for 100 kW here: as many kWh as there are hours with readings.
  expect(hourly.columns.electricity?.[1]).toBeCloseTo(100, 0);
  const [stream] = daily.streams;
  expect(stream.methane / stream.volume).toBeCloseTo(0.63, 2);
});

test('in a replay nothing is counted beyond the clock', async () => {
  const clockMs = at(125) + 30_000;
  const replay = replayPlant(plant, clockMs, await readReplayFacts(plant, clockMs));
  const [counted] = await countCounters(replay, ['energy'], all);
  expect(Math.max(...counted.samples.toMs)).toBe(at(125));
  const [expected] = await values(`SELECT sum(rise) AS v FROM ${RISES} WHERE time < epoch_ms(${at(125)})`);
  expect(totalOf(counted)).toBeCloseTo(expected, 9);
});

test('the statement that the page shows for a counter runs and counts the same, but for the first minute', async () => {
  const sql = shownCounterSql('energy', 'hour', all);
  const shown = numbersOf(await plant.query(sql), 'counted').reduce((sum, value) => sum + value, 0);
  const [counted] = await countCounters(plant, ['energy'], all);
  expect(Math.abs(shown - totalOf(counted))).toBeLessThan(1);
});

test('the statement that the page shows for a flow gives its gas and energy', async () => {
  const stream = { flow: { tag: 'flow', scale: 1.5 }, methane: { tag: 'ch4', scale: 2 } };
  const found = await plant.query(shownFlowSql(stream, 11, all));
  const [both] = await values(
    `SELECT sum(flow_avg * ch4_avg) * 1.5 * 2 / 100 * 11 / 60 AS v FROM minute_rollup`,
  );
  const [gas] = await values(`SELECT sum(flow_avg) * 1.5 / 60 AS v FROM minute_rollup`);
  expect(numbersOf(found, 'kwh')[0]).toBeCloseTo(both, 6);
  expect(numbersOf(found, 'nm3')[0]).toBeCloseTo(gas, 6);
  const without = await plant.query(shownFlowSql({ ...stream, methane: null }, 11, all));
  expect(without.columns.map(({ name }) => name)).toEqual(['nm3', 'minutes']);
});
