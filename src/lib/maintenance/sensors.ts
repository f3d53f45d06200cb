/** Which sensors maintenance reads: by meaning where there is a canonical tag, else by the words of their names. */

import { motorPowerTags } from '../plant/compressor-power';
import { MACHINE_COLUMNS, toSi, type MachineBuckets, type SiKind } from '../plant/machines-columns';
import type { MachineName } from '../plant/states';
import { wordsOfHeader } from '../plant/streams';
import { canonicalTag } from '../plant/tags';
import type { Linear, UnitContext } from '../plant/units';

/** What is known of a tag. */
export interface SensorTag {
  tag: string;
  header: string;
  unit: string;
  kind: 'number' | 'boolean';
}

/** A sensor that can be read, and the way from its unit to SI. */
export interface Sensor {
  name: string;
  tag: SensorTag;
  kind: SiKind;
  toSi: Linear;
}

/** Why a sensor cannot be read. */
export interface MissingSensor {
  name: string;
  /** What it would measure, in words. */
  words: string;
  why: 'not mapped' | 'not found by name' | 'unit unknown';
}

/** Sensors that no canonical tag stands for. The first tag whose words match is taken. */
const BY_WORDS: Record<string, { words: string; kind: SiKind; is: RegExp; not?: RegExp }> = {
  ambient: { words: 'outside air temperature', kind: 'temperature', is: /ambient|outdoor|aussen|umgebung/ },
  slide: { words: 'slide valve position', kind: 'as read', is: /slide_?valve|schieber/ },
  vibrationDrive: {
    words: 'compressor vibration, drive end',
    kind: 'as read',
    is: /comp.*vibr.*_de_|vibr.*comp.*_de_|comp.*vibr(?!.*_nde_)/,
  },
  vibrationFree: { words: 'compressor vibration, free end', kind: 'as read', is: /comp.*vibr.*_nde_/ },
  bearingDrive: {
    words: 'motor bearing temperature, drive end',
    kind: 'temperature',
    is: /(bearing|lager)(?!.*_nde_).*(temp|_de_)/,
    not: /blower|geblaese/,
  },
  bearingFree: {
    words: 'motor bearing temperature, free end',
    kind: 'temperature',
    is: /(bearing|lager).*_nde_/,
    not: /blower|geblaese/,
  },
  blowerVibration: { words: 'blower vibration', kind: 'as read', is: /(blower|geblaese).*vibr/ },
  inletFilterDrop: {
    words: 'pressure drop of the inlet filter',
    kind: 'difference',
    is: /(inlet_?filter|ansaugfilter|eintrittsfilter)/,
  },
  digesterPressure: {
    words: 'digester pressure',
    kind: 'pressure',
    is: /(digester|fermenter).*(pressure|druck)/,
  },
};

const GAS_SENSORS = {
  gasTemperature: ['gas.temperature', 'temperature'],
  h2s: ['gas.h2s', 'as read'],
} as const satisfies Record<string, readonly [string, SiKind]>;

/** Names of the blower's columns in the table of all sensors: those it shares with the compressor get its name before. */
const nameOf = (machine: MachineName, name: string): string =>
  machine === 'compressor' || name === 'flow' ? name : `blower:${name}`;

/** What maintenance can read of a plant. */
export interface Sensors {
  found: Sensor[];
  missing: MissingSensor[];
}

function byWords<T extends SensorTag>(tags: readonly T[], name: string): T | null {
  const { is, not } = BY_WORDS[name];
  const fits = ({ header, kind }: T) => {
    const words = wordsOfHeader(header);
    return kind === 'number' && is.test(words) && !not?.test(words);
  };
  return tags.find(fits) ?? null;
}

/**
 * The sensors of a plant.
 * @param tagOf  tag of a canonical tag by the mapping in force, null when unmapped
 * @param chosen tags that a person chose by sensor name, before any found
 */
export function findSensors(
  tags: readonly SensorTag[],
  tagOf: (canonical: string) => string | null,
  context: UnitContext,
  chosen: Readonly<Record<string, string>> = {},
): Sensors {
  const sensors: Sensors = { found: [], missing: [] };
  const add = (
    name: string,
    words: string,
    kind: SiKind,
    tag: SensorTag | null,
    why: MissingSensor['why'],
  ) => {
    if (sensors.found.some((one) => one.name === name)) return;
    const linear = tag && toSi(kind, tag.unit, context);
    if (tag && linear) sensors.found.push({ name, tag, kind, toSi: linear });
    else if (!sensors.missing.some((one) => one.name === name))
      sensors.missing.push({ name, words, why: tag ? 'unit unknown' : why });
  };
  const tagNamed = (tag: string | null | undefined) => tags.find((one) => one.tag === tag) ?? null;
  const canonical = (name: string, id: string, kind: SiKind) =>
    add(name, canonicalTag(id)?.name ?? id, kind, tagNamed(chosen[name] ?? tagOf(id)), 'not mapped');
  for (const machine of ['compressor', 'blower'] as const)
    for (const [name, [id, kind]] of Object.entries(MACHINE_COLUMNS[machine]))
      canonical(nameOf(machine, name), id, kind);
  for (const [name, [id, kind]] of Object.entries(GAS_SENSORS)) canonical(name, id, kind);
  const power = tagNamed(chosen.power) ?? motorPowerTags(tags)[0] ?? null;
  add('power', 'electric power of the compressor', 'power', power, 'not found by name');
  for (const [name, { words, kind }] of Object.entries(BY_WORDS))
    add(name, words, kind, tagNamed(chosen[name]) ?? byWords(tags, name), 'not found by name');
  return sensors;
}

/** Columns of all sensors by hour, in SI. */
export interface SensorHours {
  /** Start of each bucket, ms since epoch, ascending, regular. */
  timesMs: Float64Array;
  bucketMs: number;
  /** Means by sensor name, NaN where nothing was read; one that was not found is absent. */
  mean: Record<string, Float64Array | undefined>;
  /** Least and greatest readings, of the same names. */
  min: Record<string, Float64Array | undefined>;
  max: Record<string, Float64Array | undefined>;
}

/** The buckets of one machine under the names that its formulas know. */
export function machineBuckets(hours: SensorHours, machine: MachineName): MachineBuckets {
  const pick = (of: SensorHours['mean']) =>
    Object.fromEntries(
      Object.keys(MACHINE_COLUMNS[machine]).map((name) => [name, of[nameOf(machine, name)]]),
    );
  const mean = machine === 'compressor' ? { ...pick(hours.mean), power: hours.mean.power } : pick(hours.mean);
  return { timesMs: hours.timesMs, bucketMs: hours.bucketMs, mean, min: pick(hours.min) };
}

/** Sensor hours up to a bucket, exclusive; shares memory. */
export function hoursUntil(hours: SensorHours, end: number): SensorHours {
  const cut = (columns: SensorHours['mean']) =>
    Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values?.subarray(0, end)]));
  return {
    timesMs: hours.timesMs.subarray(0, end),
    bucketMs: hours.bucketMs,
    mean: cut(hours.mean),
    min: cut(hours.min),
    max: cut(hours.max),
  };
}
