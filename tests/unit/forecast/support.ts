import type { History } from '$lib/forecast/types';

const START_MS = Date.UTC(2024, 0, 1);

/** A history of channels by hour from 2024-01-01 UTC. */
export const historyOf = (...channels: Float64Array[]): History => ({
  startMs: START_MS,
  length: channels[0].length,
  channels: channels.map((values, at) => ({ tag: `t${at}`, values })),
  offsets: new Float64Array(channels[0].length + 200),
});

/** Numbers of 0..1 that are the same in each run (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A daily rhythm with a slow wander and noise. */
export function rhythm(hours: number, seed: number, noise = 0.2): Float64Array {
  const random = seeded(seed);
  let wander = 0;
  return Float64Array.from({ length: hours }, (_, at) => {
    wander = 0.95 * wander + 0.1 * (random() - 0.5);
    return 70 + 3 * Math.sin((2 * Math.PI * at) / 24) + wander + noise * (random() + random() - 1);
  });
}
