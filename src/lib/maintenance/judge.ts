/** Health, remaining life and announcements of all components of a plant at an instant. */

import { isAnnounced, STANDS_HOURS } from './announce';
import { assessIndicator, type IndicatorState } from './assess';
import { COMPONENT_IDS, COMPONENTS, indicatorsOf, type ComponentId, type IndicatorSpec } from './components';
import { sensorReadings, type SensorReading } from './instruments';
import type {
  ComponentHealth,
  MaintenanceInput,
  MaintenanceJudgement,
  MaintenanceProgress,
  PartHealth,
} from './judge-types';
import { remainingLife, type LifeModel } from './life-model';
import {
  judgeIndicators,
  learnIndicators,
  prepare,
  type JudgedIndicator,
  type UnjudgedIndicator,
} from './plant-indicators';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a judgement goes by beside its input. */
export interface JudgeOptions {
  model: LifeModel;
  onProgress?: (progress: MaintenanceProgress) => void;
  signal?: AbortSignal;
}

/** Health of a wear: 100 as when healthy, 0 at the limit and beyond. */
export const healthOf = (wear: number): number | null =>
  Number.isFinite(wear) ? Math.round(100 * (1 - Math.min(1, Math.max(0, wear)))) : null;

/** Lowest of the numbers there are; null without one. */
export const lowest = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((low, value) => (value === null ? low : Math.min(low ?? value, value)), null);

function limitOf(id: string, { limits }: Pick<MaintenanceInput, 'limits'>, model: LifeModel) {
  const own = limits[id];
  if (own > 0) return { value: own, source: 'set by you' };
  const { value, source } = model.limits[id] ?? { value: NaN, source: 'no limit is known' };
  return { value, source };
}

function sensorOf({ kind, needs }: IndicatorSpec, { sensors }: MaintenanceInput): PartHealth['sensor'] {
  if (kind === 'percent' || kind === 'points' || kind === 'ppm') return null;
  const sensor = sensors.find(({ name }) => name === needs[0]);
  return sensor ? { tag: sensor.tag.tag, scale: sensor.toSi.scale } : null;
}

function assessAt(one: JudgedIndicator, input: MaintenanceInput, model: LifeModel, nowMs: number) {
  return assessIndicator({
    id: one.spec.id,
    timesMs: input.hours.timesMs,
    residuals: one.residuals,
    limit: limitOf(one.spec.id, input, model).value,
    daySpread: one.expectation.daySpread,
    servicedMs: input.serviced[one.spec.component] ?? null,
    nowMs,
  });
}

function judgedPart(
  one: JudgedIndicator,
  state: IndicatorState,
  input: MaintenanceInput,
  model: LifeModel,
): PartHealth {
  const { id, name, formula, kind, specific, component } = one.spec;
  const limit = limitOf(id, input, model);
  const { fromMs, toMs, days, daySpread } = one.expectation;
  const reset = state.serviceSeen || input.serviced[component] !== undefined;
  const health = healthOf(state.wear);
  return {
    ...{ id, name, formula, kind, specific, health },
    why: health === null ? 'no reading of the last half day while the machine ran' : null,
    residual: state.wear * limit.value,
    limit: limit.value,
    limitSource: limit.source,
    healthy: { fromMs, toMs, days, spread: daySpread },
    sensor: sensorOf(one.spec, input),
    series: state.series,
    trend: state.trend,
    resetMs: reset ? state.sinceDay * DAY_MS : null,
    servicesMs: state.serviceDays.map((day) => day * DAY_MS),
  };
}

function unjudgedPart(
  { spec, why }: UnjudgedIndicator,
  input: MaintenanceInput,
  model: LifeModel,
): PartHealth {
  const { id, name, formula, kind, specific }: IndicatorSpec = spec;
  const limit = limitOf(id, input, model);
  const series = { days: new Float64Array(), wear: new Float64Array() };
  return {
    ...{ id, name, formula, kind, specific, why, series },
    health: null,
    residual: NaN,
    limit: limit.value,
    limitSource: limit.source,
    healthy: null,
    sensor: sensorOf(spec, input),
    trend: null,
    resetMs: null,
    servicesMs: [],
  };
}

/**
 * Health of a component: its worst part of those that nothing else moves; where none of them can be judged, of the others.
 */
export const componentHealth = (parts: readonly Pick<PartHealth, 'specific' | 'health'>[]): number | null =>
  lowest(parts.filter(({ specific }) => specific).map(({ health }) => health)) ??
  lowest(parts.map(({ health }) => health));

function componentOf(
  id: ComponentId,
  parts: PartHealth[],
  now: readonly IndicatorState[],
  before: readonly IndicatorState[],
  model: LifeModel,
): ComponentHealth {
  const { machine, name } = COMPONENTS[id];
  const life = remainingLife(model, id, now);
  const health = componentHealth(parts);
  const reasons = [...new Set(parts.map(({ why }) => why))].filter((why) => why !== null);
  return {
    ...{ id, machine, name, health, parts, life },
    why: health === null ? reasons.join('; ') : null,
    announced: isAnnounced(life, remainingLife(model, id, before)),
  };
}

function instrumentsOf(readings: readonly SensorReading[]): ComponentHealth {
  const { machine, name } = COMPONENTS.readings;
  const health = lowest(readings.map((one) => one.health));
  const why = health === null ? 'no sensor is mapped' : null;
  return { id: 'readings', machine, name, health, why, parts: [], life: null, announced: false };
}

/**
 * Judge a plant at an instant: what was learnt and is said goes by nothing after it.
 * @throws AbortError when cancelled
 */
export async function judgeMaintenance(
  input: MaintenanceInput,
  { model, onProgress, signal }: JudgeOptions,
): Promise<MaintenanceJudgement> {
  const told = async (fraction: number, doing: string) => {
    onProgress?.({ fraction, doing });
    // Lets a cancellation in.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  };
  await told(0, 'looking when the machines ran');
  const inputs = prepare(input.hours);
  await told(0.2, 'learning the healthy days');
  const { learnt, unjudged } = learnIndicators(inputs, input.missing, input.references, input.nowMs);
  const judged = judgeIndicators(inputs, learnt);
  await told(0.6, 'following wear');
  const components: ComponentHealth[] = [];
  for (const [at, id] of COMPONENT_IDS.entries()) {
    if (id === 'readings') continue;
    const own = judged.filter(({ spec }) => spec.component === id);
    const now = own.map((one) => assessAt(one, input, model, input.nowMs));
    const before = own.map((one) => assessAt(one, input, model, input.nowMs - STANDS_HOURS * HOUR_MS));
    const parts = indicatorsOf(id).map((spec) => {
      const place = own.findIndex((one) => one.spec.id === spec.id);
      const missing = unjudged.find((one) => one.spec.id === spec.id) ?? { spec, why: 'it was never read' };
      return place < 0
        ? unjudgedPart(missing, input, model)
        : judgedPart(own[place], now[place], input, model);
    });
    components.push(componentOf(id, parts, now, before, model));
    await told(0.6 + (0.4 * (at + 1)) / COMPONENT_IDS.length, 'following wear');
  }
  const readings = sensorReadings(input.hours, input.sensors, inputs.steady.compressor, input.nowMs);
  return {
    firstMs: input.hours.timesMs[0] ?? input.nowMs,
    nowMs: input.nowMs,
    components: [...components, instrumentsOf(readings)],
    instruments: readings,
    model: { version: model.version, trainedOn: model.trainedOn },
  };
}
