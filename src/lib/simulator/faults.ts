import type { ColumnName } from './columns';
import { FAULT_KIND_NAMES, factsOf, type FaultKind } from './fault-kinds';

/** A fault that a plant has at a time. */
export interface Fault {
  kind: FaultKind;
  /** Onset, ms since epoch, inclusive. */
  fromMs: number;
  /** Repaired or gone, ms since epoch, exclusive. */
  toMs: number;
  /**
   * When a slow fault stops its machine; null for other faults. Later than `toMs` when it was repaired before: then it
   * is when the machine would have failed.
   */
  failureMs: number | null;
  /** Greatest severity, in (0, 1]: reached at failure, or as the kind's growth says. */
  severity: number;
  /** Column of a faulty instrument or pressed button; null for other faults. */
  column: ColumnName | null;
}

const STEEPNESS = 3;

const growthAt = (growth: 'step' | 'linear' | 'exponential' | 'bell', part: number): number => {
  switch (growth) {
    case 'step':
      return 1;
    case 'linear':
      return part;
    case 'exponential':
      return Math.expm1(STEEPNESS * part) / Math.expm1(STEEPNESS);
    case 'bell':
      return Math.min(1, 4 * part, 4 * (1 - part));
    default:
      return growth satisfies never;
  }
};

/** Severity of a fault at a time, 0 outside its interval; after failure it stays until the repair. */
export function severityAt(fault: Fault, timeMs: number): number {
  if (timeMs < fault.fromMs || timeMs >= fault.toMs) return 0;
  const part = (timeMs - fault.fromMs) / ((fault.failureMs ?? fault.toMs) - fault.fromMs);
  return fault.severity * growthAt(factsOf(fault.kind).growth, Math.min(1, part));
}

/** True while the fault has its machine stopped for repair. */
export const hasFailed = (fault: Fault, timeMs: number): boolean =>
  fault.failureMs !== null && timeMs >= fault.failureMs && timeMs < fault.toMs;

/** Severity by kind at one time; the greatest where several of a kind overlap. */
export type Severities = Record<FaultKind, number>;

/** No fault at all. */
export const NO_FAULTS: Readonly<Severities> = Object.freeze(
  Object.fromEntries(FAULT_KIND_NAMES.map((kind) => [kind, 0])) as Severities,
);

/** Severities of all kinds at a time. */
export function severitiesAt(faults: readonly Fault[], timeMs: number): Readonly<Severities> {
  if (faults.length === 0) return NO_FAULTS;
  const severities = { ...NO_FAULTS };
  for (const fault of faults) {
    severities[fault.kind] = Math.max(severities[fault.kind], severityAt(fault, timeMs));
  }
  return severities;
}

/** Columns a fault shows in. */
export const columnsOf = (fault: Fault): readonly ColumnName[] => {
  if (fault.kind === 'estop' && fault.column !== null) {
    const others = factsOf('estop').columns.filter((name) => !name.endsWith('_estop'));
    return [fault.column, ...others];
  }
  return fault.column === null ? factsOf(fault.kind).columns : [fault.column];
};
