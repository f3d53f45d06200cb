import { groupOf } from '../plant/groups';
import type { Grid } from '../series/grid';
import type { SampleKind, TagSamples } from './frame';

/** One tag's minutes as a plant file holds them, in any order; NaN where there is no reading. */
export interface RollupTag {
  tag: string;
  /** Name in the export. */
  header: string;
  kind: string;
  /** Canonical tag in force, null when there is none. */
  canonical: string | null;
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
  count: Float64Array;
}

const COUNTERS = ['energy.today', 'gas.accumulated_volume'];
/** Readings that a step of a minute can hold in 16 bits. */
const MOST_COUNT = 65_535;

function sampleKind({ kind, canonical }: RollupTag): SampleKind {
  if (kind === 'boolean') return 'state';
  return canonical !== null && COUNTERS.includes(canonical) ? 'total' : 'analog';
}

/** Place of each time on the grid, -1 outside. */
export function placesOnGrid({ startMs, bucketMs, length }: Grid, timesMs: Float64Array): Int32Array {
  return Int32Array.from(timesMs, (ms) => {
    const at = Math.round((ms - startMs) / bucketMs);
    return at >= 0 && at < length ? at : -1;
  });
}

function placed(values: Float64Array, places: Int32Array, length: number): Float32Array {
  const onGrid = new Float32Array(length).fill(NaN);
  for (let i = 0; i < places.length; i++) if (places[i] >= 0) onGrid[places[i]] = values[i];
  return onGrid;
}

/** Counts on the grid, 0 where there is none; for a frame's `rows` too. */
export function countsOnGrid(counts: Float64Array, places: Int32Array, length: number): Uint16Array {
  const onGrid = new Uint16Array(length);
  for (let i = 0; i < places.length; i++)
    if (places[i] >= 0) onGrid[places[i]] = Number.isNaN(counts[i]) ? 0 : Math.min(MOST_COUNT, counts[i]);
  return onGrid;
}

/**
 * One tag of a frame from its roll-up, tag by tag so that a page never holds more than one column twice. States need no
 * least and greatest.
 * @param places of `placesOnGrid`
 * @param length of the grid
 */
export function samplesOfRollup(rollup: RollupTag, places: Int32Array, length: number): TagSamples {
  const { tag, header, canonical, avg, min, max, count } = rollup;
  const kind = sampleKind(rollup);
  const plain = kind !== 'analog';
  return {
    ...{ tag, kind, system: groupOf({ header, canonical }) },
    avg: placed(avg, places, length),
    min: plain ? null : placed(min, places, length),
    max: plain ? null : placed(max, places, length),
    count: countsOnGrid(count, places, length),
  };
}
