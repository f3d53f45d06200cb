import type { Column } from '$lib/rpc/database';
import type { TimeStyle } from '$lib/sources/parquet-layout';

/** How a column's cells are written as text: '' for nothing, times as ISO, with `Z` when they are instants. */
export function cellText(column: Column, style: TimeStyle): (row: number) => string {
  switch (column.kind) {
    case 'number':
      return (row) => (Number.isNaN(column.values[row]) ? '' : String(column.values[row]));
    case 'time':
      return (row) => timeText(column.values[row], style);
    case 'boolean':
      return (row) => (column.values[row] === null ? '' : String(column.values[row]));
    case 'text':
      return (row) => column.values[row] ?? '';
  }
  column satisfies never;
}

/** Digits below the ms are dropped; '' for NaN and times no Date can hold. */
function timeText(ms: number, style: TimeStyle): string {
  if (!(Math.abs(ms) <= 8.64e15)) return '';
  const text = new Date(ms).toISOString();
  if (style === 'date') return text.slice(0, 10);
  return `${text.endsWith('.000Z') ? text.slice(0, -5) : text.slice(0, -1)}${style === 'instant' ? 'Z' : ''}`;
}
