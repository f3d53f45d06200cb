import { canonicalTag } from '$lib/plant/tags';
import { unitOf, type Dimension } from '$lib/plant/units';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { applyLinear, conversion } from '$lib/plant/units-convert';
import type { Plant } from '$lib/store/plant-types';
import { finiteOrNull } from './http';
import type { Period } from './period';

/** Statistics of the mapped tags of a period, by canonical tag. */
export interface Readings {
  has(canonical: string): boolean;
  /** Null where the tag is not mapped or nothing was read. */
  avg(canonical: string): number | null;
  min(canonical: string): number | null;
  max(canonical: string): number | null;
  /** Mean of the last minute with a reading. */
  last(canonical: string): number | null;
  /** Sum of all readings: of a switch, how many say "on". */
  count(canonical: string): number;
  /** Unit of the readings: the column's own, else the reference plant's. */
  unit(canonical: string): string;
}

/** Read statistics of canonical tags; those that are not mapped are null. */
export async function readingsOf(
  plant: Plant,
  canonicals: readonly string[],
  period: Period,
): Promise<Readings> {
  const tags = [...new Set(canonicals.flatMap((canonical) => plant.tagOf(canonical) ?? []))];
  const found = new Map((await plant.statistics(tags, period)).map((one) => [one.tag, one]));
  const of = (canonical: string) => found.get(plant.tagOf(canonical) ?? '');
  const value = (key: 'avg' | 'min' | 'max' | 'last') => (canonical: string) =>
    finiteOrNull(of(canonical)?.[key] ?? Number.NaN);
  return {
    has: (canonical) => of(canonical) !== undefined,
    avg: value('avg'),
    min: value('min'),
    max: value('max'),
    last: value('last'),
    count(canonical) {
      const { avg = 0, readings = 0 } = of(canonical) ?? {};
      return readings > 0 ? Math.round(avg * readings) : 0;
    },
    unit(canonical) {
      const tag = plant.info.tags.find(({ tag }) => tag === plant.tagOf(canonical));
      return tag?.unit || canonicalTag(canonical)?.unit || '';
    },
  };
}

/**
 * A reading in the unit that the old platform's field names; null where it cannot be converted. Pressures without a mark
 * are gauge, standard cubic feet at 14.696 psia.
 */
export function inUnit(value: number | null, dimension: Dimension, from: string, to: string): number | null {
  const [source, target] = [unitOf(dimension, from), unitOf(dimension, to)];
  const context = { ...USUAL_CONDITIONS, molarMass: 34.082 };
  const linear = source && target ? conversion(source, target, context) : null;
  return value === null || linear === null ? null : finiteOrNull(applyLinear(linear, value));
}

/** 100 x, null stays null. */
export const percentOf = (share: number | null): number | null => (share === null ? null : 100 * share);
