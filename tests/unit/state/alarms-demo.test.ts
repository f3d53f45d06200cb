/** Alarms of the simulated plant against the faults that it was given. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAlarms } from '../../../workers/alarms/alarms';
import { NO_EDITS } from '$lib/alarms/edits';
import { buildRecord } from '$lib/alarms/record';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { plantAlarms, type PlantAlarms } from '$lib/state/alarm-setup';
import { reportOf } from '$lib/state/alarm-view';
import { evaluateAlarms, type ConnectAlarms } from '$lib/store/alarm-run';
import type { KeptEvaluation } from '$lib/store/alarm-types';
import type { Plant } from '$lib/store/plant-types';
import { nativePlant } from './support/native-plant';

const DEMO = 'static/demo/plant.duckdb';
const BASIS = { edits: NO_EDITS, inverted: [], conditions: USUAL_CONDITIONS, scores: null };

const connect: ConnectAlarms = () => {
  const alarms = createAlarms();
  return {
    remote: { begin: async (all) => alarms.begin(all), advance: async (minutes) => alarms.advance(minutes) },
    dispose: () => {},
  };
};

describe.skipIf(!existsSync(DEMO))('alarms of the simulated plant', () => {
  let plant: Plant;
  let alarms: PlantAlarms;
  let found: KeptEvaluation;
  beforeAll(async () => {
    plant = await nativePlant(DEMO);
    alarms = plantAlarms(plant, BASIS);
    found = await evaluateAlarms(plant, { definitions: alarms.judged, scores: null }, {}, connect);
  }, 60_000);

  const MINUTE_MS = 60_000;
  const record = (nowMs: number) =>
    buildRecord({ alarms: [...alarms.byId.keys()], events: found.events, actions: [], nowMs });
  const raised = (alarm: string) =>
    record(plant.info.endMs).occurrences.filter((one) => one.alarm.startsWith(alarm));
  const at = (iso: string) => Date.parse(`${iso}:00Z`);

  it('all can be judged: every tag is mapped, every unit fits', () => {
    expect(alarms.unjudged).toEqual([]);
    expect(found.minutes).toBe(plant.info.minutes);
  });

  it('every emergency stop and abort is raised once, in its minute, and returns', () => {
    const stops = [...raised('safety.estop'), ...raised('safety.abort')];
    const began = [
      '2024-01-05T09:44',
      '2024-01-13T04:42',
      '2024-02-01T19:19',
      '2024-02-29T21:02',
      '2024-03-10T06:24',
    ];
    expect(stops).toHaveLength(began.length);
    for (const iso of began)
      expect(stops.filter(({ sinceMs }) => Math.abs(sinceMs - at(iso)) <= MINUTE_MS)).toHaveLength(1);
    expect(stops.every(({ returnedMs }) => returnedMs !== null)).toBe(true);
  });

  it('every failure of a machine raises its fault at the simulated time of failure', () => {
    const times = (alarm: string) => raised(alarm).map(({ sinceMs }) => sinceMs);
    const near = (isos: string[]) =>
      isos.map((iso) => expect.toSatisfy((ms: number) => Math.abs(ms - at(iso)) <= MINUTE_MS));
    expect(times('blower.fault')).toEqual(near(['2024-01-29T08:25', '2024-02-19T04:21', '2024-03-11T04:19']));
    expect(times('compressor.fault')).toEqual(near(['2024-02-24T06:18', '2024-03-20T02:25']));
  });

  it('oxygen rises only in the two ingresses of air, and the oil filter only as it clogs', () => {
    const within = (from: string, to: string) => (ms: number) => ms >= at(from) && ms < at(to);
    const inside = [
      within('2024-01-20T05:04', '2024-01-20T21:18'),
      within('2024-02-18T14:47', '2024-02-20T14:13'),
    ];
    const oxygen = raised('gas.o2.high');
    expect(inside.map((is) => oxygen.filter(({ sinceMs }) => is(sinceMs)).length > 0)).toEqual([true, true]);
    expect(oxygen.filter(({ sinceMs }) => !inside.some((is) => is(sinceMs)))).toEqual([]);
    const [filter, ...more] = raised('compressor.oil_filter_dp');
    expect(more).toEqual([]);
    expect(filter.sinceMs).toSatisfy(within('2024-02-27T20:05', '2024-03-20T02:25'));
    expect(filter.worst).toBeGreaterThan(20);
  });

  it('a replay knows nothing of later: its record is that of a history which ends at its clock', async () => {
    const nowMs = at('2024-02-01T19:40');
    const early = record(nowMs);
    const shorter = { ...plant, info: { ...plant.info, endMs: nowMs } };
    const setup = { definitions: alarms.judged, scores: null };
    const { events } = await evaluateAlarms(shorter, setup, {}, connect);
    const ids = [...alarms.byId.keys()];
    expect(early).toEqual(buildRecord({ alarms: ids, events, actions: [], nowMs }));
    const standing = early.alarms.filter(({ active }) => active).map(({ id }) => id);
    expect(standing).toEqual(['safety.abort.state']);
  });

  it('the performance report counts what was raised', () => {
    const { entries, occurrences } = record(plant.info.endMs);
    const period = { fromMs: plant.info.firstMs, toMs: plant.info.endMs };
    const report = reportOf({ entries }, alarms.byId.values(), period, 1);
    expect(report.annunciations).toBe(occurrences.length);
    expect(report.caution).toBeNull();
    expect(report.priorities.find(({ priority }) => priority === 'urgent')?.annunciations).toBe(5);
    expect(report.stale.map(({ alarm }) => alarm)).toContain('compressor.oil_filter_dp.high');
  });
});
