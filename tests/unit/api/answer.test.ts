import { beforeAll, expect, test, vi } from 'vitest';
import { answer, NO_PLANT } from '$lib/api/answer';
import type { Plant } from '$lib/store/plant-types';
import { STARTING_MS } from '../workers/database/node-engine';
import { HOUR_MS, START_MS, TEST_MAPPING } from '../workers/database/test-plant';
import { openTestPlant } from './open-test-plant';

let plant: Plant;
beforeAll(async () => {
  plant = await openTestPlant();
}, STARTING_MS);

const get = (path: string, search = '', of: Plant | null = plant) =>
  answer({ method: 'GET', path, search }, of);
const dataOf = async (path: string, search = '') => {
  const { status, body } = await get(path, search);
  expect(status).toBe(200);
  return (body as { data: Record<string, never> }).data;
};

test('health says what is open', async () => {
  vi.setSystemTime(Date.UTC(2026, 0, 1));
  const data = await dataOf('/api/health');
  vi.useRealTimers();
  expect(data).toEqual({
    status: 'healthy',
    database: 'connected',
    sensor_readings: 1380,
    hourly_aggregates: 4,
    date_range: { start: '2024-03-01T00:00:00.000Z', end: '2024-03-01T04:00:00.000Z' },
    timestamp: '2026-01-01T00:00:00.000Z',
  });
});

test('the summary counts back from the newest reading', async () => {
  expect(await dataOf('/api/system/summary', '?hours=2')).toEqual({
    gas_production: {
      avg_ch4_percent: expect.closeTo(63, 0),
      avg_co2_percent: expect.closeTo(21, 1),
      avg_flow_rate: expect.closeTo(50, 0),
      total_energy: expect.closeTo(90 + 30, 0),
    },
    system_health: {
      health_score: expect.closeTo(95, 9),
      uptime_percentage: 0,
      fault_count: 1,
      fault_readings: 60,
    },
    anomaly_count: null,
    equipment: { avg_compressor_amps: 100 },
    data_points: 720,
    time_range: { start: '2024-03-01T02:00:00.000Z', end: '2024-03-01T04:00:00.000Z', hours: 2 },
  });
});

test('end moves the period, and is UTC without an offset', async () => {
  for (const end of ['2024-03-01T01:00:00Z', '2024-03-01T01:00', '2024-03-01 02:00:00+01:00']) {
    const data = await dataOf('/api/system/summary', `?hours=1&end=${encodeURIComponent(end)}`);
    expect(data.time_range).toMatchObject({ end: '2024-03-01T01:00:00.000Z' });
    expect([data.data_points, data.system_health]).toMatchObject([300, { uptime_percentage: 100 }]);
  }
});

test.each([
  ['?start=2024-03-01T01:00:00Z&end=2024-03-01T02:00:00Z', '01:00', '02:00', 1],
  ['?start=2024-03-01T01:00&hours=2', '01:00', '03:00', 2],
  ['?start=2024-03-01T02:30', '02:30', '04:00', 1.5],
])('start with end, with hours or alone says the period: %s', async (search, from, to, hours) => {
  const { time_range } = await dataOf('/api/system/summary', search);
  expect(time_range).toEqual({
    start: `2024-03-01T${from}:00.000Z`,
    end: `2024-03-01T${to}:00.000Z`,
    hours,
  });
});

test('trends have a row for each hour of the period', async () => {
  const { hourly } = (await dataOf('/api/system/trends', '?hours=3')) as unknown as {
    hourly: Record<string, unknown>[];
  };
  expect(hourly.map((row) => row.timestamp)).toEqual(
    [1, 2, 3].map((hour) => new Date(START_MS + hour * HOUR_MS).toISOString()),
  );
  expect(Object.keys(hourly[0])).toEqual(
    'timestamp ch4_percent co2_percent flow_rate energy health_score uptime_pct comp_amps'.split(' '),
  );
  expect(hourly[1]).toMatchObject({ health_score: expect.closeTo(90, 9), uptime_pct: 0, comp_amps: 100 });
});

test('what is not mapped is null, never NaN', async () => {
  await plant.setMapping({});
  const data = await dataOf('/api/system/summary');
  const { hourly } = await dataOf('/api/system/trends');
  await plant.setMapping(TEST_MAPPING);
  expect(data).toMatchObject({
    gas_production: { avg_ch4_percent: null, avg_co2_percent: null, avg_flow_rate: null, total_energy: null },
    system_health: { health_score: null, uptime_percentage: null, fault_count: null },
    equipment: { avg_compressor_amps: null },
    data_points: 1380,
  });
  expect(hourly[0]).toMatchObject({ ch4_percent: null, energy: null, health_score: null });
});

test('a period without readings is answered with nulls and no rows', async () => {
  const search = '?end=2030-01-01';
  expect(await dataOf('/api/system/summary', search)).toMatchObject({
    gas_production: { avg_ch4_percent: null, total_energy: null },
    system_health: { health_score: null, fault_count: 0 },
    data_points: 0,
  });
  expect(await dataOf('/api/system/trends', search)).toEqual({ hourly: [] });
});

