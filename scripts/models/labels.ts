// What a minute of a simulated plant is: healthy, one fault, or neither (a fault too small to see, recovery, repair).
import { type FaultKind, FAULT_KIND_NAMES } from '../../src/lib/simulator/fault-kinds';
import { hasFailed, severityAt } from '../../src/lib/simulator/faults';
import type { Plant } from './plants';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After a fault the plant needs this long to run as before. */
const RECOVERY_MS = 12 * HOUR_MS;
/** A growing fault counts from this share of its full size. */
const LEAST_SEVERITY = 1 / 3;

/** Words of the classes, in their order. */
export const CLASSES: readonly string[] = ['normal', ...FAULT_KIND_NAMES];
/** A minute that is of no class. */
export const NO_CLASS = 255;

/** @returns class of each minute, NO_CLASS where it is none; shape [minutes] */
export function minuteClasses({
  startMs,
  minutes,
  faults,
}: Pick<Plant, 'startMs' | 'minutes' | 'faults'>): Uint8Array {
  const classes = new Uint8Array(minutes);
  for (const fault of faults) {
    const from = Math.max(0, Math.floor((fault.fromMs - startMs) / MINUTE_MS));
    const to = Math.min(minutes, Math.ceil((fault.toMs + RECOVERY_MS - startMs) / MINUTE_MS));
    const own = CLASSES.indexOf(fault.kind satisfies FaultKind);
    for (let minute = from; minute < to; minute++) {
      const timeMs = startMs + minute * MINUTE_MS;
      const seen = severityAt(fault, timeMs) >= LEAST_SEVERITY && !hasFailed(fault, timeMs);
      classes[minute] = seen ? own : NO_CLASS;
    }
  }
  return classes;
}
