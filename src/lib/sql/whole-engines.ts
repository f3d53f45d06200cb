import { fileWidth, type ColumnPlan, type SourcePlan } from '$lib/ingest/types';
import { quoteIdentifier, quoteText } from './identifiers';

/** What engines say differently; every part is an expression or a table as text. */
export interface WholeEngine {
  /** The rows of files. */
  source(plan: SourcePlan, files: readonly string[]): string;
  /** A column's cell as text, null where it is empty. */
  cell(plan: SourcePlan, column: ColumnPlan): string;
  /** Whether a cell holds anything. */
  holds(cell: string): string;
  name(text: string): string;
  text(text: string): string;
  trim(expression: string): string;
  replace(expression: string, from: string, to: string): string;
  join(a: string, b: string): string;
  /** A finite double, null for any other text. */
  number(expression: string): string;
  integer(expression: string): string;
  /** Milliseconds since epoch of an ISO stamp. @param zone of stamps without offset, null for UTC */
  isoMillis(expression: string, zone: string | null): string;
  /** The same by a pattern of strptime. */
  patternMillis(expression: string, pattern: string, zone: string | null): string;
  /** Whole minutes of milliseconds, null of null. */
  minute(millis: string): string;
}

const fileColumns = (plan: SourcePlan): ColumnPlan[] => plan.columns.slice(0, fileWidth(plan));

/** Native DuckDB from 1.4 on, in one process; spills to disk what does not fit. */
export const duckdb: WholeEngine = {
  source(plan, files) {
    const list = `[${files.map(quoteText).join(', ')}]`;
    if (plan.parquet) return `read_parquet(${list})`;
    const { delimiter, quote } = plan.dialect;
    const columns = fileColumns(plan).map(({ index }) => `${quoteText(`c${index}`)}: 'VARCHAR'`);
    const options = [
      'auto_detect=false',
      'header=false',
      `skip=${plan.firstDataLine - 1}`,
      `delim=${quoteText(delimiter)}`,
      `quote=${quoteText(quote)}`,
      `escape=${quoteText(quote)}`,
      `columns={${columns.join(', ')}}`,
      // Rows with too few or too many cells are read as far as they go, as the page does.
      'null_padding=true',
      'strict_mode=false',
      'parallel=true',
    ];
    return `read_csv(${list}, ${options.join(', ')})`;
  },
  cell: (plan, { index, header }) =>
    plan.parquet ? `CAST(${quoteIdentifier(header)} AS VARCHAR)` : `c${index}`,
  holds: (cell) => `(${cell} IS NOT NULL AND trim(${cell}) <> '')`,
  name: quoteIdentifier,
  text: quoteText,
  trim: (expression) => `trim(${expression})`,
  replace: (expression, from, to) => `replace(${expression}, ${quoteText(from)}, ${quoteText(to)})`,
  join: (a, b) => `(${a} || ' ' || ${b})`,
  // DuckDB takes 1_000 for a number, and nan and inf.
  number: (e) =>
    `CASE WHEN isfinite(TRY_CAST(${e} AS DOUBLE)) AND NOT contains(${e}, '_') THEN TRY_CAST(${e} AS DOUBLE) END`,
  integer: (expression) => `CAST(${expression} AS INTEGER)`,
  // A TIMESTAMP would drop the offset of a stamp; with one that has none the session's zone is meant, which is UTC here.
  isoMillis: (text, zone) =>
    zone === null
      ? `epoch_ms(TRY_CAST(replace(${text}, ',', '.') AS TIMESTAMPTZ))`
      : inZone(`TRY_CAST(replace(${text}, ',', '.') AS TIMESTAMP)`, zone),
  patternMillis: (text, pattern, zone) =>
    inZone(
      `try_strptime(replace(${text}, ',', '.'), [${patternsOf(pattern).map(quoteText).join(', ')}])`,
      zone,
    ),
  minute: (millis) => `CAST(floor((${millis}) / 60000) AS INTEGER)`,
};

const inZone = (stamp: string, zone: string | null) =>
  zone === null ? `epoch_ms(${stamp})` : `epoch_ms(timezone(${quoteText(zone)}, ${stamp}))`;

/** With and without fractions of a second; with points where the pattern had commas. */
const patternsOf = (pattern: string): string[] => {
  const pointed = pattern.replaceAll(',', '.');
  return pattern.includes('%S') ? [pointed, pointed.replace('%S', '%S.%f')] : [pointed];
};

const clickhouseType = (plan: SourcePlan) =>
  fileColumns(plan)
    .map(({ index }) => `c${index} Nullable(String)`)
    .join(', ');

/**
 * ClickHouse from 24 on, one server or a cluster, over files on object storage.
 * @param cluster name of the cluster, null for one server
 */
export function clickhouse(cluster: string | null): WholeEngine {
  const quote = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
  const text = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return {
    source(plan, files) {
      if (files.length !== 1)
        throw new RangeError('ClickHouse takes one address, with wildcards for several');
      const where = cluster === null ? 's3(' : `s3Cluster(${text(cluster)}, `;
      if (plan.parquet) return `${where}${text(files[0])}, 'Parquet')`;
      return `${where}${text(files[0])}, 'CSV', ${text(clickhouseType(plan))})`;
    },
    cell: (plan, { index, header }) => (plan.parquet ? `toString(${quote(header)})` : `c${index}`),
    holds: (cell) => `(${cell} IS NOT NULL AND trimBoth(${cell}) != '')`,
    name: quote,
    text,
    trim: (expression) => `trimBoth(${expression})`,
    replace: (expression, from, to) => `replaceAll(${expression}, ${text(from)}, ${text(to)})`,
    join: (a, b) => `concat(${a}, ' ', ${b})`,
    number: (e) => `if(isFinite(toFloat64OrNull(${e})), toFloat64OrNull(${e}), NULL)`,
    integer: (expression) => `toInt32(${expression})`,
    isoMillis: (e, zone) =>
      `toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(replaceAll(${e}, ',', '.'), 3, ${text(zone ?? 'UTC')}))`,
    patternMillis: (e, pattern, zone) =>
      `toInt64(toUnixTimestamp(parseDateTimeOrNull(replaceRegexpOne(${e}, '(:[0-9]{1,2})[.,][0-9]{1,9}', '\\\\1'), ${text(clickhousePattern(pattern))}, ${text(zone ?? 'UTC')}))) * 1000`,
    minute: (millis) => `toInt32(floor((${millis}) / 60000))`,
  };
}

/** ClickHouse writes minutes as %i, as MySQL does. */
const clickhousePattern = (pattern: string) => pattern.replaceAll('%M', '%i').replaceAll('%S', '%s');

/** Settings that go with a ClickHouse statement over files of this plan. */
export const clickhouseSettings = ({ dialect, firstDataLine, parquet }: SourcePlan): string =>
  parquet
    ? ''
    : ` SETTINGS format_csv_delimiter = '${dialect.delimiter === '\t' ? '\\t' : dialect.delimiter}', input_format_csv_skip_first_lines = ${firstDataLine - 1}, input_format_csv_allow_variable_number_of_columns = 1, input_format_csv_empty_as_default = 1`;
