import { minuteColumn } from '$lib/ingest/read-csv-bytes';
import { tagColumns, type ColumnPlan, type SourcePlan } from '$lib/ingest/types';
import { quoteText } from './identifiers';

const BOOLEAN_WORDS = new Set(['t', 'f', 'true', 'false']);

/**
 * Why DuckDB's read_csv cannot serve this plan, null when it can. Cells are read by strict types, so a slice
 * with a cell that does not fit fails as a whole and belongs to the text reader.
 */
export function readCsvObstacle(plan: SourcePlan): string | null {
  if (minuteColumn(plan) === null) return 'no time column';
  if (plan.dialect.thousands) return 'grouped digits';
  if (plan.layout) return 'one row for each tag and time';
  const judged = plan.columns.find((c) => c.quality || (c.sentinels?.length ?? 0) > 0);
  if (judged) return `quality or marks of no value of column ${judged.header}`;
  const odd = plan.columns.find(
    (c) =>
      c.kind === 'boolean' && ![...c.trueWords, ...c.falseWords].every((word) => BOOLEAN_WORDS.has(word)),
  );
  return odd ? `words of column ${odd.header}` : null;
}

const name = (column: ColumnPlan) => `c${column.index}`;

function columnType(plan: SourcePlan, column: ColumnPlan): string {
  if (minuteColumn(plan) === column.index) return 'INTEGER';
  if (column.kind === 'number') return 'DOUBLE';
  return column.kind === 'boolean' ? 'BOOLEAN' : 'VARCHAR';
}

const aggregates = (column: ColumnPlan) => {
  const value = column.kind === 'boolean' ? `CAST(${name(column)} AS DOUBLE)` : name(column);
  return `sum(${value}), min(${value}), max(${value}), CAST(count(${value}) AS INTEGER)`;
};

/**
 * Minutes of a slice whose bytes come from `readCsvBytes`: minute (since epoch), rows, then sum, min, max, count for
 * each of `tagColumns`.
 * @param file name under which the bytes are registered
 */
export function sliceRollup(plan: SourcePlan, file: string): string {
  const minute = minuteColumn(plan);
  if (minute === null) throw new RangeError('read_csv needs a time column');
  const { dialect } = plan;
  const types = plan.columns.map((c) => `${quoteText(name(c))}: ${quoteText(columnType(plan, c))}`);
  return `SELECT c${minute} AS minute, CAST(count(*) AS INTEGER) AS n${tagColumns(plan)
    .map((c) => `, ${aggregates(c)}`)
    .join('')}
FROM read_csv(${quoteText(file)}, auto_detect=false, header=false, delim=${quoteText(dialect.delimiter)}, quote=${quoteText(dialect.quote)}, escape=${quoteText(dialect.quote)}, decimal_separator=${quoteText(dialect.decimal)}, nullstr='', columns={${types.join(', ')}})
GROUP BY minute ORDER BY minute`;
}
