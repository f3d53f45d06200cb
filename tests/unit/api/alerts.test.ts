/** The alerts of the API over alarms and rows of `anomalies`, with the service that the layout gives it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { columnKey, type AlarmDefinition } from '$lib/alarms/definition';
import { AlarmEvaluator } from '$lib/alarms/evaluate';
import { buildRecord } from '$lib/alarms/record';
import type { KeptAction } from '$lib/alarms/acts';
import type { AlarmService } from '$lib/api/alarm-service';
import { answer, type Said } from '$lib/api/answer';
import type { Columns } from '$lib/rpc/database';
import type { Query } from '$lib/sql/query';
import { planActs } from '$lib/state/alarm-acts';
import { DEFAULT_MACHINES } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import { digital, high, minute, START_MS } from '../alarms/support';

const MINUTES = 300;
const DEFINITIONS: AlarmDefinition[] = [
  high({ id: 'x.high', name: 'X high', priority: 'medium', response: 'Look.' }),
  digital({ id: 'bit.state', name: 'Bit', priority: 'urgent' }),
];
/** x is beyond 10 in minutes 10 to 19 (at worst 30) and from 200 on; bit is on in minutes 50 to 59. */
const events = new AlarmEvaluator(DEFINITIONS).advance({
  startsMs: Float64Array.from({ length: MINUTES }, (_, at) => minute(at)),
  columns: new Map([
    [
      columnKey('x', 'avg'),
      Float64Array.from({ length: MINUTES }, (_, at) =>
        (at >= 10 && at < 20) || at >= 200 ? 20 + (at === 15 ? 10 : 0) : 0,
      ),
    ],
    [
      columnKey('bit', 'avg'),
      Float64Array.from({ length: MINUTES }, (_, at) => (at >= 50 && at < 60 ? 1 : 0)),
    ],
  ]),
});

/** Two anomalies: 1 is critical and over, 2 is low and goes on. */
const column = (name: string, values: (string | null)[]) => ({ name, kind: 'text' as const, values });
const ANOMALIES: Columns = {
  rows: 2,
  columns: [
    { name: 'id', kind: 'number', values: Float64Array.of(1, 2) },
    { name: 'timestamp', kind: 'time', values: Float64Array.of(minute(70), minute(80)) },
    column('severity', ['critical', 'low']),
    column('sensor', ['x', null]),
    column('system', ['Gas', 'Export']),
    { name: 'acknowledged', kind: 'boolean', values: [false, false] },
    { name: 'resolved', kind: 'boolean', values: [true, false] },
  ],
};
const rowOf = (id: number): Columns => {
  const at = id - 1;
  const columns = ANOMALIES.columns.map((one) => ({
    ...one,
    values: one.values.slice(at, at + 1),
  })) as Columns['columns'];
  return { rows: at < 2 ? 1 : 0, columns };
};

const tag = (name: string) => ({ tag: name, header: name, unit: 'psi', group: 'Compressor' });
const plant = {
  info: { firstMs: START_MS, endMs: minute(MINUTES), tags: [tag('x'), tag('bit')] },
  tagOf: () => null,
  ask: async (_: unknown, make: (known: unknown) => Query<unknown>) => {
    const { sql, params } = make({
      range: { fromMs: START_MS, toMs: minute(MINUTES) },
      untilMs: minute(MINUTES),
    });
    if (sql.includes('WHERE id =')) return rowOf(Number(params[0]));
    const severity = /severity = '(\w+)'/.exec(sql)?.[1];
    return severity === undefined ? ANOMALIES : severity === 'critical' ? rowOf(1) : rowOf(3);
  },
} as unknown as Plant;

let actions: KeptAction[] = [];
let nowMs = minute(MINUTES);
let number = 0;
const input = () => ({ alarms: DEFINITIONS.map(({ id }) => id), events, actions, nowMs });
const service: AlarmService = {
  seen: async () => ({
    occurrences: buildRecord(input()).occurrences,
    judged: (alarm) => DEFINITIONS.find(({ id }) => id === alarm),
    actions,
  }),
  async act(target, action, by, note) {
    const doing = { by, note, atMs: nowMs, doneMs: ++number };
    const planned = planActs(input(), [target], action, doing, () => `id ${++number}`);
    actions = [...actions, ...planned.actions];
    return planned.refused[0]?.reason ?? null;
  },
};
const said: Said = {
  machines: async () => DEFAULT_MACHINES,
  models: async () => [],
  forecasts: async () => [],
  alarms: service,
};
type Row = Record<string, unknown>;
const alerts = async (search = ''): Promise<Row[]> => {
  const { body } = await answer({ method: 'GET', path: '/api/alerts', search }, plant, said);
  return (body as { data: Row[] }).data;
};
const acknowledge = (id: string, body: unknown = '{"user":"night shift"}') =>
  answer(
    { method: 'POST', path: `/api/alerts/${encodeURIComponent(id)}/acknowledge`, search: '', body },
    plant,
    said,
  );

