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
