const identifier = (name) => `"${name.replaceAll('"', '""')}"`;
const literal = (text) => `'${text.replaceAll("'", "''")}'`;

/** Columns that are rolled up: numbers and booleans, in file order. */
export const rolledUp = (columns) => columns.filter(({ type }) => type === 'DOUBLE' || type === 'BOOLEAN');

const cellValue = ({ name, type }) =>
  type === 'BOOLEAN' ? `CAST(${identifier(name)} AS DOUBLE)` : identifier(name);

function readCsv({ path, columns, delimiter = ',', header = true, skip = 0, timeFormat, decimal = '.' }) {
  const types = columns.map(({ name, type }) => `${literal(name)}: ${literal(type)}`).join(', ');
  const options = [
    `columns={${types}}`,
    'auto_detect=false',
    `header=${header}`,
    `skip=${skip}`,
    `delim=${literal(delimiter)}`,
    `quote='"'`,
    `decimal_separator=${literal(decimal)}`,
    ...(timeFormat ? [`timestampformat=${literal(timeFormat)}`] : []),
  ];
  return `read_csv(${literal(path)}, ${options.join(', ')})`;
}

/**
 * Minute roll-up of a delimited file straight from native DuckDB's read_csv, ordered by nothing. Result columns:
 * minute (INTEGER, minutes since epoch, stamps taken as UTC), n (rows), then for tag i of `rolledUp(columns)` one
 * column `<measure>_<i>` for each measure. Rows without time are left out.
 * @param source   path, columns [{name, type}] in file order (TIMESTAMP, DOUBLE, BOOLEAN, VARCHAR), timeColumn,
 *                 and where they differ from a plain CSV: delimiter, header, skip, timeFormat (strptime), decimal
 * @param measures of sum, avg, min, max, count
 */
export function rollupSql(source, measures) {
  const time = identifier(source.timeColumn);
  const aggregates = rolledUp(source.columns).flatMap((column, i) =>
    measures.map((measure) => `${measure}(${cellValue(column)}) AS ${measure}_${i}`),
  );
  return [
    `SELECT CAST(floor(epoch_us(${time}) / 60000000) AS INTEGER) AS minute,`,
    `${['CAST(count(*) AS INTEGER) AS n', ...aggregates].join(', ')}`,
    `FROM ${readCsv(source)} WHERE ${time} IS NOT NULL GROUP BY minute`,
  ].join('\n');
}
