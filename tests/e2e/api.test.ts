/** Every endpoint of the old platform, called in the browser, against native DuckDB on the same export. */
import { expect, test, type Page } from '@playwright/test';
import { nativeQuery, type NativeRow } from '../native/duckdb';
import { COLUMNS, DROPOUT, writeApiExport } from './support/api-export';
import { importFiles } from './support/plant';

const BITS = COLUMNS.filter((name) => /status$|running$/.test(name));
const short = (name: string) => name.replace('bop_plc_', '');
const FROM = '2024-03-01T18:00:00Z';
const TO = '2024-03-03T06:00:00Z';
const PERIOD = `start=${FROM}&end=${TO}`;

/** The export as a table expression `raw`, switches as 0 and 1, and its minutes. */
function withRaw(path: string, select: string): string {
  const types = ['timestamp', ...COLUMNS].map((name) => {
    const type = name === 'timestamp' ? 'TIMESTAMP' : BITS.includes(name) ? 'BOOLEAN' : 'DOUBLE';
    return `'${name}': '${type}'`;
  });
  const columns = COLUMNS.map((name) => `CAST(${name} AS DOUBLE) AS ${short(name)}`);
  const source = `SELECT timestamp AS t, ${columns.join(', ')} FROM read_csv('${path}', header = true, auto_detect = false, columns = {${types.join(', ')}})`;
  const means = COLUMNS.map((name) => `avg(${short(name)}) AS ${short(name)}`).join(', ');
  return `WITH everything AS (${source}),
    raw AS (SELECT * FROM everything WHERE t >= TIMESTAMP '${FROM.slice(0, 19)}' AND t < TIMESTAMP '${TO.slice(0, 19)}'),
    hours AS (SELECT date_trunc('hour', t) AS h, ${means}, max(vl_comp_mainmotor_amps) AS top FROM everything GROUP BY h),
    usual AS (SELECT median(vl_comp_mainmotor_amps) AS amps FROM hours WHERE vl_comp_mainmotor_amps >= 0.1 * (SELECT max(top) FROM hours)),
    minutes AS (SELECT date_trunc('minute', t) AS m, ${means} FROM raw GROUP BY m),
    health AS (SELECT m, 100 - 60 * greatest(vl_comp_faultstatus, bge_blowervfd_faultstatus) - 40 * CASE WHEN vl_comp_mainmotor_amps < 0.1 * amps THEN 0
      ELSE least(greatest(abs(vl_comp_mainmotor_amps / amps - 1) - 0.2, 0) / 0.3, 1) END AS score FROM minutes, usual),
    counted AS (SELECT t, inr_fc_todayenergy_real AS e, lag(inr_fc_todayenergy_real) OVER (ORDER BY t) AS b FROM raw
      WHERE NOT (t >= TIMESTAMP '${DROPOUT[0].slice(0, 19)}' AND t < TIMESTAMP '${DROPOUT[1].slice(0, 19)}'))
    ${select}`;
}

const numbers = (row: NativeRow) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));

const close = (value: number, digits = 6) => expect.closeTo(value, digits);

