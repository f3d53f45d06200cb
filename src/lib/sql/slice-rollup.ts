import { tagColumns, type ColumnPlan, type SourcePlan, type TimeRange } from '$lib/ingest/types';
import { quoteText } from './identifiers';

const BOOLEAN_WORDS = new Set(['t', 'f', 'true', 'false']);

/**
 * Why DuckDB's read_csv cannot serve this plan, null when it can. Cells are read by strict types, so a slice
 * with a cell that does not fit fails as a whole and belongs to the text reader.
 */
export function readCsvObstacle(plan: SourcePlan): string | null {
  const { dialect, time } = plan;
  if (dialect.encoding !== 'utf-8') return `encoding ${dialect.encoding}`;
  if (dialect.lineEnd === '\r') return 'lone CR line ends';
  if (time.kind !== 'column' || time.format.kind !== 'iso') return 'time format';
  if (plan.zoneInFile) return 'offsets in the stamps';
  const odd = plan.columns.find(
    (c) =>
      c.kind === 'boolean' && ![...c.trueWords, ...c.falseWords].every((word) => BOOLEAN_WORDS.has(word)),
  );
  return odd ? `words of column ${odd.header}` : null;
}

const name = (column: ColumnPlan) => `c${column.index}`;

function columnType(plan: SourcePlan, column: ColumnPlan): string {
  if (plan.time.kind === 'column' && plan.time.column === column.index) return 'TIMESTAMP';
  if (column.kind === 'number') return 'DOUBLE';
  return column.kind === 'boolean' ? 'BOOLEAN' : 'VARCHAR';
}

const aggregates = (column: ColumnPlan) => {
  const value = column.kind === 'boolean' ? `CAST(${name(column)} AS DOUBLE)` : name(column);
  return `sum(${value}), min(${value}), max(${value}), CAST(count(${value}) AS INTEGER)`;
};

/**
 * Minutes of a slice: minute (minutes since epoch), rows, then sum, min, max, count for each of `tagColumns`.
 * @param file name under which the slice's bytes are registered
 */
export function sliceRollup(plan: SourcePlan, file: string, range: TimeRange | null): string {
  if (plan.time.kind !== 'column') throw new RangeError('read_csv needs a time column');
  const { dialect } = plan;
  const types = plan.columns.map((c) => `${quoteText(name(c))}: ${quoteText(columnType(plan, c))}`);
  const time = `c${plan.time.column}`;
  const where = range
    ? ` WHERE epoch_ms(${time}) >= ${range.fromMs} AND epoch_ms(${time}) < ${range.toMs}`
    : '';
  return `SELECT CAST(epoch_ms(${time}) // 60000 AS INTEGER) AS minute, CAST(count(*) AS INTEGER) AS n${tagColumns(
    plan,
  )
    .map((c) => `, ${aggregates(c)}`)
    .join('')}
FROM read_csv(${quoteText(file)}, auto_detect=false, header=false, delim=${quoteText(dialect.delimiter)}, quote=${quoteText(dialect.quote)}, escape=${quoteText(dialect.quote)}, decimal_separator=${quoteText(dialect.decimal)}, nullstr='', columns={${types.join(', ')}})${where}
GROUP BY minute ORDER BY minute`;
}
