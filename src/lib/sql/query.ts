import type { Column, Columns, Statement } from '$lib/rpc/database';

/** A statement together with what makes its result of the columns that come back. */
export interface Query<T> extends Statement {
  decode(result: Columns): T;
}

/** A column of a result by name. @throws RangeError when the result has no such column */
export function columnOf(result: Columns, name: string): Column {
  const found = result.columns.find((column) => column.name === name);
  if (!found) throw new RangeError(`the result has no column "${name}"`);
  return found;
}

/** Numbers, or times in ms since epoch, of a column; NaN where null. */
export function numbersOf(result: Columns, name: string): Float64Array {
  const column = columnOf(result, name);
  if (column.kind === 'number' || column.kind === 'time') return column.values;
  throw new RangeError(`column "${name}" holds ${column.kind}, not numbers`);
}

/** Texts of a column; '' where null. */
export function textsOf(result: Columns, name: string): string[] {
  const column = columnOf(result, name);
  if (column.kind !== 'text') throw new RangeError(`column "${name}" holds ${column.kind}, not text`);
  return column.values.map((value) => value ?? '');
}

/** Booleans of a column; false where null. */
export function booleansOf(result: Columns, name: string): boolean[] {
  const column = columnOf(result, name);
  if (column.kind !== 'boolean') throw new RangeError(`column "${name}" holds ${column.kind}, not booleans`);
  return column.values.map((value) => value ?? false);
}
