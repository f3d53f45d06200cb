import type { TimeRange } from '$lib/ingest/types';
import {
  stateIntervals,
  statesOf,
  summariseStates,
  type MachineName,
  type MachineState,
  type StateInterval,
  type StateThresholds,
} from '$lib/plant/states';
import type { UnitConditions } from '$lib/plant/units-conditions';
import type { Plant } from '$lib/store/plant-types';
import { bucketSignals, bucketThresholds, machineSource, readBuckets, readHistory } from './machines-read';

/** A machine of the equipment strip. */
export interface Equipment {
  machine: MachineName;
  intervals: StateInterval[];
  /** State at the end of the period, and since when as far as the period tells. */
  state: MachineState;
  sinceMs: number;
  /** Running in percent of the time in which its state is known, NaN when it never is. */
  dutyPercent: number;
  starts: number;
  /** Width of the buckets that the states are told from, ms. */
  bucketMs: number;
}

const MACHINES: MachineName[] = ['compressor', 'blower'];
/** What states are told from. */
const NAMES = new Set(['running', 'current', 'speed', 'flow', 'suction', 'discharge']);
const POINTS = 480;
const DAY_MS = 86_400_000;

/** Thresholds learnt from a history; a replay asks twice a second, and they hardly change from day to day. */
const learnt = new Map<string, StateThresholds>();
const MOST_LEARNT = 20;

async function readOne(
  plant: Plant,
  machine: MachineName,
  conditions: UnitConditions,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Equipment | null> {
  const all = machineSource(plant, machine, conditions, '');
  const source = { ...all, columns: all.columns.filter(({ name }) => NAMES.has(name)) };
  const own = source.columns.filter(({ name }) => name !== 'flow');
  if (own.length === 0) return null;
  const { fingerprint, endMs } = plant.info;
  const tags = source.columns.map(({ tag }) => tag.tag);
  const key = [fingerprint, machine, Math.floor(endMs / DAY_MS), ...tags].join(' ');
  const thresholds = learnt.get(key) ?? bucketThresholds(await readHistory(plant, source, signal));
  if (learnt.size >= MOST_LEARNT) learnt.clear();
  learnt.set(key, thresholds);
  const buckets = await readBuckets(plant, source, range, POINTS, signal);
  const codes = statesOf(bucketSignals(buckets), thresholds);
  const intervals = stateIntervals(buckets.timesMs, codes, buckets.bucketMs);
  const { dutyPercent, starts } = summariseStates(intervals);
  const last = intervals.findLast(({ state }) => state !== 'no data');
  return {
    ...{ machine, intervals, dutyPercent, starts, bucketMs: buckets.bucketMs },
    state: last?.state ?? 'no data',
    sinceMs: last?.fromMs ?? Number.NaN,
  };
}

/** What the machines did over a period, to the bucket; machines of which nothing is mapped are left out. */
export async function readEquipment(
  plant: Plant,
  conditions: UnitConditions,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Equipment[]> {
  const found = await Promise.all(
    MACHINES.map((machine) => readOne(plant, machine, conditions, range, signal)),
  );
  return found.filter((one) => one !== null);
}
