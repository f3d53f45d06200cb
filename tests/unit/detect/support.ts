import { readFileSync } from 'node:fs';
import type { Frame, SampleKind, TagSamples } from '$lib/detect/frame';
import type { Standardised } from '$lib/detect/standardise';
import { nextNormal, seedRandom } from '$lib/simulator/random';

/** A golden of scripts/goldens/detect.py. */
export const golden = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../fixtures/detect/${name}.json`, import.meta.url), 'utf8')) as T;

/** Rows as standardised data, one minute a row. */
export function dataOf(rows: readonly (readonly number[])[]): Standardised {
  const tags = rows[0].map((_, i) => `t${i}`);
  const columns = tags.map((_, i) => Float32Array.from(rows, (row) => row[i]));
  const present = new Uint8Array(rows.length).fill(1);
  return { startMs: 0, stepMs: 60_000, length: rows.length, tags, columns, present };
}

export const allOf = (length: number) => new Uint8Array(length).fill(1);

/** A tag whose minutes are given, with readings spread by `spread` within each. */
export function tagOf(tag: string, avg: Float32Array, kind: SampleKind = 'analog', spread = 0): TagSamples {
  const min = avg.map((value) => value - spread);
  const max = avg.map((value) => value + spread);
  const count = Uint16Array.from(avg, (value) => (Number.isNaN(value) ? 0 : 60));
  return { tag, kind, system: tag.split('.')[0], avg, min, max, count };
}

export function frameOf(tags: TagSamples[], length: number): Frame {
  const rows = new Uint16Array(length).fill(60);
  return { startMs: Date.UTC(2024, 0, 1), stepMs: 60_000, length, tags, rows };
}

/** A plant of six tags that follow two hidden drives, with white noise, and a fault bit. */
export function smallPlant(days: number, seed = 3): Frame {
  const length = days * 1440;
  const random = seedRandom(seed);
  const load = Float32Array.from(
    { length },
    (_, at) => Math.sin((2 * Math.PI * at) / 1440) + 0.1 * nextNormal(random),
  );
  const heat = Float32Array.from(
    { length },
    (_, at) => Math.cos((2 * Math.PI * at) / 977) + 0.1 * nextNormal(random),
  );
  const analog = (name: string, a: number, b: number, level: number) =>
    tagOf(
      name,
      load.map((value, at) => level + a * value + b * heat[at] + 0.05 * nextNormal(random)),
      'analog',
      0.1,
    );
  const tags = [
    analog('pump.flow', 1, 0, 50),
    analog('pump.current', 0.8, 0.1, 14),
    analog('pump.pressure', 0.5, 0.5, 100),
    analog('oil.temperature', 0.2, 1, 150),
    analog('oil.sump', 0.1, 0.9, 140),
    analog('oil.pressure', -0.4, 0.6, 40),
    tagOf('pump.fault', new Float32Array(length), 'state'),
  ];
  return frameOf(tags, length);
}
