import type { Columns } from '$lib/rpc/database';
import { groupsOf, timeStyle, type ParquetLayout } from '$lib/sources/parquet-layout';
import type { ParquetSample } from '$lib/sources/parquet-plan';
import { cellText } from './cell-text';
import type { ParquetSource } from './parquet-source';

const HEAD_ROWS = 1000;
/** One more than is judged: planning drops the first, as it would a line that was cut. */
const TAIL_ROWS = 301;

const quoted = (text: string) =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"` : text;

/** Rows as lines of comma separated text, each with its line end. */
function linesOf({ rows, columns }: Columns, layout: ParquetLayout): string {
  const texts = columns.map((column, at) => cellText(column, timeStyle(layout, at)));
  let lines = '';
  for (let row = 0; row < rows; row++) lines += `${texts.map((text) => quoted(text(row))).join(',')}\n`;
  return lines;
}

async function rowsAsText(source: ParquetSource, first: number, end: number): Promise<string> {
  const { layout } = source;
  let text = '';
  for (const piece of groupsOf(layout, first, end)) {
    for await (const batch of source.read(piece, layout.columns)) text += linesOf(batch, layout);
  }
  return text;
}

/** What planning needs of a Parquet file: its layout, and the rows at both ends as text. */
export async function sampleParquet(source: ParquetSource): Promise<ParquetSample> {
  const { layout, rows, leftOut } = source;
  const { columns } = layout;
  if (rows === 0 || columns.length === 0) return { layout, leftOut, head: '', tail: '' };
  const headRows = Math.min(rows, HEAD_ROWS);
  const header = `${columns.map(quoted).join(',')}\n`;
  const head = header + (await rowsAsText(source, 0, headRows));
  const tail = await rowsAsText(source, Math.max(headRows, rows - TAIL_ROWS), rows);
  return { layout, leftOut, head, tail };
}
