import { buildRecord } from '$lib/alarms/record';
import type { TimeRange } from '$lib/ingest/types';
import { readAlarmActions, readAlarmEdits, readEvaluation } from '$lib/store/alarm-memory';
import { readAnomalies } from '$lib/store/anomaly-memory';
import type { FleetFacts } from '$lib/store/fleet-types';
import { readMachineSettings } from '$lib/store/machine-settings';
import { readPlantSettings } from '$lib/store/person-settings';
import type { Plant } from '$lib/store/plant-types';
import { NORMAL } from '$lib/plant/units-conditions';
import { priorityCounts } from './alarm-counts';
import { plantAlarms, scoresOf, type AlarmBasis } from './alarm-setup';
import { computeFigures, figuresOf } from './key-figures';
import { unitConditions } from './settings-conditions';

const PERIOD_MS = 7 * 86_400_000;
const COVERAGE_BUCKETS = 200;

/** The time that figures of the fleet are of: the last seven days of a plant's own data. */
export const fleetPeriod = ({ firstMs, endMs }: { firstMs: number; endMs: number }): TimeRange => ({
  fromMs: Math.max(firstMs, endMs - PERIOD_MS),
  toMs: endMs,
});

/** Host of a plant that is read where it lies. */
export const hostOf = (url: string): string => new URL(url).host;

/** What is kept of a plant's alarms. */
export interface KeptAlarms extends AlarmBasis {
  evaluation: Awaited<ReturnType<typeof readEvaluation>>;
  actions: Awaited<ReturnType<typeof readAlarmActions>>;
}

/** Read what is kept of a plant's alarms. */
export async function readKeptAlarms(fingerprint: string): Promise<KeptAlarms> {
  const [evaluation, edits, actions, { inverted }, [newest], own] = await Promise.all([
    readEvaluation(fingerprint),
    readAlarmEdits(fingerprint),
    readAlarmActions(fingerprint),
    readMachineSettings(fingerprint),
    readAnomalies(fingerprint),
    readPlantSettings(fingerprint),
  ]);
  const conditions = unitConditions(own, NORMAL);
  return { evaluation, edits, actions, inverted, scores: scoresOf(newest), conditions };
}

/** Alarms that call for somebody, by what was judged last; null when nothing was. @param nowMs in the plant's time */
export function openAlarms(
  plant: Pick<Plant, 'info' | 'tagOf'>,
  { evaluation, actions, ...basis }: KeptAlarms,
  nowMs: number,
): FleetFacts['alarms'] {
  if (!evaluation) return null;
  const { byId } = plantAlarms(plant, basis);
  const known = evaluation.events.filter(({ alarm }) => byId.has(alarm));
  const { alarms } = buildRecord({ alarms: [...byId.keys()], events: known, actions, nowMs });
  return priorityCounts(alarms, (id) => byId.get(id));
}

/** Look at an open plant, by the functions of the Overview. @param nowMs wall clock */
export async function lookAt(
  plant: Plant,
  alarms: KeptAlarms,
  nowMs: number,
  signal: AbortSignal,
): Promise<FleetFacts> {
  const { info } = plant;
  const range = fleetPeriod(info);
  const specs = figuresOf(plant).filter(({ canonical }) => canonical !== null);
  const figures = await computeFigures(plant, specs, range, signal);
  const { percent } = await plant.coverage(range, COVERAGE_BUCKETS, signal);
  const methane = figures.find(({ spec }) => spec.canonical === 'gas.ch4');
  return {
    fingerprint: info.fingerprint,
    lookedMs: nowMs,
    ...range,
    figures: figures.flatMap(({ spec: { canonical, name, tag, unit }, value }) =>
      canonical !== null && tag ? [{ canonical, name, header: tag.header, unit, value }] : [],
    ),
    methane: methane?.spec.tag ? methane.spark : new Float64Array(),
    coveragePercent:
      percent.length === 0 ? Number.NaN : percent.reduce((sum, one) => sum + one, 0) / percent.length,
    alarms: openAlarms(plant, alarms, Math.max(nowMs, info.endMs)),
  };
}
