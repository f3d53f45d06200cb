import type { Column } from '$lib/rpc/database';
import type { TypedRows } from '$lib/sql/export';
import type { ColumnType } from '$lib/sql/old-platform';
import type { AlarmRow } from './alarm-rows';

const text = (name: string, values: (string | null)[]): Column => ({ name, kind: 'text', values });
const known = (value: number | null | undefined): number => value ?? Number.NaN;

/** Occurrences of alarms, a row each: times in UTC, values in the unit of the column; null where nothing is known. */
export function alarmColumns(all: readonly AlarmRow[]): TypedRows {
  const rows = all.flatMap((row) => (row.occurrence ? [{ ...row, occurrence: row.occurrence }] : []));
  type Row = (typeof rows)[number];
  const texts = (name: string, of: (row: Row) => string | null) => text(name, rows.map(of));
  const number =
    (kind: 'time' | 'number') => (name: string, of: (row: Row) => number | null | undefined) => ({
      ...{ name, kind },
      values: Float64Array.from(rows, (row) => known(of(row))),
    });
  const [time, value] = [number('time'), number('number')];
  const columns: [Column, ColumnType][] = [
    [texts('id', ({ occurrence }) => occurrence.id), 'VARCHAR'],
    [texts('alarm', ({ definition }) => definition.name), 'VARCHAR'],
    [texts('priority', ({ definition }) => definition.priority), 'VARCHAR'],
    [texts('tag', ({ definition }) => (definition.kind === 'anomaly' ? null : definition.tag)), 'VARCHAR'],
    [time('began', ({ occurrence }) => occurrence.sinceMs), 'TIMESTAMP'],
    [time('raised', ({ occurrence }) => occurrence.raisedMs), 'TIMESTAMP'],
    [time('returned', ({ occurrence }) => occurrence.returnedMs), 'TIMESTAMP'],
    [value('value_when_raised', ({ occurrence }) => occurrence.value), 'DOUBLE'],
    [value('worst_value', ({ occurrence }) => occurrence.worst), 'DOUBLE'],
    [texts('status', ({ status }) => status), 'VARCHAR'],
    [time('acknowledged_at', ({ occurrence }) => occurrence.acknowledged?.atMs), 'TIMESTAMP'],
    [texts('acknowledged_by', ({ occurrence }) => occurrence.acknowledged?.by ?? null), 'VARCHAR'],
    [texts('note', ({ occurrence }) => occurrence.acknowledged?.note ?? null), 'VARCHAR'],
    [texts('answer', ({ definition }) => definition.response), 'VARCHAR'],
  ];
  return {
    rows: { rows: rows.length, columns: columns.map(([column]) => column) },
    types: columns.map(([, type]) => type),
  };
}
