import { COLUMN_NAMES } from './columns';
import { FAULT_KIND_NAMES, factsOf, type FaultKind } from './fault-kinds';
import type { Fault } from './faults';

/** Raised when a fault plan does not describe faults. */
export class FaultPlanError extends Error {
  override name = 'FaultPlanError';
}

const fail = (index: number, why: string): never => {
  throw new FaultPlanError(`fault ${index + 1} of the plan: ${why}`);
};

function timeOf(value: unknown, index: number, field: string): number {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? fail(index, `${field} ${JSON.stringify(value)} is not an ISO time`) : ms;
}

function kindOf(value: unknown, index: number): FaultKind {
  const kind = FAULT_KIND_NAMES.find((name) => name === value);
  return kind ?? fail(index, `kind ${JSON.stringify(value)} is none of ${FAULT_KIND_NAMES.join(', ')}`);
}

function columnOf(value: unknown, kind: FaultKind, index: number): Fault['column'] {
  const wanted = kind === 'estop' || (factsOf(kind).equipment === 'instruments' && kind !== 'clock_jump');
  if (!wanted) return null;
  const name = kind === 'estop' ? (value ?? 'bop_plc_in_hs901_estop') : value;
  const known = COLUMN_NAMES.find((column) => column === name);
  if (known === undefined) return fail(index, `column ${JSON.stringify(value)} is not one of the plant`);
  return known;
}

function readFault(entry: unknown, index: number): Fault {
  if (typeof entry !== 'object' || entry === null)
    return fail(index, `${JSON.stringify(entry)} is not an object`);
  const given = entry as Record<string, unknown>;
  const kind = kindOf(given.kind, index);
  const fromMs = timeOf(given.from, index, 'from');
  const slow = factsOf(kind).repairHours !== undefined;
  const failureMs = slow ? timeOf(given.failure, index, 'failure') : null;
  const toMs = timeOf(given.to, index, 'to');
  const severity = given.severity ?? 1;
  if (typeof severity !== 'number' || !(severity > 0 && severity <= 1)) {
    return fail(index, `severity ${JSON.stringify(severity)} is not in (0, 1]`);
  }
  if (toMs <= fromMs) return fail(index, `to ${given.to} is not after from ${given.from}`);
  if (failureMs !== null && failureMs <= fromMs) {
    return fail(index, `failure ${given.failure} is not after from ${given.from}`);
  }
  return { kind, fromMs, toMs, failureMs, severity, column: columnOf(given.column, kind, index) };
}

/**
 * Faults of a plan by hand, by onset.
 * @param plan list of {kind, from, to, severity?, failure, column}: ISO times; `failure` for slow faults only, `column`
 *   for instruments only
 * @throws FaultPlanError naming the first entry that is wrong
 */
export function readFaultPlan(plan: unknown): Fault[] {
  if (!Array.isArray(plan)) throw new FaultPlanError('a fault plan is a list of faults');
  return plan.map(readFault).sort((a, b) => a.fromMs - b.fromMs);
}