test.each([
  ['?hours=0', 'hours "0" is not a whole number from 1 to 8760'],
  ['?hours=8761', 'hours "8761"'],
  ['?hours=1.5', 'hours "1.5"'],
  ['?hours=', 'hours ""'],
  ['?end=yesterday', 'end "yesterday" is not a time'],
  ['?end=2024-13-01', 'end "2024-13-01" is not a time'],
  ['?start=then', 'start "then" is not a time'],
  ['?start=2024-03-01&end=2024-03-01', 'is not before the end'],
  ['?start=2020-01-01&end=2024-03-01', 'more than 8760'],
  ['?start=2024-03-01&end=2024-03-02&hours=24', 'two of them say it all'],
])('%s is refused with 400', async (search, reason) => {
  for (const path of ['/api/system/summary', '/api/system/trends']) {
    const { status, body } = await get(path, search);
    expect([status, body]).toEqual([400, { error: expect.stringContaining(reason) }]);
  }
});

test('a query answers rows as JSON', async () => {
  const sql = `SELECT bucket, n, spare_avg AS nothing, true AS yes, 'ü' AS text FROM hour_rollup ORDER BY bucket LIMIT 1`;
  expect(await get('/api/query', `?sql=${encodeURIComponent(sql)}`)).toEqual({
    status: 200,
    body: {
      data: [{ bucket: '2024-03-01T00:00:00.000Z', n: 300, nothing: null, yes: true, text: 'ü' }],
      row_count: 1,
      truncated: false,
    },
  });
});

test('a query gives at most 100,000 rows and says that there are more', async () => {
  const { body } = await get('/api/query', '?sql=FROM range(100001)');
  expect(body).toMatchObject({ row_count: 100_000, truncated: true });
});

test.each([
  ['', 'parameter sql is missing'],
  ['?sql=DROP VIEW tags', '"drop" is not allowed'],
  ['?sql=SELECT 1; SELECT 2', 'only one statement'],
  ['?sql=SELECT nope FROM tags', 'nope'],
])('query %s is refused with 400', async (search, reason) => {
  expect(await get('/api/query', search)).toEqual({
    status: 400,
    body: { error: expect.stringContaining(reason) },
  });
});

test('without an open plant the answer is 503 in words', async () => {
  expect(await get('/api/health', '', null)).toEqual({ status: 503, body: { error: NO_PLANT } });
});

test('what does not exist is a 404 that names what does', async () => {
  for (const request of [
    { method: 'GET', path: '/api/nothing', search: '' },
    { method: 'POST', path: '/api/health', search: '' },
    { method: 'GET', path: '/api/toString', search: '' },
  ]) {
    const { status, body } = await answer(request, plant);
    expect([status, body]).toEqual([404, { error: expect.stringContaining('GET /api/system/summary') }]);
  }
});

test('an engine that fails is a 500 with the reason', async () => {
  const broken = { ...plant, ask: () => Promise.reject(new Error('engine gone')) };
  expect(await get('/api/health', '', broken)).toEqual({ status: 500, body: { error: 'engine gone' } });
});

test('machines answer what is mapped and null for the rest', async () => {
  expect(await dataOf('/api/equipment/compressor', '?hours=4')).toEqual({
    motor: { avg_current: 100, max_current: 100, unit: 'A', status: 'stopped' },
    pressure: { avg_discharge_psi: null },
    temperature: { avg_discharge: null, max_discharge: null, avg_oil: null, unit: 'degF' },
    maintenance: { filter_diff_pressure_psi: null, filter_status: null },
    efficiency: null,
    uptime_percentage: expect.closeTo((100 * 300) / 1380, 9),
  });
  const blower = await dataOf('/api/equipment/blower');
  expect(new Set(Object.values(blower))).toEqual(new Set([null]));
});

test('the composition has the old score under its name', async () => {
  const { methane, carbon_dioxide, nitrogen, quality_score } = await dataOf('/api/gas/composition');
  const [ch4, co2] = [methane, carbon_dioxide].map(({ average }: { average: number }) => average);
  expect(methane).toMatchObject({ min: 60, max: 66, target: 73, unit: '%' });
  expect(nitrogen).toEqual({ average: null, unit: '%' });
  expect(quality_score).toBeCloseTo(0.7 * ch4 + 0.3 * (100 - co2), 9);
});

test('where nobody judges alarms and nothing was analysed, the lists are empty', async () => {
  expect((await get('/api/alerts', '?severity=critical')).body).toEqual({ data: [], count: 0 });
  expect((await get('/api/alerts', '?severity=loud')).status).toBe(400);
  expect((await get('/api/maintenance/predictions')).body).toEqual({ data: [], count: 0, judged_at: null });
  const status = await dataOf('/api/ml/model-status');
  expect(status).toMatchObject({ available_count: 0, total_count: 4 });
  const acknowledged = await answer(
    { method: 'POST', path: '/api/alerts/12/acknowledge', search: '', body: '{"user":"me"}' },
    plant,
  );
  expect(acknowledged).toEqual({
    status: 404,
    body: { error: 'there is no alert 12' },
  });
});
