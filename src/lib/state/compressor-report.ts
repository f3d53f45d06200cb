import type { TimeRange } from '$lib/ingest/types';
import { applyDischarge, expectDischarge, type DischargeExpectation } from '$lib/plant/compressor-discharge';
import { compressorWork, type CompressorWork } from '$lib/plant/compressor-work';
import type { MachineBuckets } from '$lib/plant/machines-columns';
import { steadyBuckets } from '$lib/plant/machines-steady';
import { trendToLimit, type LimitTrend } from '$lib/plant/machines-trend';
import { disagreement, type StateThresholds } from '$lib/plant/states';
import type { MachineSettings } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import {
  bucketSignals,
  bucketThresholds,
  columnOf,
  readBuckets,
  readHistory,
  type MachineSource,
} from './machines-read';

/** Buckets of a picture. */
const POINTS = 720;

/** What a whole history says of a compressor. */
export interface CompressorHistory {
  buckets: MachineBuckets;
  thresholds: StateThresholds;
  steady: Uint8Array;
  work: CompressorWork;
  /** Steady rows. */
  steadyRows: number;
  /** The expectation that the page shows: by the oil where the machine is cooled by it, else by the polytrope. */
  discharge: DischargeExpectation | null;
  /** The machine's own polytrope, for comparison. */
  polytrope: DischargeExpectation | null;
  /** Share of buckets, %, in which run bit and motor current disagree; NaN when they cannot be compared. */
  disagreePercent: number;
}

/**
 * Whether a machine's discharge is set by injected oil: it then leaves well below the temperature of ideal compression
 * without cooling, which no dry machine can.
 */
export function isOilCooled({ mean }: MachineBuckets, { isentropicKelvin }: CompressorWork): boolean {
  const actual = mean.dischargeTemperature;
  if (!actual || !mean.oilTemperature) return false;
  const compared = isentropicKelvin
    .map((kelvin, at) => kelvin - actual[at])
    .filter((difference) => Number.isFinite(difference));
  return compared.length > 0 && compared.filter((difference) => difference > 0).length > compared.length / 2;
}

/** Learn from the whole history: thresholds, expectation of the discharge temperature. */
export async function learnCompressor(
  plant: Plant,
  source: MachineSource,
  { motor, reference }: Pick<MachineSettings, 'motor' | 'reference'>,
  signal: AbortSignal,
): Promise<CompressorHistory> {
  const buckets = await readHistory(plant, source, signal);
  const thresholds = bucketThresholds(buckets);
  const steady = steadyBuckets(buckets, thresholds);
  const work = compressorWork(buckets, steady, motor);
  const expect = (kind: 'polytropic' | 'oil-cooled') =>
    expectDischarge(kind, buckets, work, steady, reference.compressor);
  const polytrope = expect('polytropic');
  return {
    buckets,
    thresholds,
    steady,
    work,
    steadyRows: steady.reduce((sum, row) => sum + row, 0),
    discharge: isOilCooled(buckets, work) ? (expect('oil-cooled') ?? polytrope) : polytrope,
    polytrope,
    disagreePercent: disagreement(bucketSignals(buckets), thresholds, 'current'),
  };
}

/** A compressor over the period shown. */
export interface CompressorPeriod {
  buckets: MachineBuckets;
  steady: Uint8Array;
  work: CompressorWork;
  /** Expected discharge temperature, K; null where it was not learnt. */
  expectedKelvin: Float64Array | null;
}

/** Read and compute the period shown, with what was learnt from the whole history. */
export async function readCompressor(
  plant: Plant,
  source: MachineSource,
  history: Pick<CompressorHistory, 'thresholds' | 'discharge'>,
  motor: MachineSettings['motor'],
  range: TimeRange,
  signal: AbortSignal,
): Promise<CompressorPeriod> {
  const buckets = await readBuckets(plant, source, range, POINTS, signal);
  const steady = steadyBuckets(buckets, history.thresholds);
  const work = compressorWork(buckets, steady, motor);
  const model = history.discharge?.model;
  return {
    buckets,
    steady,
    work,
    expectedKelvin: model
      ? applyDischarge(model, buckets, work).map((kelvin, at) => (steady[at] ? kelvin : Number.NaN))
      : null,
  };
}

/** Readings of the oil circuit. */
export type OilReading = keyof MachineSettings['limits'];

/** Which side of its limit each reading belongs on, and what it is called. */
export const OIL_READINGS: { name: OilReading; title: string; side: 'below' | 'above' }[] = [
  { name: 'oilTemperature', title: 'Oil temperature', side: 'below' },
  { name: 'oilPressure', title: 'Net oil pressure', side: 'above' },
  { name: 'oilFilterDrop', title: 'Oil filter differential', side: 'below' },
];

/**
 * Where each reading of the oil circuit goes, by the steady rows of the history up to the end of the period shown.
 * @returns null for a reading that is not mapped
 */
export function oilTrends(
  { buckets, steady }: Pick<CompressorHistory, 'buckets' | 'steady'>,
  source: MachineSource,
  limits: MachineSettings['limits'],
  untilMs: number,
): Record<OilReading, LimitTrend | null> {
  const until = buckets.timesMs.findIndex((ms) => ms >= untilMs);
  const rows = until === -1 ? buckets.timesMs.length : until;
  const trend = (name: OilReading, side: 'below' | 'above') => {
    const values = columnOf(source, name) ? buckets.mean[name] : undefined;
    if (!values) return null;
    const steadily = values.map((value, at) => (steady[at] ? value : Number.NaN));
    return trendToLimit(buckets.timesMs.subarray(0, rows), steadily.subarray(0, rows), side, limits[name]);
  };
  return Object.fromEntries(OIL_READINGS.map(({ name, side }) => [name, trend(name, side)])) as Record<
    OilReading,
    LimitTrend | null
  >;
}
