// Simulated plants for the judgement of forecasts: all columns by the hour of the plant's own clock, kept in a cache folder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMN_COUNT, COLUMNS } from '../../src/lib/simulator/columns';
import { renderBlock } from '../../src/lib/simulator/render';
import { simulatePlant } from '../../src/lib/simulator/simulate';

const HOUR_MS = 3_600_000;
/** One reading each so many seconds: the same plant as at 1 Hz, an hour's mean differs by its noise only. */
const EVERY_SECONDS = 30;
const START_MS = Date.UTC(2024, 0, 1);
const CACHE_VERSION = 1;

/** Roll-up by hour of one simulated plant. */
export interface HourlyPlant {
  seed: number;
  startMs: number;
  hours: number;
  /** Mean, least and greatest reading of a column by its full name, each [hours]; NaN where nothing was read. */
  column(name: string): Record<'avg' | 'min' | 'max', Float64Array>;
}

function simulate(seed: number, days: number, faulty: boolean): Float64Array {
  const plant = simulatePlant({ seed, days, startMs: START_MS, ...(faulty ? {} : { faults: [] }) });
  const hours = days * 24;
  const cells = hours * COLUMN_COUNT;
  const all = new Float64Array(3 * cells).fill(NaN);
  const counts = new Uint32Array(cells);
  for (let block = 0; block < hours; block++) {
    const { timesMs, values } = renderBlock(
      plant.config,
      plant.block(START_MS + block * HOUR_MS),
      EVERY_SECONDS,
    );
    for (let row = 0; row < timesMs.length; row++) {
      const hour = Math.floor((timesMs[row] - START_MS) / HOUR_MS);
      if (hour < 0 || hour >= hours) continue;
      for (let i = 0; i < COLUMN_COUNT; i++) {
        const value = values[row * COLUMN_COUNT + i];
        if (Number.isNaN(value)) continue;
        const at = i * hours + hour;
        all[at] = counts[at] === 0 ? value : all[at] + value;
        counts[at] += 1;
        if (!(value >= all[cells + at])) all[cells + at] = value;
        if (!(value <= all[2 * cells + at])) all[2 * cells + at] = value;
      }
    }
  }
  for (let at = 0; at < cells; at++) if (counts[at] > 0) all[at] /= counts[at];
  return all;
}

/** The plant of a seed over so many days, with the faults that the simulator draws for it or without any. */
export function hourlyPlant(seed: number, days: number, faulty: boolean, cache: string): HourlyPlant {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `hours-${CACHE_VERSION}-${seed}-${days}${faulty ? '' : '-healthy'}.bin`);
  if (!existsSync(path)) writeFileSync(path, Buffer.from(simulate(seed, days, faulty).buffer));
  const bytes = readFileSync(path);
  const all = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const hours = days * 24;
  return {
    ...{ seed, startMs: START_MS, hours },
    column(name) {
      const place = COLUMNS.findIndex((column) => column.name === name);
      const measure = (at: number) =>
        all.subarray((at * COLUMN_COUNT + place) * hours, (at * COLUMN_COUNT + place + 1) * hours);
      return { avg: measure(0), min: measure(1), max: measure(2) };
    },
  };
}
