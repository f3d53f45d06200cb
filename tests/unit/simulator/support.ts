import { blocksFrom, firstBookmark, BLOCK_MS, type BlockBookmark } from '$lib/simulator/block';
import { COLUMN_COUNT, columnAt } from '$lib/simulator/columns';
import type { Fault } from '$lib/simulator/faults';
import { plantConfig, type PlantConfig } from '$lib/simulator/plant-config';

export const START_MS = Date.parse('2024-01-02T00:00:00Z');
export const HOUR_MS = BLOCK_MS;
const bookmarks = new Map<number, { config: PlantConfig; bookmark: BlockBookmark }>();

/** A plant without planned stops, at its start; one for each seed. */
export function plantAt(seed: number) {
  const known = bookmarks.get(seed);
  if (known !== undefined) return known;
  const usual = plantConfig(seed);
  const config = { ...usual, plannedStop: { ...usual.plannedStop, minutes: 0 } };
  const made = { config, bookmark: firstBookmark(config, [], START_MS) };
  bookmarks.set(seed, made);
  return made;
}

/** Mean of each column, before noise, over one hour of a plant with faults; shape [94]. */
export function hourMeans(seed: number, faults: readonly Fault[], hour: number): Float64Array {
  const { config, bookmark } = plantAt(seed);
  const source = blocksFrom(config, faults, bookmark);
  for (let passed = 0; passed < hour; passed++) source.next();
  const { steps } = source.next();
  const means = new Float64Array(COLUMN_COUNT);
  const rows = steps.length / COLUMN_COUNT;
  steps.forEach((value, i) => (means[i % COLUMN_COUNT] += value / rows));
  return means;
}

/** A column's value in a row of 94, by its name without prefix. */
export const read = (row: ArrayLike<number>, name: string): number => row[columnAt(`bop_plc_${name}`)];
