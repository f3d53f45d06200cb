import type { GasProperty } from './gas-quality';
import { unitOf, type UnitContext } from './units';

/** Priority of a limit that is broken, as alarms have it. */
export type LimitPriority = 'low' | 'medium' | 'high' | 'urgent';

/** Properties that a limit may be set for, with the units it may be written in; the first is the usual one. */
export const LIMIT_UNITS: Partial<Record<GasProperty, readonly string[]>> = {
  ch4: ['%'],
  co2: ['%'],
  n2: ['%'],
  o2: ['%', 'ppm'],
  h2s: ['ppm', 'mg/m3', 'mg/Nm3', 'gr/100scf', '%'],
  balance: ['%'],
  score: [''],
  gross: ['MJ/m3', 'kWh/m3', 'Btu/scf'],
  net: ['MJ/m3', 'kWh/m3', 'Btu/scf'],
  wobbe: ['MJ/m3', 'kWh/m3', 'Btu/scf'],
  relativeDensity: [''],
};

/** A limit of a profile. */
export interface GasLimit {
  property: GasProperty;
  /** Least and most allowed, in `unit`; null where that side is free. */
  min: number | null;
  max: number | null;
  unit: string;
  priority: LimitPriority;
  /** Where it comes from. */
  source: string;
}

/** A set of limits that a stream is held against. */
export interface GasProfile {
  id: string;
  name: string;
  /** What it is for, in a sentence. */
  purpose: string;
  /** Reference conditions of its heating values, id of `REFERENCE_IDS`; null for those chosen in the settings. */
  reference: string | null;
  limits: GasLimit[];
}

/** A limit in the units of `GasValues`. */
export interface ValueLimit {
  property: GasProperty;
  min: number | null;
  max: number | null;
  priority: LimitPriority;
}

/** What turns a limit's unit into the unit of `GasValues`; null for a unit that is none of the property. */
function scaleOf({ property, unit }: GasLimit, context: UnitContext): number | null {
  if (!LIMIT_UNITS[property]?.includes(unit)) return null;
  if (unit === '') return 1;
  const [dimension, ours] = unitOf('fraction', unit)
    ? (['fraction', '%'] as const)
    : (['heating value', 'MJ/m3'] as const);
  const [from, to] = [unitOf(dimension, unit)?.toBase(context), unitOf(dimension, ours)?.toBase(context)];
  return from && to ? from.scale / to.scale : null;
}

/**
 * Limits in the units of `GasValues`; those without a side, or with a unit that does not fit, are left out.
 * @param context units, with the reference conditions of the profile as metering
 */
export function valueLimits(profile: GasProfile, context: UnitContext): ValueLimit[] {
  return profile.limits.flatMap((limit) => {
    const scale = scaleOf(limit, { ...context, molarMass: 34.082 });
    if (scale === null || (limit.min === null && limit.max === null)) return [];
    const scaled = (side: number | null) => (side === null ? null : side * scale);
    const { property, priority } = limit;
    return [{ property, min: scaled(limit.min), max: scaled(limit.max), priority }];
  });
}

/** Whether a value is outside of a limit; NaN is not. */
export const isOutside = (value: number, { min, max }: { min: number | null; max: number | null }): boolean =>
  (min !== null && value < min) || (max !== null && value > max);
