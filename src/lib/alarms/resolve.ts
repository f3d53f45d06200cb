import { canonicalTag } from '$lib/plant/tags';
import { unitOf, type Dimension, type Linear } from '$lib/plant/units';
import type { UnitConditions } from '$lib/plant/units-conditions';
import { applyLinear, applyToDifference, conversion } from '$lib/plant/units-convert';
import { molarMassOf, quantityInfo, quantityOf, recordedUnit } from '$lib/plant/units-quantity';
import type { AlarmDefinition } from './definition';

/** What is asked of a tag; a subset of an open plant's. */
export interface AlarmTag {
  tag: string;
  header: string;
  unit: string;
  kind: 'number' | 'boolean';
}

/** A plant as far as alarms need it to find what they judge. */
export interface AlarmPlant {
  tags: readonly AlarmTag[];
  /** Tag of a canonical tag by the mapping in force, null when unmapped. */
  tagOf(canonical: string): string | null;
  conditions: UnitConditions;
  /** Detectors whose scores are at hand. */
  detectors: readonly string[];
}

/** Alarms over the plant's own columns, and those that cannot be judged with the reason. */
export interface ResolvedAlarms {
  /** Tags are the plant's; limits, deadbands and values are in the unit that the tag was recorded in. */
  judged: AlarmDefinition[];
  unjudged: { id: string; why: string }[];
}

/** A reason why an alarm cannot be judged. */
class Unjudged extends Error {}

const SAME: Linear = { scale: 1, offset: 0 };

function findTag(plant: AlarmPlant, name: string): AlarmTag {
  const mapped = plant.tagOf(name) ?? name;
  const found = plant.tags.find(({ tag }) => tag === mapped);
  if (found) return found;
  const known = canonicalTag(name);
  throw new Unjudged(known ? `No sensor is mapped to ${known.name}.` : `The plant has no sensor ${name}.`);
}

function dimensionOf(measured: { header: string; unit: string; canonical: string | null }): Dimension {
  const quantity = quantityOf(measured);
  return quantity === null ? 'fraction' : quantityInfo(quantity).dimension;
}

/** From the unit of a definition to the unit in which its tag was recorded. */
function toRecorded(plant: AlarmPlant, tag: AlarmTag, name: string, unit: string): Linear {
  const canonical = canonicalTag(name) === null ? null : name;
  const measured = { header: tag.header, unit: tag.unit, canonical };
  const recorded = recordedUnit(measured);
  // A column without a unit is taken as it stands: the limit is set for it.
  if (unit === '' || recorded === '' || recorded === unit) return SAME;
  const dimension = dimensionOf(measured);
  const [from, to] = [unitOf(dimension, unit), unitOf(dimension, recorded)];
  const context = { ...plant.conditions, molarMass: molarMassOf(measured) };
  const linear = from && to ? conversion(from, to, context) : null;
  if (linear === null)
    throw new Unjudged(
      `Its limit is in ${unit}, ${tag.header} is recorded in ${recorded}: change the limit.`,
    );
  return linear;
}

function withGate(plant: AlarmPlant, { whileOn }: AlarmDefinition): string | null {
  return whileOn === null ? null : findTag(plant, whileOn).tag;
}

function resolveOne(plant: AlarmPlant, one: AlarmDefinition): AlarmDefinition {
  const whileOn = withGate(plant, one);
  switch (one.kind) {
    case 'anomaly':
      if (!plant.detectors.includes(one.detector))
        throw new Unjudged('No search for anomalies is kept: look for anomalies first.');
      return { ...one, whileOn };
    case 'digital':
      return { ...one, whileOn, tag: findTag(plant, one.tag).tag };
    case 'threshold': {
      const tag = findTag(plant, one.tag);
      const linear = toRecorded(plant, tag, one.tag, one.unit);
      const [limit, deadband] = [applyLinear(linear, one.limit), applyToDifference(linear, one.deadband)];
      return { ...one, whileOn, tag: tag.tag, limit, deadband };
    }
    case 'rate-of-change': {
      const tag = findTag(plant, one.tag);
      const linear = toRecorded(plant, tag, one.tag, one.unit);
      const [limit, deadband] = [one.limit, one.deadband].map((value) => applyToDifference(linear, value));
      return { ...one, whileOn, tag: tag.tag, limit, deadband };
    }
    case 'deviation':
      return resolveDeviation(plant, { ...one, whileOn });
    default:
      return one satisfies never;
  }
}

function resolveDeviation(
  plant: AlarmPlant,
  one: Extract<AlarmDefinition, { kind: 'deviation' }>,
): AlarmDefinition {
  const tag = findTag(plant, one.tag);
  const from = one.from.kind === 'tag' ? { ...one.from, tag: findTag(plant, one.from.tag).tag } : one.from;
  if (one.from.kind === 'tag' && findTag(plant, one.from.tag).unit !== tag.unit)
    throw new Unjudged(`${tag.header} and what it is compared with are recorded in different units.`);
  // A limit in percent has no unit, and the value it is measured from then is in the tag's own.
  if (one.percent) return { ...one, tag: tag.tag, from };
  const linear = toRecorded(plant, tag, one.tag, one.unit);
  const [limit, deadband] = [one.limit, one.deadband].map((value) => applyToDifference(linear, value));
  const usual = from.kind === 'value' ? { ...from, value: applyLinear(linear, from.value) } : from;
  return { ...one, tag: tag.tag, from: usual, limit, deadband };
}

/** Find the columns of alarms in a plant and bring limits into the units of its columns. */
export function resolveAlarms(plant: AlarmPlant, definitions: readonly AlarmDefinition[]): ResolvedAlarms {
  const judged: AlarmDefinition[] = [];
  const unjudged: ResolvedAlarms['unjudged'] = [];
  for (const one of definitions) {
    try {
      judged.push(resolveOne(plant, one));
    } catch (error) {
      if (!(error instanceof Unjudged)) throw error;
      unjudged.push({ id: one.id, why: error.message });
    }
  }
  return { judged, unjudged };
}
