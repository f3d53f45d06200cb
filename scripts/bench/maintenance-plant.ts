// Simulated plants that run to failure: means, least and greatest by hour of the plant's own clock, kept in a cache folder.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wearFaults, type HourPlant } from '../../src/lib/maintenance/train/wear-history';
import { COLUMN_COUNT } from '../../src/lib/simulator/columns';
import { renderBlock } from '../../src/lib/simulator/render';
import { simulatePlant } from '../../src/lib/simulator/simulate';

const HOUR_MS = 3_600_000;
export const START_MS = Date.UTC(2024, 0, 1);
/** Days without faults at the start, and in all. */
export const HEALTHY_DAYS = 21;
export const DAYS = 150;
/** One reading a minute: the same plant, with more noise in an hour's mean than one a second leaves. */
const EVERY_SECONDS = 60;
const CACHE_VERSION = 1;
const columns = (hours: number) =>
  Array.from({ length: COLUMN_COUNT }, () => new Float32Array(hours).fill(NaN));

function simulate(seed: number): HourPlant {
  const faults = wearFaults({ seed, startMs: START_MS, days: DAYS, healthyDays: HEALTHY_DAYS });
  const plant = simulatePlant({ seed, days: DAYS, startMs: START_MS, faults });
  const hours = DAYS * 24;
  const [avg, min, max] = [columns(hours), columns(hours), columns(hours)];
  const count = Array.from({ length: COLUMN_COUNT }, () => new Uint16Array(hours));
  for (let ms = plant.startMs; ms < plant.endMs; ms += HOUR_MS) {
    const { timesMs, values } = renderBlock(plant.config, plant.block(ms), EVERY_SECONDS);
    for (let row = 0; row < timesMs.length; row++) {
      const at = Math.floor((timesMs[row] - START_MS) / HOUR_MS);
      if (at < 0 || at >= hours) continue;
      for (let i = 0; i < COLUMN_COUNT; i++) {
        const value = values[row * COLUMN_COUNT + i];
        if (Number.isNaN(value)) continue;
        avg[i][at] = count[i][at] === 0 ? value : avg[i][at] + value;
        if (!(value >= min[i][at])) min[i][at] = value;
        if (!(value <= max[i][at])) max[i][at] = value;
        count[i][at] += 1;
      }
    }
  }
  for (let i = 0; i < COLUMN_COUNT; i++)
    for (let at = 0; at < hours; at++) if (count[i][at] > 0) avg[i][at] /= count[i][at];
  return { seed, startMs: START_MS, hours, faults, avg, min, max };
}

const arraysOf = ({ avg, min, max }: Pick<HourPlant, 'avg' | 'min' | 'max'>) => [...avg, ...min, ...max];

function store(path: string, plant: HourPlant): void {
  const { seed, startMs, hours, faults } = plant;
  writeFileSync(`${path}.bin`, Buffer.concat(arraysOf(plant).map(({ buffer }) => Buffer.from(buffer))));
  writeFileSync(`${path}.part`, JSON.stringify({ seed, startMs, hours, faults }));
  renameSync(`${path}.part`, `${path}.json`);
}

function load(path: string): HourPlant {
  const facts = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Omit<HourPlant, 'avg' | 'min' | 'max'>;
  const plant = {
    ...facts,
    avg: columns(facts.hours),
    min: columns(facts.hours),
    max: columns(facts.hours),
  };
  const bytes = readFileSync(`${path}.bin`);
  let offset = 0;
  for (const array of arraysOf(plant)) {
    new Uint8Array(array.buffer).set(bytes.subarray(offset, offset + array.byteLength));
    offset += array.byteLength;
  }
  return plant;
}

/** The plant of a seed: three weeks without faults, then 129 days with. @param cache folder, 4 MB a seed */
export function hourPlant(seed: number, cache: string): HourPlant {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `hours-${CACHE_VERSION}-${seed}`);
  if (!existsSync(`${path}.json`)) store(path, simulate(seed));
  return load(path);
}
