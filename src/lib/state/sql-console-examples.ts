import type { TimeRange } from '$lib/ingest/types';
import { canonicalTag } from '$lib/plant/tags';
import { exampleQueries, type ExampleQuery, type ExampleSensor } from '$lib/sql/example-queries';
import type { Plant, TagInfo } from '$lib/store/plant-types';
import { mostActive } from './key-figures';

const NUMBERS = ['gas.ch4', 'gas.flow', 'gas.co2', 'compressor.motor_current'];
const SWITCHES = ['compressor.running', 'plant.running', 'blower.running'];

function sensorOf({ tag, header, unit }: TagInfo, canonical: string | null): ExampleSensor {
  return { tag, label: (canonical === null ? null : canonicalTag(canonical)?.name) ?? header, unit };
}

/** Worked examples over the open plant's own sensors: those of known meaning first, else the liveliest. */
export function examplesOf(plant: Pick<Plant, 'info' | 'tagOf'>, range: TimeRange): ExampleQuery[] {
  const { tags } = plant.info;
  const known = (canonical: string) => {
    const found = tags.find(({ tag, readings }) => readings > 0 && tag === plant.tagOf(canonical));
    return found ? [sensorOf(found, canonical)] : [];
  };
  const lively = mostActive(tags, 4).filter(({ kind }) => kind === 'number');
  const numbers = [...NUMBERS.flatMap(known), ...lively.map((tag) => sensorOf(tag, null))];
  const [main = null, second = null] = numbers.filter(
    ({ tag }, at) => numbers.findIndex((other) => other.tag === tag) === at,
  );
  const unknownSwitch = tags.find(({ kind, min, max }) => kind === 'boolean' && max > min);
  const [running = null] = [
    ...SWITCHES.flatMap(known),
    ...(unknownSwitch ? [sensorOf(unknownSwitch, null)] : []),
  ];
  return exampleQueries({ main, second, running }, range);
}
