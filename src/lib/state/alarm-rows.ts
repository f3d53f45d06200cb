import { ALARM_PRIORITIES, type AlarmDefinition, type AlarmPriority } from '$lib/alarms/definition';
import type { AlarmNow } from '$lib/alarms/journal-types';
import { statusOf, type Occurrence, type OccurrenceStatus } from '$lib/alarms/occurrences';
import type { AlarmRecord } from '$lib/alarms/record';
import type { TimeRange } from '$lib/ingest/types';

/** Which alarms a list shows. */
export const ALARM_SHOWS = ['now', 'unacknowledged', 'standing', 'hidden', 'all'] as const;
/**
 * `now`: one line for each alarm that is not normal; `unacknowledged` and `standing`: every occurrence that is;
 * `hidden`: alarms that are shelved, suppressed or out of service; `all`: every occurrence.
 */
export type AlarmShow = (typeof ALARM_SHOWS)[number];

export interface AlarmFilter {
  show: AlarmShow;
  /** Only these; all when empty. */
  priorities: readonly AlarmPriority[];
  /** Only alarms whose name, tag or answer holds all these words. */
  text: string;
  /** Only what touches it; null for all time. */
  range: TimeRange | null;
}

/** A line of the list: an occurrence, or an alarm that never occurred but is hidden. */
export interface AlarmRow {
  id: string;
  definition: AlarmDefinition;
  now: AlarmNow;
  occurrence: Occurrence | null;
  status: OccurrenceStatus | null;
}

const HIDDEN: ReadonlySet<string> = new Set(['shelved', 'suppressed', 'out of service']);

const rowOf = (definition: AlarmDefinition, now: AlarmNow, occurrence: Occurrence | null): AlarmRow => ({
  id: occurrence?.id ?? `alarm ${now.id}`,
  definition,
  now,
  occurrence,
  status: occurrence === null ? null : statusOf(occurrence),
});

/** Every row that there can be: one for each occurrence, newest first, and the last one of each alarm. */
export interface AllRows {
  occurrences: AlarmRow[];
  alarms: AlarmRow[];
}

export function allRows(
  { alarms, occurrences }: Pick<AlarmRecord, 'alarms' | 'occurrences'>,
  definition: (alarm: string) => AlarmDefinition | undefined,
): AllRows {
  const known = new Map(alarms.map((one) => [one.id, one]));
  const rows = occurrences.flatMap((one) => {
    const [found, now] = [definition(one.alarm), known.get(one.alarm)];
    return found && now ? [rowOf(found, now, one)] : [];
  });
  const lastOf = new Map(rows.map((row) => [row.now.id, row]));
  const each = alarms.flatMap((now) => {
    const found = definition(now.id);
    return found ? [lastOf.get(now.id) ?? rowOf(found, now, null)] : [];
  });
  return { occurrences: rows.reverse(), alarms: each };
}

const rank = ({ definition }: AlarmRow): number => -ALARM_PRIORITIES.indexOf(definition.priority);
const pressing = (rows: AlarmRow[]): AlarmRow[] =>
  rows.sort((a, b) => rank(a) - rank(b) || (b.occurrence?.raisedMs ?? 0) - (a.occurrence?.raisedMs ?? 0));

/** Rows of one kind, before they are filtered further. */
export function rowsShown({ occurrences, alarms }: AllRows, show: AlarmShow): AlarmRow[] {
  switch (show) {
    case 'now':
      return pressing(alarms.filter(({ now }) => now.state !== 'normal' && !HIDDEN.has(now.state)));
    case 'hidden':
      return pressing(alarms.filter(({ now }) => HIDDEN.has(now.state)));
    case 'unacknowledged':
      return occurrences.filter(({ status }) => status === 'unacknowledged' || status === 'returned');
    case 'standing':
      return occurrences.filter(({ occurrence }) => occurrence?.returnedMs === null);
    case 'all':
      return occurrences;
    default:
      return show satisfies never;
  }
}

function holds({ definition }: AlarmRow, text: string): boolean {
  const tag = definition.kind === 'anomaly' ? definition.detector : definition.tag;
  const all = `${definition.name} ${tag} ${definition.response}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const touches = ({ occurrence }: AlarmRow, { fromMs, toMs }: TimeRange): boolean =>
  occurrence === null || (occurrence.sinceMs < toMs && (occurrence.returnedMs ?? Infinity) >= fromMs);

/** The rows that a filter lets through, in order. */
export function filteredRows(all: AllRows, { show, priorities, text, range }: AlarmFilter): AlarmRow[] {
  return rowsShown(all, show).filter(
    (row) =>
      (priorities.length === 0 || priorities.includes(row.definition.priority)) &&
      holds(row, text) &&
      (range === null || touches(row, range)),
  );
}