beforeEach(() => ([actions, nowMs] = [[], minute(MINUTES)]));

describe('GET /api/alerts', () => {
  it('gives alarms and anomalies: unresolved first, then by severity, then newest', async () => {
    const rows = await alerts();
    expect(rows.map(({ id, severity, resolved }) => [String(id).split('@')[0], severity, resolved])).toEqual([
      ['x.high', 'medium', false],
      ['2', 'low', false],
      ['1', 'critical', true],
      ['bit.state', 'critical', true],
      ['x.high', 'medium', true],
    ]);
  });
  it('tells of an alarm when it began, was raised and returned, its limit and its worst value', async () => {
    expect((await alerts()).at(-1)).toMatchObject({
      timestamp: new Date(minute(10)).toISOString(),
      detected_at: new Date(minute(11)).toISOString(),
      resolved_at: new Date(minute(21)).toISOString(),
      anomaly_type: 'rule-based',
      system: 'Compressor',
      sensor: 'x',
      expected_value: 10,
      actual_value: 30,
      deviation: 20,
      description: expect.stringContaining(
        'above 10\u00a0psi from 2025-01-01T00:10:00.000Z for 11 min, at worst 30.0',
      ),
      recommended_action: 'Look.',
      acknowledged: false,
      acknowledged_at: null,
    });
  });
  it('keeps to the period and the severity asked for', async () => {
    const ids = async (search: string) => (await alerts(search)).map(({ id }) => String(id).split('@')[0]);
    expect(await ids('?hours=1')).not.toContain('bit.state');
    expect(await ids('?severity=critical')).toEqual(['1', 'bit.state']);
  });
  it('knows nothing of what was raised after the moment that is seen', async () => {
    nowMs = minute(15);
    expect((await alerts()).find(({ id }) => String(id).startsWith('x.high'))).toMatchObject({
      resolved: false,
    });
    expect((await alerts()).filter(({ id }) => String(id).includes('@'))).toHaveLength(1);
  });
});

describe('POST /api/alerts/{id}/acknowledge', () => {
  it('acknowledges an alarm by who is named, and the alarm itself moves', async () => {
    const [first] = await alerts();
    const { status, body } = await acknowledge(String(first.id));
    expect([status, body]).toMatchObject([
      200,
      { data: { id: first.id, acknowledged: true, acknowledged_by: 'night shift' } },
    ]);
    expect(buildRecord(input()).alarms[0].state).toBe('acknowledged');
    expect((await alerts())[0]).toMatchObject({ acknowledged: true });
  });
  it('twice leaves the first acknowledgement as it is', async () => {
    const [{ id }] = await alerts();
    await acknowledge(String(id));
    const again = await acknowledge(String(id), { user: 'other' });
    expect(again).toMatchObject({ status: 200, body: { data: { acknowledged_by: 'night shift' } } });
    expect(actions).toHaveLength(1);
  });
  it('acknowledges a row of anomalies, which is found again by its time and sensor', async () => {
    expect(await acknowledge('2')).toMatchObject({
      status: 200,
      body: { data: { id: 2, acknowledged: true } },
    });
    expect((await alerts()).find(({ id }) => id === 2)).toMatchObject({ acknowledged_by: 'night shift' });
    expect((await alerts()).find(({ id }) => id === 1)).toMatchObject({ acknowledged: false });
  });
  it.each(['7', 'x.high@2030-01-01T00:00:00Z', 'nonsense'])('of %s, which is none, is 404', async (id) => {
    expect(await acknowledge(id)).toEqual({ status: 404, body: { error: `there is no alert ${id}` } });
  });
  it.each([[undefined], ['{}'], ['{"user":" "}'], ['no json']])(
    'without a user (%s) is 400',
    async (body) => {
      const [{ id }] = await alerts();
      expect(await acknowledge(String(id), body ?? null)).toMatchObject({ status: 400 });
      expect(actions).toEqual([]);
    },
  );
});
