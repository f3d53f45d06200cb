import { COLUMNS, type ColumnName } from './columns';
import { FAULT_KIND_NAMES, factsOf, type FaultKind, type FaultKindFacts } from './fault-kinds';
import type { Fault } from './faults';
import { nextBetween, nextExponential, nextOf, nextUnit, seedRandom, type RandomState } from './random';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Mean time between a fault's end and the next onset on the same equipment, hours. */
const MEAN_GAP_HOURS: Record<FaultKindFacts['equipment'], number> = {
  compressor: 6 * 24,
  blower: 10 * 24,
  gas: 8 * 24,
  instruments: 3 * 24,
  safety: 18 * 24,
};
/** Share of slow faults that are repaired before they fail. */
const REPAIRED_EARLY = 0.25;

const needsColumn = (kind: FaultKind): boolean =>
  factsOf(kind).equipment === 'instruments' && kind !== 'clock_jump';

const analogs = COLUMNS.filter((column) => column.kind === 'analog').map((column) => column.name);
const buttons: ColumnName[] = ['bop_plc_in_hs901_estop', 'bop_plc_in_hs902_estop', 'bop_plc_in_hs903_estop'];

function columnFor(kind: FaultKind, random: RandomState): ColumnName | null {
  if (kind === 'estop') return nextOf(random, buttons);
  return needsColumn(kind) ? nextOf(random, analogs) : null;
}

function drawFault(kind: FaultKind, fromMs: number, random: RandomState): Fault {
  const { hours, repairHours } = factsOf(kind);
  const growsMs = Math.round(nextBetween(random, hours[0], hours[1]) * 60) * MINUTE_MS;
  const column = columnFor(kind, random);
  const severity = Math.round(nextBetween(random, 0.6, 1) * 100) / 100;
  if (repairHours === undefined) {
    return { kind, fromMs, toMs: fromMs + growsMs, failureMs: null, severity, column };
  }
  const failureMs = fromMs + growsMs;
  const early = nextUnit(random) < REPAIRED_EARLY;
  const part = nextBetween(random, 0.5, 0.9);
  const repairMs = Math.round(nextBetween(random, repairHours[0], repairHours[1]) * 60) * MINUTE_MS;
  const toMs = early ? fromMs + Math.round((growsMs * part) / HOUR_MS) * HOUR_MS : failureMs + repairMs;
  return { kind, fromMs, toMs, failureMs, severity: 1, column };
}

/**
 * Faults drawn by seed, by onset: on each equipment one after the other, on different equipment at the same time. A
 * longer period only adds faults to a shorter one.
 * @param toMs no fault begins at or after it; one may end after it
 */
export function drawFaults(seed: number, fromMs: number, toMs: number): Fault[] {
  const equipment = Object.keys(MEAN_GAP_HOURS) as FaultKindFacts['equipment'][];
  const drawn = equipment.flatMap((name, stream) => {
    const random = seedRandom(seed, 100 + stream);
    const kinds = FAULT_KIND_NAMES.filter((kind) => factsOf(kind).equipment === name);
    const faults: Fault[] = [];
    let at = fromMs + 12 * HOUR_MS;
    for (;;) {
      at += Math.round(nextExponential(random, MEAN_GAP_HOURS[name]) * 60) * MINUTE_MS;
      if (at >= toMs) return faults;
      const fault = drawFault(nextOf(random, kinds), at, random);
      faults.push(fault);
      at = fault.toMs;
    }
  });
  return drawn.sort((a, b) => a.fromMs - b.fromMs);
}
