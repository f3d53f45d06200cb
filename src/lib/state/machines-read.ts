import type { TimeRange } from '$lib/ingest/types';
import { motorPowerTags } from '$lib/plant/compressor-power';
import { MACHINE_COLUMNS, toSi, type MachineBuckets, type SiKind } from '$lib/plant/machines-columns';
import {
  learnThresholds,
  STATE_SIGNALS,
  type MachineName,
  type StateSignal,
  type StateSignals,
  type StateThresholds,
} from '$lib/plant/states';
import { canonicalTag } from '$lib/plant/tags';
import type { Linear, UnitContext } from '$lib/plant/units';
import type { UnitConditions } from '$lib/plant/units-conditions';
import { applyLinear } from '$lib/plant/units-convert';
import type { Plant, TagInfo } from '$lib/store/plant-types';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A column that can be read: its tag, and the way from its unit to SI. */
export interface SourceColumn {
  name: string;
  tag: TagInfo;
  kind: SiKind;
  toSi: Linear;
}

/** What of a machine can be read of a plant. */
export interface MachineSource {
  machine: MachineName;
  columns: SourceColumn[];
  /** Canonical tags without a sensor. */
  unmapped: { canonical: string; name: string }[];
  /** Mapped tags whose unit is not one of their quantity, so that nothing can be computed of them. */
  unknownUnit: TagInfo[];
}

/** The sensors of a machine by the mapping in force. @param powerTag as in `MachineSettings` */
export function machineSource(
  { info, tagOf }: Pick<Plant, 'info' | 'tagOf'>,
  machine: MachineName,
  conditions: UnitConditions,
  powerTag: string | null,
): MachineSource {
  const context: UnitContext = { ...conditions, molarMass: null };
  const source: MachineSource = { machine, columns: [], unmapped: [], unknownUnit: [] };
  const add = (name: string, kind: SiKind, tag: TagInfo) => {
    const linear = toSi(kind, tag.unit, context);
    if (linear) source.columns.push({ name, tag, kind, toSi: linear });
    else source.unknownUnit.push(tag);
  };
  for (const [name, [canonical, kind]] of Object.entries(MACHINE_COLUMNS[machine])) {
    const tag = info.tags.find((one) => one.tag === tagOf(canonical));
    if (tag) add(name, kind, tag);
    else source.unmapped.push({ canonical, name: canonicalTag(canonical)?.name ?? canonical });
  }
  const power =
    powerTag === null ? motorPowerTags(info.tags)[0] : info.tags.find(({ tag }) => tag === powerTag);
  if (machine === 'compressor' && power) add('power', 'power', power);
  return source;
}

/** The column of a name, null when it cannot be read. */
export const columnOf = ({ columns }: MachineSource, name: string): SourceColumn | null =>
  columns.find((column) => column.name === name) ?? null;

/**
 * Buckets of about a width over a range, in SI. Answers in whole buckets of the roll-ups, never in readings.
 * @param points most buckets wanted
 */
export async function readBuckets(
  plant: Plant,
  source: MachineSource,
  range: TimeRange,
  points: number,
  signal: AbortSignal,
): Promise<MachineBuckets> {
  const minutes = Math.max(1, (range.toMs - range.fromMs) / MINUTE_MS);
  // A wider plot would be answered in readings.
  const widthPx = Math.min(points, minutes * 1.001);
  const tags = [...new Set(source.columns.map(({ tag }) => tag.tag))];
  const data = await plant.series({ ...range, tags, widthPx }, signal);
  const mean: MachineBuckets['mean'] = {};
  const min: MachineBuckets['min'] = {};
  for (const { name, tag, toSi: linear } of source.columns) {
    const found = data.series.find((one) => one.tag === tag.tag);
    mean[name] = found?.avg.map((value) => applyLinear(linear, value));
    min[name] = found?.min.map((value) => applyLinear(linear, value));
  }
  return { timesMs: data.timesMs, bucketMs: data.bucketSeconds * 1000, mean, min };
}

/** Longest history that is read finer than by hours, and how many buckets it then has. */
const FINE_HISTORY_MS = 10 * 24 * HOUR_MS;
const FINE_POINTS = 1440;

/** The whole history in hours; one shorter than ten days in at most 1440 buckets. */
export function readHistory(
  plant: Plant,
  source: MachineSource,
  signal: AbortSignal,
): Promise<MachineBuckets> {
  const range = { fromMs: plant.info.firstMs, toMs: plant.info.endMs };
  const length = range.toMs - range.fromMs;
  const points = length > FINE_HISTORY_MS ? (length / HOUR_MS) * 1.001 : FINE_POINTS;
  return readBuckets(plant, source, range, points, signal);
}

/** A run bit where a bucket holds one state only, NaN where it holds both. */
const unmixed = (running: Float64Array): Float64Array =>
  running.map((share) => (share === 0 || share === 1 ? share : Number.NaN));

/** Signals of buckets for telling states; pressures in Pa. Buckets in which the run bit changed are left out. */
export function bucketSignals({ mean }: MachineBuckets): StateSignals {
  const column = (name: string) => mean[name] ?? null;
  const [suction, discharge] = [column('suction'), column('discharge')];
  return {
    running: mean.running ? unmixed(mean.running) : null,
    current: column('current'),
    speed: column('speed'),
    flow: column('flow'),
    rise: suction && discharge ? discharge.map((pascal, at) => pascal - suction[at]) : null,
  };
}

/** Thresholds learnt from buckets. */
export const bucketThresholds = (buckets: MachineBuckets): StateThresholds =>
  learnThresholds(bucketSignals(buckets));

/** The signal that tells whether a machine turns, null when none is mapped or was ever on. */
export const turningSignal = (thresholds: StateThresholds): StateSignal | null =>
  STATE_SIGNALS.find((name) => name !== 'rise' && thresholds[name] !== null) ?? null;
