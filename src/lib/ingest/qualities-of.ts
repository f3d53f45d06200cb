import { kindOfTally } from './columns';
import { isMarker } from './long-rows';
import { qualityColumns } from './quality-columns';
import type { Tallied } from './tally-all';
import type { SampleRows } from './time-column';
import type { QualityColumn } from './types';

/** Quality column of each column that has one; in a long layout one for all tags. */
export function qualitiesOf(
  rows: SampleRows,
  { headers, tallies, long }: Tallied,
): Map<number, QualityColumn> {
  const readings = (at: number) => ['number', 'boolean'].includes(kindOfTally(tallies[at]));
  if (!long) return qualityColumns(headers, rows, readings);
  const { width, nameColumn, valueColumn } = long.layout;
  const own = headers.slice(0, width);
  const isReading = (row: string[]) => !isMarker((row[nameColumn] ?? '').trim());
  const readingRows = {
    head: rows.head.filter(isReading),
    middle: rows.middle?.filter(isReading),
    tail: rows.tail.filter(isReading),
  };
  const found = qualityColumns(own, readingRows, (at) => at === valueColumn).get(valueColumn);
  return new Map(found ? long.names.map((_, tag) => [width + tag, found]) : []);
}
