import type { DuckDBBindings } from 'duckdb-browser-blocking';
import { emptyMinutes, type Minutes } from '$lib/ingest/merge-minutes';
import { readCsvBytes } from '$lib/ingest/read-csv-bytes';
import type { ScannedSlice } from '$lib/ingest/scan';
import { tagColumns, type SlicePartial, type SourcePlan } from '$lib/ingest/types';
import { sliceRollup } from '$lib/sql/slice-rollup';

const FILE = 'slice.csv';

/** What a query answers, as far as it is needed here. */
interface Answer {
  numRows: number;
  getChildAt(index: number): { toArray(): ArrayLike<number> } | null;
}

/** Result columns minute, n, then sum, min, max, count a tag; null cells hold anything, and count 0 says so. */
function toMinutes(answer: Answer, tags: number): Minutes {
  const column = (index: number) => {
    const found = answer.getChildAt(index);
    if (!found) throw new RangeError(`roll-up without column ${index}`);
    return found.toArray();
  };
  const result = emptyMinutes(answer.numRows, tags);
  result.minutes.set(column(0));
  result.rows.set(column(1));
  for (let tag = 0; tag < tags; tag++) {
    const [sum, min, max, count] = [0, 1, 2, 3].map((measure) => column(2 + tag * 4 + measure));
    for (let at = 0; at < result.minutes.length; at++) {
      const to = at * tags + tag;
      if (count[at] === 0) continue;
      result.sum[to] = sum[at];
      result.min[to] = min[at];
      result.max[to] = max[at];
      result.count[to] = count[at];
    }
  }
  return result;
}

const total = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0);

/**
 * Roll a slice up by read_csv.
 * @returns null when a cell does not fit its type, a row has too many or too few cells, or a number is not finite:
 *   such a slice belongs to the text reader, which says where
 */
export function rollUpByReadCsv(
  engine: DuckDBBindings,
  scan: ScannedSlice,
  plan: SourcePlan,
): SlicePartial | null {
  const bytes = readCsvBytes(scan, plan);
  if (bytes === null) return null;
  const rows = scan.starts.length;
  const tags = tagColumns(plan).length;
  const minutes = rows === 0 ? emptyMinutes(0, tags) : query(engine, bytes, sliceRollup(plan, FILE), tags);
  if (minutes === null || total(minutes.rows) !== rows || !minutes.sum.every(Number.isFinite)) return null;
  return {
    slice: scan.slice,
    ...minutes,
    lines: scan.lines,
    rowsRead: rows,
    rowsUsed: rows,
    rowsRejected: 0,
    cellsRejected: 0,
    issues: [],
    index: scan.index,
    path: 'read_csv',
  };
}

function query(engine: DuckDBBindings, bytes: Uint8Array, sql: string, tags: number): Minutes | null {
  engine.registerFileBuffer(FILE, bytes);
  const connection = engine.connect();
  try {
    return toMinutes(connection.query(sql), tags);
  } catch (error) {
    if (error instanceof Error && /Conversion Error|CSV Error|Invalid Input Error/.test(error.message))
      return null;
    throw error;
  } finally {
    connection.close();
    engine.dropFile(FILE);
  }
}
