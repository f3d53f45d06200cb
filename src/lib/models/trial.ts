import type { DeviceTrial } from './device';

/** One thing that is tried on both devices. */
export interface Tried {
  /** Do it once; numbers that must agree between devices. */
  run(): Promise<ArrayLike<number>>;
  dispose(): Promise<void>;
}

const TIMED = 3;

async function timeOf(tried: Tried, now: () => number): Promise<{ ms: number; numbers: ArrayLike<number> }> {
  // The first run compiles, and its numbers come from the same start on both devices.
  const numbers = await tried.run();
  let least = Infinity;
  for (let run = 0; run < TIMED; run++) {
    const began = now();
    await tried.run();
    least = Math.min(least, now() - began);
  }
  return { ms: least, numbers };
}

/** Greatest |a - b| / (1 + |b|); Infinity where one is no number or they are of different length. */
export function deviationOf(found: ArrayLike<number>, known: ArrayLike<number>): number {
  if (found.length !== known.length) return Infinity;
  let worst = 0;
  for (let at = 0; at < known.length; at++) {
    const off = Math.abs(found[at] - known[at]) / (1 + Math.abs(known[at]));
    worst = Number.isNaN(off) ? Infinity : Math.max(worst, off);
  }
  return worst;
}

/**
 * Time the same work on both devices and compare its numbers.
 * @param webgpu null where there is no graphics device
 */
export async function runTrial(
  wasm: () => Promise<Tried>,
  webgpu: (() => Promise<Tried>) | null,
  nowMs: number,
  now: () => number = () => performance.now(),
): Promise<DeviceTrial> {
  const known = await timed(wasm, now);
  const base = { wasmMs: known.ms, madeMs: nowMs };
  if (!webgpu)
    return { ...base, webgpuMs: null, deviation: null, why: 'this browser offers no graphics device' };
  try {
    const found = await timed(webgpu, now);
    const deviation = deviationOf(found.numbers, known.numbers);
    return { ...base, webgpuMs: found.ms, deviation, why: '' };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { ...base, webgpuMs: null, deviation: null, why: `the graphics device failed: ${words}` };
  }
}

async function timed(open: () => Promise<Tried>, now: () => number) {
  const tried = await open();
  try {
    return await timeOf(tried, now);
  } finally {
    await tried.dispose();
  }
}
