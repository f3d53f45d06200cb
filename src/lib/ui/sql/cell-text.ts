import type { Column } from '$lib/rpc/database';

const DIGITS = 10;

/** A whole number whole, any other to ten significant digits: more is noise of the last bits to most who read it. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)));
}

/** An instant in UTC: a date where it is midnight of one, else to the second, or to the millisecond where there are some. */
export function instantText(ms: number): string {
  const text = new Date(ms).toISOString();
  const clock = text.slice(11, 23);
  return `${text.slice(0, 10)} ${clock.endsWith('.000') ? clock.slice(0, 8) : clock}`;
}

/** A cell as text, null where the statement gives NULL. */
export function cellText(column: Column, row: number): string | null {
  switch (column.kind) {
    case 'number':
      return Number.isNaN(column.values[row]) ? null : numberText(column.values[row]);
    case 'time':
      return Number.isNaN(column.values[row]) ? null : instantText(column.values[row]);
    case 'boolean':
    case 'text':
      return column.values[row] === null ? null : String(column.values[row]);
  }
  return column satisfies never;
}
