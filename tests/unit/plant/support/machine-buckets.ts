import { MACHINE_COLUMNS, toSi, type MachineBuckets } from '$lib/plant/machines-columns';
import { learnThresholds, signalsOf, type MachineName, type StateThresholds } from '$lib/plant/states';
import { canonicalTag } from '$lib/plant/tags';
import type { UnitContext } from '$lib/plant/units';
import { applyLinear } from '$lib/plant/units-convert';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';

export const CONTEXT: UnitContext = { ...USUAL_CONDITIONS, molarMass: null };
export const POWER_COLUMN = 'bop_plc_vl_comp_mainmotor_power';

/** Mean and lowest reading of a column of the reference plant's export, one a bucket. */
export type ReadColumn = (column: string) => { avg: Float64Array; min: Float64Array };

/** A machine's buckets in SI from columns of the reference plant. */
export function machineBuckets(
  machine: MachineName,
  timesMs: Float64Array,
  bucketMs: number,
  read: ReadColumn,
): MachineBuckets {
  const buckets: MachineBuckets = { timesMs, bucketMs, mean: {}, min: {} };
  for (const [name, [canonical, kind]] of Object.entries(MACHINE_COLUMNS[machine])) {
    const tag = canonicalTag(canonical);
    const linear = toSi(kind, kind === 'as read' ? '' : (tag?.unit ?? ''), CONTEXT);
    if (!tag || !linear) throw new Error(`${canonical} has no unit`);
    const { avg, min } = read(tag.referenceColumn);
    buckets.mean[name] = avg.map((value) => applyLinear(linear, value));
    buckets.min[name] = min.map((value) => applyLinear(linear, value));
  }
  if (machine === 'compressor') {
    const { avg, min } = read(POWER_COLUMN);
    Object.assign(buckets.mean, { power: avg });
    Object.assign(buckets.min, { power: min });
  }
  return buckets;
}

/** Thresholds learnt from the same columns. */
export const thresholdsOf = (machine: MachineName, read: ReadColumn): StateThresholds =>
  learnThresholds(
    signalsOf(machine, (canonical) => {
      const tag = canonicalTag(canonical);
      return tag && read(tag.referenceColumn).avg;
    }),
  );
