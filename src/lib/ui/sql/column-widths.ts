import type { Column } from '$lib/rpc/database';
import { cellText } from './cell-text';

const CHARACTER_PX = 8.2;
const PADDING_PX = 20;
/** The mark of the order, and room to press it. */
const HEAD_PX = 22;
const LEAST_PX = 64;
const MOST_PX = 360;
/** Rows looked at, evenly spread. */
const SAMPLE = 100;

/** Width of each column in px, by its name and a sample of its cells. */
export function columnWidths(columns: readonly Column[], rows: number): number[] {
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  return columns.map((column) => {
    let longest = 4;
    for (let row = 0; row < rows; row += step)
      longest = Math.max(longest, cellText(column, row)?.length ?? 0);
    const px = Math.max(
      longest * CHARACTER_PX + PADDING_PX,
      column.name.length * CHARACTER_PX + PADDING_PX + HEAD_PX,
    );
    return Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, px)));
  });
}
