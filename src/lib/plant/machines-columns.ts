/** What is read of machines, by meaning and in SI units, bucket by bucket. */

import { MOLES_PER_NM3, mixtureOf, type GasMixture } from './machines-gas';
import type { MachineName } from './states';
import { conversion } from './units-convert';
import { unitOf, type Dimension, type Linear, type UnitContext } from './units';

/** What a column holds, and so the SI unit it is brought to. */
export type SiKind = 'pressure' | 'difference' | 'temperature' | 'flow' | 'power' | 'as read';

const SI: Record<Exclude<SiKind, 'as read'>, { dimension: Dimension; unit: string }> = {
  pressure: { dimension: 'pressure', unit: 'Pa(a)' },
  difference: { dimension: 'differential pressure', unit: 'Pa' },
  temperature: { dimension: 'temperature', unit: 'K' },
  flow: { dimension: 'gas flow', unit: 'Nm3/h' },
  power: { dimension: 'power', unit: 'kW' },
};

/** Names of the columns of each machine, their canonical tags and kinds. `power` is not canonical: `motorPowerTag`. */
export const MACHINE_COLUMNS = {
  compressor: {
    running: ['compressor.running', 'as read'],
    fault: ['compressor.fault', 'as read'],
    current: ['compressor.motor_current', 'as read'],
    speed: ['compressor.speed_command', 'as read'],
    suction: ['compressor.suction_pressure', 'pressure'],
    discharge: ['compressor.discharge_pressure', 'pressure'],
    suctionTemperature: ['compressor.suction_temperature', 'temperature'],
    dischargeTemperature: ['compressor.discharge_temperature', 'temperature'],
    oilTemperature: ['compressor.oil_temperature', 'temperature'],
    oilPressure: ['compressor.oil_pressure', 'difference'],
    oilFilterDrop: ['compressor.oil_filter_dp', 'difference'],
    flow: ['gas.flow', 'flow'],
    ch4: ['gas.ch4', 'as read'],
    co2: ['gas.co2', 'as read'],
    n2: ['gas.n2', 'as read'],
    o2: ['gas.o2', 'as read'],
  },
  blower: {
    running: ['blower.running', 'as read'],
    fault: ['blower.fault', 'as read'],
    speed: ['blower.speed', 'as read'],
    suction: ['blower.suction_pressure', 'pressure'],
    discharge: ['blower.discharge_pressure', 'pressure'],
    suctionTemperature: ['blower.suction_temperature', 'temperature'],
    flow: ['gas.flow', 'flow'],
  },
} as const satisfies Record<MachineName, Record<string, readonly [canonical: string, kind: SiKind]>>;

/** Units that a bare reading of each kind is taken to have where the plant names none: the reference plant's. */
export const USUAL_UNITS: Record<SiKind, string> = {
  pressure: 'psi',
  difference: 'psi',
  temperature: 'degF',
  flow: 'scfm',
  power: 'kW',
  'as read': '',
};

/**
 * From a reading's unit to SI.
 * @param unit of the tag, our spelling; '' counts as the reference plant's
 * @returns null when the unit is not one of the kind, or the plant's settings do not say what it stands for
 */
export function toSi(kind: SiKind, unit: string, context: UnitContext): Linear | null {
  if (kind === 'as read') return { scale: 1, offset: 0 };
  const { dimension, unit: wanted } = SI[kind];
  const named = unit || USUAL_UNITS[kind];
  // A difference has no reference, whatever its unit says.
  const plain = kind === 'difference' ? named.replace(/\([ag]\)$/, '') : named;
  const [from, to] = [unitOf(dimension, plain), unitOf(dimension, wanted)];
  return from && to ? conversion(from, to, context) : null;
}

/** Buckets of a machine's columns in SI: Pa absolute, Pa, K, Nm3/h, kW; switches 0 or 1. */
export interface MachineBuckets {
  /** Start of each bucket, ms since epoch, ascending. */
  timesMs: Float64Array;
  bucketMs: number;
  /** Means by name, NaN where nothing was read; a name that is not mapped is absent. */
  mean: Record<string, Float64Array | undefined>;
  /** Lowest readings, of the same names. */
  min: Record<string, Float64Array | undefined>;
}

/** Gas of a bucket, null where the analysis is missing or absurd. */
export function mixtureAt({ mean }: MachineBuckets, at: number): GasMixture | null {
  const part = (name: string) => mean[name]?.[at] ?? Number.NaN;
  return mixtureOf({ ch4: part('ch4'), co2: part('co2'), n2: part('n2'), o2: part('o2') });
}

/** Amount of gas a second, mol/s, from Nm3/h. */
export const molesPerSecond = (flow: number): number => (flow * MOLES_PER_NM3) / 3600;
