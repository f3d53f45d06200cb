import { csvCell } from '$lib/series/csv-cell';
import type { AlarmRow } from './alarm-rows';

const HEADER = [
  ...['alarm', 'priority', 'tag', 'began', 'raised', 'returned', 'value when raised', 'worst value'],
  ...['state', 'acknowledged at', 'acknowledged by', 'note', 'answer'],
];

const time = (ms: number | null | undefined): string => (ms == null ? '' : new Date(ms).toISOString());
const number = (value: number | null | undefined): string => (value == null ? '' : String(value));

function cellsOf({ definition, occurrence, status, now }: AlarmRow): string[] {
  const { acknowledged } = occurrence ?? {};
  return [
    ...[definition.name, definition.priority, definition.kind === 'anomaly' ? '' : definition.tag],
    ...[time(occurrence?.sinceMs), time(occurrence?.raisedMs), time(occurrence?.returnedMs)],
    ...[number(occurrence?.value), number(occurrence?.worst), status ?? now.state],
    ...[time(acknowledged?.atMs), acknowledged?.by ?? '', acknowledged?.note ?? '', definition.response],
  ];
}

/** A list of alarms as CSV (RFC 4180, CRLF): a line each in the order of the list; times ISO in UTC, values in the unit of the column. */
export const alarmsCsv = (rows: readonly AlarmRow[]): string =>
  [HEADER, ...rows.map(cellsOf)].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
