import type { MachineBuckets } from './machines-columns';
import type { StateThresholds } from './states';

/** Time after a start in which temperatures still rise: such buckets say nothing of the machine's health. */
export const WARM_UP_MS = 30 * 60_000;

/**
 * Which buckets a machine ran through, warm and without a break: its run bit, else its current, else its speed was on
 * at every reading, gas flowed where a flow is read, no fault showed, and it did not start in the half hour before.
 * @returns 1 or 0 a bucket
 */
export function steadyBuckets(
  { timesMs, bucketMs, mean, min }: MachineBuckets,
  thresholds: StateThresholds,
): Uint8Array {
  const turning = (['running', 'current', 'speed'] as const).find((name) => min[name] && thresholds[name]);
  const steady = new Uint8Array(timesMs.length);
  if (turning === undefined) return steady;
  const [level, least] = [thresholds[turning]?.value ?? Infinity, min[turning]];
  const flowLevel = thresholds.flow?.value ?? 0;
  let brokenMs = -Infinity;
  for (let at = 0; at < timesMs.length; at++) {
    const starts = timesMs[at];
    if (at > 0 && starts - timesMs[at - 1] > bucketMs) brokenMs = starts;
    const flows = mean.flow === undefined || !(mean.flow[at] < flowLevel);
    const healthy = !((mean.fault?.[at] ?? 0) > 0);
    const ran = (least?.[at] ?? Number.NaN) >= level;
    if (!ran) brokenMs = starts + bucketMs;
    if (ran && flows && healthy && starts - brokenMs >= Math.min(WARM_UP_MS, bucketMs)) steady[at] = 1;
  }
  return steady;
}
