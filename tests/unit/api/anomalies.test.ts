/** /api/anomalies over the test plant, with and without a search. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillAnalysis } from '../../../workers/analysis/analysis-writer';
import { createDatabase } from '../../../workers/database/database';
import { answer } from '$lib/api/answer';
import type { AnalysisRow } from '$lib/sql/analysis-tables';
import { forgetAnalysis, saveAnalysis } from '$lib/store/analysis';
import { openPlant } from '$lib/store/plant';
import { replayPlant } from '$lib/store/replay-plant';
import type { Plant } from '$lib/store/plant-types';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, MINUTE_MS, START_MS } from '../workers/database/test-plant';

const END_MS = START_MS + 4 * HOUR_MS;
const row = (hour: number, hours: number | null, severity: string): AnalysisRow<'anomalies'> => ({
  ...{ timestamp: START_MS + hour * HOUR_MS, detected_at: END_MS - MINUTE_MS, anomaly_type: 'statistical' },
  ...{ severity, confidence: 0.9, system: 'Gas', sensor: 'ch4', expected_value: 70, actual_value: 60 },
  ...{ deviation: -10, description: 'off', recommended_action: 'look', acknowledged: false },
  ...{ acknowledged_at: null, acknowledged_by: null, resolved: hours !== null },
  resolved_at: hours === null ? null : START_MS + (hour + hours) * HOUR_MS,
});
const ROWS = [row(0, 0.5, 'low'), row(1, 1, 'high'), row(3.5, null, 'critical')];
const meta = { version: 'detect 2', parameters: { false_alarms_per_day: 0.05 } };

let plant: Plant;
beforeAll(async () => {
  const asynchronous = (api: object) =>
    new Proxy(api, {
      get:
        (target, key) =>
        async (...args: unknown[]) =>
          (Reflect.get(target, key) as (...a: unknown[]) => unknown)(...args),
    }) as never;
  const database = createDatabase(nodeEngine(), attachTestPlant, (_engine, connection) => {
    connection.query("ATTACH ':memory:' AS analysis");
    const written = { fingerprint: 'abc', writtenMs: START_MS, before: null, sealed: null };
    fillAnalysis(connection, { ...written, part: 'anomalies', rows: ROWS, meta }, false);
    connection.query('USE memory');
  });
  plant = await openPlant(
    { kind: 'url', url: 'test' },
    { mapping: {} },
    { database: () => ({ remote: asynchronous(database), dispose() {} }), raw: () => expect.unreachable() },
  );
}, STARTING_MS);
afterAll(() => plant.dispose());

interface Body {
  data: { timestamp: string; severity: string; resolved: boolean }[];
  count: number;
  search: Record<string, unknown> | null;
  note?: string;
}
const ask = async (search: string, of: Plant = plant) => {
  const { status, body } = await answer({ method: 'GET', path: '/api/anomalies', search }, of);
  return { status, body: body as unknown as Body };
};

test('without a search it says so, and what to do', async () => {
  const { status, body } = await ask('');
  expect([status, body.data, body.search]).toEqual([200, [], null]);
  expect(body.note).toMatch(/run a search/);
  const summary = await answer({ method: 'GET', path: '/api/system/summary', search: '' }, plant);
  expect(summary.body).toMatchObject({ data: { anomaly_count: null } });
});

test('after a search it lists the events that a period touches, the newest first', async () => {
  const connect = () => ({ remote: { write: async () => new File([], 'a') }, dispose() {} });
  await saveAnalysis('abc', 'anomalies', [], meta, connect);
  const all = (await ask('?hours=24')).body;
  expect(all.data.map(({ severity }) => severity)).toEqual(['critical', 'high', 'low']);
  expect(all.search).toMatchObject({ version: 'detect 2', false_alarms_per_day: 0.05 });
  const within = await ask('?start=2024-03-01T01:30:00Z&end=2024-03-01T01:40:00Z');
  expect(within.body.data.map(({ severity }) => severity)).toEqual(['high']);
  expect((await ask('?hours=24&severity=critical')).body).toMatchObject({ count: 1 });
  expect(await ask('?severity=dire')).toMatchObject({ status: 400 });
  const summary = await answer({ method: 'GET', path: '/api/system/summary', search: '' }, plant);
  expect(summary.body).toMatchObject({ data: { anomaly_count: 3 } });
});

test('a replay does not know what was found with later data', async () => {
  const facts = { untilMs: START_MS, rows: 0, minutes: 0, tags: new Map() };
  const then = replayPlant(plant, START_MS + 3 * HOUR_MS, facts as never);
  expect((await ask('?hours=24', then)).body.data).toEqual([]);
  await forgetAnalysis('abc');
  expect((await ask('?hours=24')).body.data).toEqual([]);
});
