import type { Column } from '$lib/rpc/database';

export type Direction = 'ascending' | 'descending';

/** How a result is sorted: by which of its columns, or as the statement gives it (null). */
export type Sorting = { column: number; direction: Direction } | null;

/** A click on a column's head: ascending, descending, as given. */
export function nextSorting(now: Sorting, column: number): Sorting {
  if (now?.column !== column) return { column, direction: 'ascending' };
  return now.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

const words = new Intl.Collator('en', { numeric: true });

function comparer(column: Column): (a: number, b: number) => number {
  switch (column.kind) {
    case 'number':
    case 'time':
      return (a, b) => column.values[a] - column.values[b];
    case 'boolean':
      return (a, b) => Number(column.values[a]) - Number(column.values[b]);
    case 'text':
      return (a, b) => words.compare(column.values[a] ?? '', column.values[b] ?? '');
  }
  return column satisfies never;
}

const isNull = (column: Column, row: number): boolean =>
  column.kind === 'number' || column.kind === 'time'
    ? Number.isNaN(column.values[row])
    : column.values[row] === null;

/**
 * Rows in the order to show, rows entries: stable, and NULL last in both directions.
 * @param columns of `rows` values each
 */
export function rowOrder(columns: readonly Column[], rows: number, sorting: Sorting): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const column = sorting && columns[sorting.column];
  if (!column) return order;
  const compare = comparer(column);
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  const known = order.filter((row) => !isNull(column, row)).sort((a, b) => sign * compare(a, b) || a - b);
  return Uint32Array.from([...known, ...order.filter((row) => isNull(column, row))]);
}
