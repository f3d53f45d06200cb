import type { Standing } from './standing';

export const STALE_MS = 86_400_000;

/** An alarm that stood for more than 24 hours; times cut to the period. */
export interface Stale {
  alarm: string;
  fromMs: number;
  toMs: number;
}

/** Stretches of more than 24 hours that reach into the period, cut to it; longest first. One still open ends with the period. */
export function staleOf(standing: readonly Standing[], fromMs: number, toMs: number): Stale[] {
  return standing
    .map(({ alarm, fromMs: beganMs, toMs: endMs }) => ({
      alarm,
      beganMs,
      endMs: Math.min(endMs ?? toMs, toMs),
    }))
    .filter(({ beganMs, endMs }) => endMs - beganMs > STALE_MS && endMs > fromMs)
    .sort((one, other) => other.endMs - other.beganMs - (one.endMs - one.beganMs))
    .map(({ alarm, beganMs, endMs }) => ({ alarm, fromMs: Math.max(beganMs, fromMs), toMs: endMs }));
}

/**
 * Alarms that are stale at some time of each day of the period.
 * @returns shape [days], days of 24 hours from `fromMs`, the last may be shorter
 */
export function stalePerDay(standing: readonly Standing[], fromMs: number, toMs: number): Float64Array {
  const days = new Float64Array(Math.max(0, Math.ceil((toMs - fromMs) / STALE_MS)));
  for (const one of standing) {
    const staleFromMs = one.fromMs + STALE_MS;
    const endMs = Math.min(one.toMs ?? toMs, toMs);
    if (endMs <= staleFromMs || endMs <= fromMs) continue;
    const first = Math.max(0, Math.floor((staleFromMs - fromMs) / STALE_MS));
    const last = Math.ceil((endMs - fromMs) / STALE_MS);
    for (let day = first; day < last; day++) days[day] += 1;
  }
  return days;
}
