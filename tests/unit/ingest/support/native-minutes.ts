import type { ColumnPlan, SourcePlan, TimeFormat } from '$lib/ingest/types';
import { tagColumns } from '$lib/ingest/types';
import { nativeQuery } from '../../../native/duckdb';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const TOKENS: [string, string][] = [
  ['yyyy', '%Y'],
  ['yy', '%y'],
  ['MMM', '%b'],
  ['MM', '%m'],
  ['dd', '%d'],
  ['HH', '%H'],
  ['hh', '%I'],
  ['mm', '%M'],
  ['ss', '%S'],
  ['a', '%p'],
];

/** The pattern in the words of strptime. */
const strptime = (pattern: string) =>
  pattern
    .split(/(yyyy|yy|MMM|MM|dd|HH|hh|mm|ss|a)/)
    .map((piece) => TOKENS.find(([token]) => token === piece)?.[1] ?? piece)
    .join('');

/** Seconds since the epoch of a stamp, as DuckDB reads it; NULL when it does not. */
function seconds(stamp: string, format: TimeFormat, zoned: boolean): string {
  switch (format.kind) {
    case 'iso':
      return `epoch(TRY_CAST(replace(${stamp}, ',', '.') AS ${zoned ? 'TIMESTAMPTZ' : 'TIMESTAMP'}))`;
    case 'pattern':
      return `epoch(try_strptime(${stamp}, ${text(strptime(format.pattern))}))`;
    case 'epoch':
      return `TRY_CAST(${stamp} AS DOUBLE) / ${{ s: 1, ms: 1e3, us: 1e6, ns: 1e9 }[format.unit]}`;
    case 'excel':
      return `round((TRY_CAST(replace(${stamp}, ',', '.') AS DOUBLE) - 25569) * 86400, 3)`;
  }
}

function value(
  cell: string,
  { kind, trueWords, falseWords, sentinels = [] }: ColumnPlan,
  plan: SourcePlan,
): string {
  const list = (words: string[]) => `(${['@', ...words].map(text).join(', ')})`;
  if (kind === 'boolean')
    return `CASE WHEN lower(trim(${cell})) IN ${list(trueWords)} THEN 1.0 WHEN lower(trim(${cell})) IN ${list(falseWords)} THEN 0.0 END`;
  const { decimal, thousands } = plan.dialect;
  const plain = thousands ? `replace(${cell}, ${text(thousands)}, '')` : cell;
  const number = `TRY_CAST(${decimal === ',' ? `replace(${plain}, ',', '.')` : plain} AS DOUBLE)`;
  return `CASE WHEN isfinite(${number}) AND NOT list_contains([${['NULL::DOUBLE', ...sentinels.map((one) => `${one}::DOUBLE`)].join(', ')}], ${number}) THEN ${number} END`;
}

const ENCODINGS = { 'utf-8': 'utf-8', 'windows-1252': 'latin-1', 'utf-16le': 'utf-16', 'utf-16be': null };

/** Why native DuckDB cannot read a file of this plan, null when it can. */
export function nativeObstacle({ dialect, time, zone, zoneInFile }: SourcePlan): string | null {
  if (ENCODINGS[dialect.encoding] === null || (dialect.encoding === 'utf-16le' && dialect.bomBytes === 0))
    return 'encoding';
  if (zone !== 'UTC' && !zoneInFile) return 'zones need an extension that is fetched';
  return time.kind === 'row-number' ? 'no time in the file' : null;
}

/** Rows and per tag count, least, greatest and mean by minute, as native DuckDB reads the file: all cells as text, cast one by one. */
export async function nativeMinutes(path: string, plan: SourcePlan): Promise<GoldenMinutes> {
  const { time, dialect, layout, firstDataLine } = plan;
  if (time.kind === 'row-number') throw new RangeError('no time in the file');
  const width = layout?.width ?? plan.columns.length;
  const cell = (column: number) => `c${String(column).padStart(4, '0')}`;
  const columns = Array.from({ length: width }, (_, column) => `${text(cell(column))}: 'VARCHAR'`).join(', ');
  const stamp =
    time.kind === 'column'
      ? `trim(${cell(time.column)})`
      : `trim(${cell(time.dateColumn)}) || ' ' || trim(${cell(time.timeColumn)})`;
  const tags = tagColumns(plan);
  const readings = tags.map((tag, at) => {
    const own = value(cell(layout?.valueColumn ?? tag.index), tag, plan);
    const good = tag.quality
      ? `coalesce(lower(trim(${cell(tag.quality.column)})), '') NOT IN (${tag.quality.badWords.map(text).join(', ')})`
      : 'true';
    const mine = layout ? `trim(${cell(layout.nameColumn)}) = ${text(tag.header)}` : 'true';
    return `CASE WHEN ${good} AND ${mine} THEN ${own} END AS v${at}`;
  });
  const known = layout
    ? `trim(${cell(layout.nameColumn)}) IN (${tags.map(({ header }) => text(header)).join(', ')})`
    : 'true';
  const measures = tags.flatMap((_, at) =>
    ['count', 'min', 'max', 'avg'].map((m) => `${m}(v${at}) AS ${m}${at}`),
  );
  const rows =
    await nativeQuery(`SELECT floor(s / 60)::BIGINT AS minute, count(*) AS n${measures.map((m) => `, ${m}`).join('')}
FROM (SELECT ${seconds(stamp, time.format, plan.zoneInFile)} AS s${readings.map((one) => `, ${one}`).join('')}
  FROM read_csv(${text(path)}, auto_detect=false, header=false, skip=${firstDataLine - 1}, columns={${columns}}, delim=${text(dialect.delimiter)},
    quote=${text(dialect.quote)}, escape=${text(dialect.quote)}, null_padding=true, strict_mode=false, nullstr='', encoding=${text(ENCODINGS[dialect.encoding] ?? 'utf-8')},
    new_line=${text({ '\n': '\\n', '\r\n': '\\r\\n', '\r': '\\r' }[dialect.lineEnd])}, parallel=false)
  WHERE ${known})
WHERE s IS NOT NULL GROUP BY minute ORDER BY minute`);
  return Object.fromEntries(
    rows.map((row) => {
      const cells = tags.flatMap(({ tag }, at) => {
        const count = Number(row[`count${at}`]);
        const numbers = ['min', 'max', 'avg'].map((m) => Number(Number(row[`${m}${at}`]).toPrecision(12)));
        return count > 0 ? [[tag, [count, ...numbers]] as const] : [];
      });
      const key = new Date(Number(row.minute) * 60_000).toISOString().replace(':00.000Z', 'Z');
      return [key, { rows: Number(row.n), ...Object.fromEntries(cells) }];
    }),
  );
}

type GoldenMinutes = Record<string, { rows: number } & Record<string, number | number[]>>;
