import type { Dialect } from './types';

/**
 * The cells of one line, untrimmed. A cell that opens with the quote may hold delimiters, and a doubled quote
 * stands for one; a quote that is never closed runs to the end of the line.
 */
export function splitCells(
  line: string,
  { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>,
): string[] {
  if (quote === '' || !line.includes(quote)) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    const cell = line[at] === quote ? quotedCell(line, at, delimiter, quote) : plainCell(line, at, delimiter);
    cells.push(cell.text);
    at = cell.end + 1;
  }
  return cells;
}

function plainCell(line: string, start: number, delimiter: string) {
  const found = line.indexOf(delimiter, start);
  const end = found < 0 ? line.length : found;
  return { text: line.slice(start, end), end };
}

function quotedCell(line: string, start: number, delimiter: string, quote: string) {
  let text = '';
  let at = start + 1;
  for (; at < line.length; at++) {
    if (line[at] !== quote) text += line[at];
    else if (line[at + 1] === quote) text += line[++at];
    else break;
  }
  const rest = plainCell(line, Math.min(at + 1, line.length), delimiter);
  return { text: text + rest.text, end: rest.end };
}
