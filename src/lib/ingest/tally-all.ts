import { tallyColumns, type ColumnTally } from './columns';
import { findLong, pivotRows, type FoundLong } from './long-layout';
import { timeColumns, type SampleRows } from './time-column';
import type { Dialect, TimeSource } from './types';

/** Columns with what they hold; `long` where the rows name their tags. */
export interface Tallied {
  long: FoundLong | null;
  headers: string[];
  tallies: ColumnTally[];
}

/** What the columns hold: the file's own, or in a long layout the tags that its rows name. */
export function tallyAll(rows: SampleRows, headers: string[], time: TimeSource, dialect: Dialect): Tallied {
  const own = tallyColumns(rows, headers.length, dialect);
  const long = findLong(headers, rows, own, timeColumns(time));
  if (!long) return { long, headers, tallies: own };
  const tags = tallyColumns(pivotRows(rows, long), long.names.length, dialect);
  return { long, headers: [...headers, ...long.names], tallies: [...own, ...tags] };
}
