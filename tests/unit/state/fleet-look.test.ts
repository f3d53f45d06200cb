import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_EDITS } from '$lib/alarms/edits';
import { NORMAL } from '$lib/plant/units-conditions';
import { fleetPeriod, lookAt, openAlarms, type KeptAlarms } from '$lib/state/fleet-look';
import { plantAlarms } from '$lib/state/alarm-setup';
import { unitConditions } from '$lib/state/settings-conditions';
import { DEFAULT_PLANT } from '$lib/store/person-settings';
import type { Plant } from '$lib/store/plant-types';
import { alarmsWords, byNeed, fleetColumns } from '$lib/ui/fleet/columns';
import { openTestPlant } from '../api/open-test-plant';
import { STARTING_MS } from '../workers/database/node-engine';
import { HOUR_MS, START_MS } from '../workers/database/test-plant';

const nothing: KeptAlarms = {
  ...{ evaluation: null, actions: [], edits: NO_EDITS, inverted: [], scores: null },
  conditions: unitConditions(DEFAULT_PLANT, NORMAL),
};

let plant: Plant;
beforeAll(async () => void (plant = await openTestPlant()), STARTING_MS);
afterAll(() => plant.dispose());

test('a plant is looked at over the last seven days of its own data, by the figures of the Overview', async () => {
  const facts = await lookAt(plant, nothing, START_MS + 99 * HOUR_MS, new AbortController().signal);
  expect(facts).toMatchObject({ fingerprint: 'abc', fromMs: START_MS, toMs: plant.info.endMs, alarms: null });
  const methane = facts.figures.find(({ canonical }) => canonical === 'gas.ch4');
  const [asked] = (await plant.query('SELECT sum(ch4_avg * ch4_count) / sum(ch4_count) FROM minute_rollup'))
    .columns;
  expect(methane?.value).toBeCloseTo(asked.values[0] as number, 9);
  expect(methane).toMatchObject({ unit: '%', header: 'CH4' });
  expect(facts.figures.map(({ canonical }) => canonical)).not.toContain('gas.h2s');
  // Ten minutes of four hours have no rows.
  expect(facts.coveragePercent).toBeCloseTo((100 * 230) / 240, 0);
  expect(facts.methane.length).toBeGreaterThan(0);
});

test('the period never begins before the data', () => {
  expect(fleetPeriod({ firstMs: 0, endMs: 30 * 24 * HOUR_MS }).fromMs).toBe(23 * 24 * HOUR_MS);
});

test('open alarms are those of the last judgement, less what was acknowledged and is over', () => {
  const { byId } = plantAlarms(plant, nothing);
  const [[id, { priority }]] = [...byId];
  const events = [{ kind: 'raised' as const, alarm: id, atMs: START_MS, sinceMs: START_MS, value: 1 }];
  const evaluation = { key: '', events, minutes: 1, alarms: 1, tookMs: 0 };
  const kept = { ...nothing, evaluation } as unknown as KeptAlarms;
  expect(openAlarms(plant, kept, START_MS + HOUR_MS)).toEqual([
    { priority, unacknowledged: 1, acknowledged: 0 },
  ]);
  expect(openAlarms(plant, kept, START_MS - 1)).toEqual([]);
  const gone = [{ ...events[0], alarm: 'an alarm that was deleted' }];
  expect(
    openAlarms(plant, { ...kept, evaluation: { ...evaluation, events: gone } } as never, START_MS),
  ).toEqual([]);
});

test('plants with urgent alarms come first; columns are what any plant has', () => {
  const facts = (alarms: [string, number][] | null, ...figures: string[]) =>
    ({
      alarms:
        alarms?.map(([priority, unacknowledged]) => ({ priority, unacknowledged, acknowledged: 1 })) ?? null,
      figures: figures.map((canonical) => ({ canonical, name: canonical.toUpperCase() })),
    }) as never;
  const [calm, urgent, high] = [facts(null, 'a'), facts([['urgent', 1]], 'b', 'a'), facts([['high', 5]])];
  expect([calm, high, urgent].sort(byNeed)).toEqual([urgent, high, calm]);
  expect(fleetColumns([calm, null, urgent])).toEqual([
    { canonical: 'a', name: 'A' },
    { canonical: 'b', name: 'B' },
  ]);
  expect(alarmsWords([{ priority: 'high', unacknowledged: 1, acknowledged: 1 }])).toBe(
    '2 high (1 not acknowledged)',
  );
});
