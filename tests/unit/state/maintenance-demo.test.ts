/** Maintenance of the simulated plant of the site, against what was injected into it. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMaintenance } from '../../../workers/maintenance/maintenance';
import { judgeMaintenance } from '$lib/maintenance/judge';
import type { MaintenanceInput } from '$lib/maintenance/judge-types';
import { LIFE_MODEL } from '$lib/maintenance/life-model-data';
import { predictedRows, predictionsOf } from '$lib/maintenance/predictions';
import { hoursUntil, type SensorHours } from '$lib/maintenance/sensors';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { plantSensors, readSensorHours } from '$lib/state/maintenance-read';
import { numbersOf, textsOf } from '$lib/sql/query';
import type { Plant } from '$lib/store/plant-types';
import { nativePlant } from './support/native-plant';

const DEMO = 'static/demo/plant.duckdb';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const absent = !existsSync(DEMO);

describe.skipIf(absent)(`the simulated plant (skipped where ${DEMO} is not built)`, () => {
  let plant: Plant;
  let input: Omit<MaintenanceInput, 'nowMs'>;
  let filterFailsMs: number;

  beforeAll(async () => {
    plant = await nativePlant(DEMO);
    const sensors = plantSensors(plant, USUAL_CONDITIONS);
    const hours = await readSensorHours(plant, sensors, new AbortController().signal, () => {});
    const references = { compressor: null, blower: null };
    input = { hours, sensors: sensors.found, missing: sensors.missing, references, limits: {}, serviced: {} };
    const truth = await plant.query(
      'SELECT fault, epoch_ms(failure_time)::DOUBLE AS x FROM plant.fault_truth ORDER BY from_time',
    );
    filterFailsMs = numbersOf(truth, 'x')[textsOf(truth, 'fault').indexOf('oil_filter_clogging')];
  }, 60_000);
  afterAll(() => plant.dispose());

  const judge = (nowMs: number, more: Partial<MaintenanceInput> = {}) =>
    judgeMaintenance({ ...input, ...more, nowMs }, { model: LIFE_MODEL });

  it('reads every hour of every sensor, in SI', () => {
    expect(input.missing).toEqual([]);
    expect(input.hours.timesMs).toHaveLength(90 * 24);
    const kelvin = input.hours.mean.oilTemperature ?? new Float64Array();
    expect(Math.max(...kelvin.filter(Number.isFinite))).toBeLessThan(400);
  });

  it('announces the clogging of the oil filter four days ahead, for the right time', async () => {
    const nowMs = filterFailsMs - 4 * DAY;
    const judgement = await judge(nowMs);
    const [found] = predictionsOf(judgement).filter(({ component }) => component === 'filter');
    expect(found.earliestMs).toBeLessThan(filterFailsMs);
    expect(found.latestMs).toBeGreaterThan(filterFailsMs);
    expect(Math.abs(found.failureMs - filterFailsMs)).toBeLessThan(2 * DAY);
    expect(['high', 'urgent']).toContain(found.priority);
    const [row] = predictedRows([found], nowMs);
    expect(row).toMatchObject({ event_type: 'predicted', equipment: 'compressor', status: 'pending' });
    expect(row.remaining_useful_life_hours).toBeCloseTo(found.life.hours);
  }, 60_000);

  it('goes by nothing after its instant', async () => {
    const nowMs = filterFailsMs - 4 * DAY;
    const end = input.hours.timesMs.findIndex((ms) => ms >= nowMs);
    const early: SensorHours = hoursUntil(input.hours, end);
    const [whole, cut] = [await judge(nowMs), await judge(nowMs, { hours: early })];
    expect(cut.components.map(({ health }) => health)).toEqual(whole.components.map(({ health }) => health));
    expect(cut.components.map(({ life }) => life)).toEqual(whole.components.map(({ life }) => life));
  }, 60_000);

  it('counts wear anew from work that is done', async () => {
    const nowMs = filterFailsMs - 4 * DAY;
    const judgement = await judge(nowMs, { serviced: { filter: nowMs - 12 * HOUR } });
    const filter = judgement.components.find(({ id }) => id === 'filter');
    expect(filter?.life).toBeNull();
    expect(filter?.announced).toBe(false);
    expect(filter?.parts[0].resetMs).toBeGreaterThan(nowMs - DAY);
  }, 60_000);

  it('says why a component cannot be judged, and judges the others', async () => {
    const without = { ...input.hours, mean: { ...input.hours.mean, oilFilterDrop: undefined } };
    const missing = [{ name: 'oilFilterDrop', words: 'oil filter differential', why: 'not mapped' as const }];
    const judgement = await judge(plant.info.endMs, { hours: without, missing });
    const filter = judgement.components.find(({ id }) => id === 'filter');
    expect(filter?.health).toBeNull();
    expect(filter?.why).toBe('oil filter differential: not mapped');
    expect(judgement.components.find(({ id }) => id === 'cooling')?.health).not.toBeNull();
  }, 60_000);

  it('judges nothing in the first days', async () => {
    const judgement = await judge(plant.info.firstMs + 4 * DAY);
    const judged = judgement.components.filter(({ id, health }) => id !== 'readings' && health !== null);
    expect(judged).toEqual([]);
    expect(judgement.components[0].why).toContain('fewer than five healthy days');
  }, 60_000);

  it('is judged in a worker, one after the other, and can be given up', async () => {
    const worker = createMaintenance(LIFE_MODEL);
    const nowMs = plant.info.endMs;
    const said: number[] = [];
    const first = worker.judge(1, { ...input, nowMs }, ({ fraction }) => said.push(fraction));
    const second = worker.judge(2, { ...input, nowMs }, () => {});
    worker.cancel(2);
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).nowMs).toBe(nowMs);
    expect(said).toEqual([...said].sort((a, b) => a - b));
    expect(said.length).toBeGreaterThan(5);
  }, 60_000);
});
