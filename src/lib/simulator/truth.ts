import { columnsOf, type Fault } from './faults';
import { factsOf } from './fault-kinds';

/** Header of the ground truth. */
export const TRUTH_HEADER = 'from,to,fault,equipment,component,tags,severity,failure_time';

/** One row of the ground truth. */
export interface TruthRow {
  /** Onset, ms since epoch, inclusive. */
  fromMs: number;
  /** End, ms since epoch, exclusive; may lie after the data. */
  toMs: number;
  fault: string;
  equipment: string;
  component: string;
  tags: readonly string[];
  /** Greatest severity, in (0, 1]. */
  severity: number;
  /** Simulated failure, ms since epoch; null for a fault that stops nothing. */
  failureMs: number | null;
}

/** The ground truth of injected faults, by onset. */
export function truthRows(faults: readonly Fault[]): TruthRow[] {
  return faults.map((fault) => {
    const { equipment, component } = factsOf(fault.kind);
    const { fromMs, toMs, failureMs, severity } = fault;
    return {
      fromMs,
      toMs,
      fault: fault.kind,
      equipment,
      component,
      tags: columnsOf(fault),
      severity,
      failureMs,
    };
  });
}

const stamp = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

/** The ground truth as CSV: header and a line a fault; times ISO in UTC, tags parted by `;`, no failure = empty. */
export function truthCsv(rows: readonly TruthRow[]): string {
  const lines = rows.map((row) =>
    [
      stamp(row.fromMs),
      stamp(row.toMs),
      row.fault,
      row.equipment,
      row.component,
      row.tags.join(';'),
      row.severity,
      row.failureMs === null ? '' : stamp(row.failureMs),
    ].join(','),
  );
  return `${[TRUTH_HEADER, ...lines].join('\n')}\n`;
}
