import { steadyBuckets } from '../plant/machines-steady';
import { learnThresholds, type MachineName } from '../plant/states';
import { machineBuckets, type SensorHours } from './sensors';

/** A run bit where a bucket holds one state only, NaN where it holds both. */
const unmixed = (running: Float64Array): Float64Array =>
  running.map((share) => (share === 0 || share === 1 ? share : Number.NaN));

/** Hours that a machine ran through, warm and without a break, 1 or 0; by thresholds learnt from the same hours. */
export function steadyHours(hours: SensorHours, machine: MachineName): Uint8Array {
  const buckets = machineBuckets(hours, machine);
  const column = (name: string) => buckets.mean[name] ?? null;
  const [running, suction, discharge] = [column('running'), column('suction'), column('discharge')];
  const thresholds = learnThresholds({
    running: running && unmixed(running),
    current: column('current'),
    speed: column('speed'),
    flow: column('flow'),
    rise: suction && discharge ? discharge.map((pascal, at) => pascal - suction[at]) : null,
  });
  return steadyBuckets(buckets, thresholds);
}