test('every endpoint answers from the open plant what native DuckDB says of its export', async ({
  page,
  baseURL,
}, info) => {
  test.setTimeout(180_000);
  const path = info.outputPath('plant.csv');
  writeApiExport(path);
  const native = async (select: string) => (await nativeQuery(withRaw(path, select))).map(numbers);
  await page.goto('./');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await importFiles(page, path);

  const called = new Set<string>();
  async function call(method: string, name: string, query = '', status = 200) {
    const pattern = name.replace(/\/\d+\//, '/{id}/');
    called.add(`${method} /api/${pattern}`);
    const url = new URL(`api/${name}${query === '' ? '' : `?${query}`}`, baseURL).href;
    const found = await ask(page, method, url);
    expect([name, found.status]).toEqual([name, status]);
    return found.body as { data: unknown; error?: string };
  }

  const [all] = await native(
    "SELECT count(*) AS n, count(DISTINCT date_trunc('hour', t)) AS h FROM everything",
  );
  expect((await call('GET', 'health')).data).toMatchObject({
    status: 'healthy',
    database: 'connected',
    sensor_readings: all.n,
    hourly_aggregates: all.h,
    date_range: { start: '2024-03-01T06:00:00.000Z', end: '2024-03-03T06:00:00.000Z' },
  });

  const [is] =
    await native(`SELECT avg(abb_gc_outletstream_ch4) AS ch4, min(abb_gc_outletstream_ch4) AS ch4_min, max(abb_gc_outletstream_ch4) AS ch4_max,
    avg(abb_gc_outletstream_co2) AS co2, avg(abb_gc_outletstream_n2) AS n2, avg(abb_gc_outletstream_o2) AS o2, avg(abb_gc_outletstream_h2s) AS h2s,
    avg(abb_gc_outletstream_flow) AS flow, avg(vl_comp_mainmotor_amps) AS amps, max(vl_comp_mainmotor_amps) AS amps_max,
    avg(vl_comp_discharge_pressure) AS discharge, avg(vl_comp_discharge_temp) AS heat, max(vl_comp_discharge_temp) AS heat_max, avg(vl_comp_oilinjection_temp) AS oil,
    avg(vl_comp_oilfilterdiff_pressure) AS filter, 100 * avg(vl_comp_runstatus) AS comp_up, 100 * avg(bge_blowervfd_runstatus) AS blower_up, 100 * avg(bge_skid_running) AS up,
    sum(vl_comp_faultstatus) + sum(bge_blowervfd_faultstatus) AS faults, avg(bge_blowervfd_speed) AS hz, avg(bge_blowerdischarge_pressure) AS b_out,
    avg(bge_blowersuction_pressure) AS b_in, avg(bge_blowersuction_temp) AS b_heat, count(*) AS n,
    (SELECT sum(CASE WHEN c = 1 AND c_before = 0 THEN 1 ELSE 0 END + CASE WHEN b = 1 AND b_before = 0 THEN 1 ELSE 0 END) FROM
      (SELECT vl_comp_faultstatus AS c, bge_blowervfd_faultstatus AS b, lag(vl_comp_faultstatus) OVER (ORDER BY t) AS c_before, lag(bge_blowervfd_faultstatus) OVER (ORDER BY t) AS b_before FROM raw)) AS fault_starts,
    (SELECT avg(score) FROM health) AS score, (SELECT sum(CASE WHEN b IS NULL THEN 0 WHEN e >= b THEN e - b ELSE e END) FROM counted) AS energy FROM raw`);
  expect((await call('GET', 'system/summary', PERIOD)).data).toEqual({
    gas_production: {
      avg_ch4_percent: close(is.ch4),
      avg_co2_percent: close(is.co2),
      avg_flow_rate: close(is.flow),
      total_energy: close(is.energy, 4),
    },
    system_health: {
      health_score: close(is.score),
      uptime_percentage: close(is.up),
      fault_count: is.fault_starts,
      fault_readings: is.faults,
    },
    anomaly_count: null,
    equipment: { avg_compressor_amps: close(is.amps) },
    data_points: is.n,
    time_range: { start: '2024-03-01T18:00:00.000Z', end: '2024-03-03T06:00:00.000Z', hours: 36 },
  });
  expect(is.score).toBeLessThan(99);

  const rows = await native(`SELECT epoch_ms(h) AS t, ch4, co2, flow, amps, up, score, e AS energy FROM
    (SELECT date_trunc('hour', t) AS h, avg(abb_gc_outletstream_ch4) AS ch4, avg(abb_gc_outletstream_co2) AS co2, avg(abb_gc_outletstream_flow) AS flow, avg(vl_comp_mainmotor_amps) AS amps, 100 * avg(bge_skid_running) AS up FROM raw GROUP BY h)
    JOIN (SELECT date_trunc('hour', m) AS h, avg(score) AS score FROM health GROUP BY h) USING (h)
    JOIN (SELECT date_trunc('hour', t) AS h, sum(CASE WHEN e >= b THEN e - b WHEN b IS NULL THEN 0 ELSE e END) AS e FROM counted GROUP BY h) USING (h) ORDER BY h`);
  expect(rows).toHaveLength(36);
  const trend = await call('GET', 'system/trends', PERIOD);
  // A minute that holds the end of a dropout gives what it counted to the hour in which the counter is back.
  expect(trend.data).toEqual({
    hourly: rows.map(({ t, ch4, co2, flow, amps, up, score, energy }) => ({
      timestamp: new Date(t).toISOString(),
      ch4_percent: close(ch4),
      co2_percent: close(co2),
      flow_rate: close(flow),
      energy: close(energy, 3),
      health_score: close(score),
      uptime_pct: close(up),
      comp_amps: close(amps),
    })),
  });
  expect((await call('GET', 'gas/trends', PERIOD)).data).toEqual({
    hourly: rows.map(({ t, ch4, co2 }) => ({
      timestamp: new Date(t).toISOString(),
      ch4: close(ch4),
      co2: close(co2),
    })),
  });
  expect((await call('GET', 'gas/composition', PERIOD)).data).toEqual({
    methane: { average: close(is.ch4), min: is.ch4_min, max: is.ch4_max, target: 73, unit: '%' },
    carbon_dioxide: { average: close(is.co2), unit: '%' },
    nitrogen: { average: close(is.n2), unit: '%' },
    oxygen: { average: close(is.o2), unit: '%' },
    hydrogen_sulfide: { average: close(is.h2s), unit: 'ppm' },
    quality_score: close(0.7 * is.ch4 + 0.3 * (100 - is.co2)),
  });
  expect((await call('GET', 'equipment/compressor', PERIOD)).data).toMatchObject({
    motor: { avg_current: close(is.amps), max_current: is.amps_max, status: 'running' },
    pressure: { avg_discharge_psi: close(is.discharge) },
    temperature: { avg_discharge: close(is.heat), max_discharge: is.heat_max, avg_oil: close(is.oil) },
    maintenance: { filter_diff_pressure_psi: close(is.filter), filter_status: 'good' },
    uptime_percentage: close(is.comp_up),
    efficiency: expect.any(Number),
  });
  expect((await call('GET', 'equipment/blower', PERIOD)).data).toEqual({
    vfd_speed_hz: close(is.hz),
    discharge_pressure_psi: close(is.b_out),
    suction_pressure_psi: close(is.b_in),
    suction_temp_f: close(is.b_heat),
    uptime_percentage: close(is.blower_up),
    status: 'running',
  });

  const { data: alerts } = await call('GET', 'alerts', `${PERIOD}&severity=high`);
  expect(is.fault_starts).toBe(2);
  expect(alerts).toMatchObject(
    ['vl_comp_faultstatus', 'bge_blowervfd_faultstatus'].map((name) => ({
      timestamp: '2024-03-02T12:00:00.000Z',
      sensor: expect.stringContaining(name),
      resolved: true,
      acknowledged: false,
    })),
  );
  await call('GET', 'alerts', 'severity=loud', 400);
  expect((await call('POST', 'alerts/7/acknowledge', '', 404)).error).toContain('no alert 7');
  expect(await call('GET', 'anomalies')).toMatchObject({ data: [], count: 0 });
  expect((await call('GET', 'forecast', 'horizon=24', 404)).error).toContain('forecast');
  expect(await call('GET', 'maintenance/predictions')).toEqual({ data: [], count: 0, judged_at: null });
  expect((await call('GET', 'ml/model-status')).data).toMatchObject({ available_count: 0, total_count: 4 });
  const sql = encodeURIComponent('SELECT count(*) AS hours FROM hourly_aggregates');
  expect(await call('GET', 'query', `sql=${sql}`)).toMatchObject({ data: [{ hours: all.h }] });
  const { error } = await call('GET', 'nothing', '', 404);
  called.delete('GET /api/nothing');
  const named = error?.split('there are ')[1].split(', ') ?? [];
  expect([...called].sort()).toEqual(named.sort());
});

function ask(page: Page, method: string, url: string): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    async ([how, where]) => {
      const body = how === 'POST' ? JSON.stringify({ user: 'night shift' }) : undefined;
      const response = await fetch(where, { method: how, body });
      return { status: response.status, body: await response.json() };
    },
    [method, url] as const,
  );
}
