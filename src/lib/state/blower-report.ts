import type { TimeRange } from '$lib/ingest/types';
import {
  applyBlower,
  blowerHead,
  expectBlower,
  speedFor,
  type BlowerExpectation,
} from '$lib/plant/blower-affinity';
import type { MachineBuckets } from '$lib/plant/machines-columns';
import { steadyBuckets } from '$lib/plant/machines-steady';
import { disagreement, type StateThresholds } from '$lib/plant/states';
import type { MachineSettings } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import {
  bucketSignals,
  bucketThresholds,
  readBuckets,
  readHistory,
  type MachineSource,
} from './machines-read';

const POINTS = 720;

/** What a whole history says of a blower. */
export interface BlowerHistory {
  buckets: MachineBuckets;
  thresholds: StateThresholds;
  steady: Uint8Array;
  steadyRows: number;
  /** Null where speed, flow or a pressure is missing, or too little of it. */
  expectation: BlowerExpectation | null;
  /** Share of buckets, %, in which run bit and speed disagree. */
  disagreePercent: number;
}

/** Learn the blower's own curve from its whole history. */
export async function learnBlower(
  plant: Plant,
  source: MachineSource,
  { reference }: Pick<MachineSettings, 'reference'>,
  signal: AbortSignal,
): Promise<BlowerHistory> {
  const buckets = await readHistory(plant, source, signal);
  const thresholds = bucketThresholds(buckets);
  const steady = steadyBuckets(buckets, thresholds);
  return {
    buckets,
    thresholds,
    steady,
    steadyRows: steady.reduce((sum, row) => sum + row, 0),
    expectation: expectBlower(buckets, steady, reference.blower),
    disagreePercent: disagreement(bucketSignals(buckets), thresholds, 'speed'),
  };
}

/** A blower over the period shown; columns are NaN where it did not run steadily. */
export interface BlowerPeriod {
  buckets: MachineBuckets;
  steady: Uint8Array;
  /** Pa; null where a pressure is not mapped. */
  head: Float64Array | null;
  /** Speed that the healthy blower would need, and the excess over it, %; null where nothing was learnt. */
  expectedSpeed: Float64Array | null;
  excessPercent: Float64Array | null;
}

/** Read and compute the period shown, with what was learnt from the whole history. */
export async function readBlower(
  plant: Plant,
  source: MachineSource,
  { thresholds, expectation }: Pick<BlowerHistory, 'thresholds' | 'expectation'>,
  range: TimeRange,
  signal: AbortSignal,
): Promise<BlowerPeriod> {
  const buckets = await readBuckets(plant, source, range, POINTS, signal);
  const steady = steadyBuckets(buckets, thresholds);
  const head = blowerHead(buckets)?.map((pascal, at) => (steady[at] ? pascal : Number.NaN)) ?? null;
  const flow = buckets.mean.flow;
  const known = expectation && head && flow;
  return {
    buckets,
    steady,
    head,
    expectedSpeed: known ? head.map((pascal, at) => speedFor(expectation.curve, pascal, flow[at])) : null,
    excessPercent: expectation && applyBlower(expectation.curve, buckets, steady),
  };
}

/** Points and curve of the operating map: head over speed squared against flow over speed, in shown units. */
export interface AffinityMap {
  timesMs: Float64Array;
  x: Float64Array;
  y: Float64Array;
  curve: { label: string; x: Float64Array; y: Float64Array } | null;
}

const CURVE_POINTS = 40;

/**
 * The operating map of a period; null where speed, flow or a pressure is not mapped.
 * @param headOf Pa to the unit shown, flowOf Nm3/h to the unit shown; both without offset
 */
export function affinityMap(
  { buckets, head, steady }: BlowerPeriod,
  expectation: BlowerExpectation | null,
  headOf: (pascal: number) => number,
  flowOf: (normal: number) => number,
): AffinityMap | null {
  const { speed, flow } = buckets.mean;
  if (!head || !speed || !flow) return null;
  const of = (value: (at: number) => number) =>
    Float64Array.from(steady, (row, at) => (row ? value(at) : Number.NaN));
  const x = of((at) => flow[at] / speed[at]);
  const shown = x.filter(Number.isFinite);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const curve = expectation &&
    shown.length > 0 && {
      label: 'healthy',
      x: Float64Array.from(
        { length: CURVE_POINTS },
        (_, at) => low + ((high - low) * at) / (CURVE_POINTS - 1),
      ),
    };
  return {
    timesMs: buckets.timesMs,
    x: x.map(flowOf),
    y: of((at) => headOf(head[at] / speed[at] ** 2)),
    curve:
      curve && expectation
        ? {
            label: curve.label,
            x: curve.x.map(flowOf),
            y: curve.x.map((part) => headOf(expectation.curve.a - expectation.curve.b * part * part)),
          }
        : null,
  };
}
