/**
 * The minute roll-up of whole files, for engines outside the browser: native DuckDB on one machine, ClickHouse on many.
 * One source for both; what differs between them stands in `whole-engines.ts`. It reads cells as the page's own text
 * reader does: a row with a readable time is used, a cell that is no number is counted and left out.
 */

import { tagColumns, type ColumnPlan, type SourcePlan, type TimeFormat } from '$lib/ingest/types';
import { EPOCH_UNIT_MS } from '$lib/ingest/time';
import type { WholeEngine } from './whole-engines';

/** Measures of a tag in a table of partial minutes, in order. */
export const PARTIAL_MEASURES = ['sum', 'min', 'max', 'count', 'bad'] as const;
export const partialColumn = (tag: string, measure: (typeof PARTIAL_MEASURES)[number]): string =>
  `${tag}__${measure}`;

const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** Why a file cannot be rolled up by SQL as a whole, null when it can. */
export function wholeObstacle(plan: SourcePlan): string | null {
  const { encoding } = plan.dialect;
  if (!plan.parquet && encoding !== 'utf-8') return `it is written in ${encoding}, not UTF-8`;
  if (plan.time.kind === 'row-number') return 'its rows have no time';
  if (plan.layout) return 'it has one row for each tag and time';
  if (plan.dialect.lineEnd === '\r') return 'its lines end in CR alone';
  if (plan.dialect.thousands && plan.dialect.thousands === plan.dialect.delimiter)
    return 'its numbers are grouped by the delimiter';
  return null;
}

/** Pattern of strptime for a pattern of ours. */
export function strptimePattern(pattern: string): string {
  const tokens: Record<string, string> = {
    yyyy: '%Y',
    yy: '%y',
    MMM: '%b',
    MM: '%m',
    dd: '%d',
    HH: '%H',
    hh: '%I',
    mm: '%M',
    ss: '%S',
    a: '%p',
  };
  return pattern
    .split(/(yyyy|yy|MMM|MM|dd|HH|hh|mm|ss|a)/)
    .map((piece) => tokens[piece] ?? piece.replaceAll('%', '%%'))
    .join('');
}

function millis(engine: WholeEngine, format: TimeFormat, text: string, zone: string | null): string {
  switch (format.kind) {
    case 'iso':
      return engine.isoMillis(text, zone);
    case 'pattern':
      return engine.patternMillis(text, strptimePattern(format.pattern), zone);
    case 'epoch':
      return `round(${engine.number(engine.replace(text, ',', '.'))} * ${EPOCH_UNIT_MS[format.unit]})`;
    case 'excel':
      return `round(${engine.number(engine.replace(text, ',', '.'))} * ${DAY_MS}) + (${EXCEL_EPOCH_MS})`;
  }
  format satisfies never;
}

/** Minutes since epoch of a row; null where its time cannot be read. */
function minute(engine: WholeEngine, plan: SourcePlan): string {
  const { time } = plan;
  const zone = plan.zoneInFile || plan.zone === 'UTC' ? null : plan.zone;
  const cell = (at: number) => engine.trim(engine.cell(plan, plan.columns[at]));
  switch (time.kind) {
    case 'column':
      return engine.minute(millis(engine, time.format, cell(time.column), zone));
    case 'two-columns':
      return engine.minute(
        millis(engine, time.format, engine.join(cell(time.dateColumn), cell(time.timeColumn)), zone),
      );
    case 'row-number':
      throw new RangeError('rows without time have no minute');
  }
  time satisfies never;
}

/** The reading in a cell as a number, null where it is none. */
function value(engine: WholeEngine, plan: SourcePlan, column: ColumnPlan): string {
  const text = engine.trim(engine.cell(plan, column));
  if (column.kind === 'boolean') {
    const words = (list: string[]) => list.map(engine.text).join(', ');
    const lower = `lower(${text})`;
    return `CASE WHEN ${lower} IN (${words(column.trueWords)}) THEN 1.0 WHEN ${lower} IN (${words(column.falseWords)}) THEN 0.0 END`;
  }
  const { decimal, thousands } = plan.dialect;
  const ungrouped = thousands ? engine.replace(text, thousands, '') : text;
  const number = engine.number(decimal === ',' ? engine.replace(ungrouped, ',', '.') : ungrouped);
  const plain = column.sentinels?.length
    ? `CASE WHEN ${number} NOT IN (${column.sentinels.join(', ')}) THEN ${number} END`
    : number;
  if (!column.quality) return plain;
  const quality = engine.trim(engine.cell(plan, plan.columns[column.quality.column]));
  const bad = column.quality.badWords.map(engine.text).join(', ');
  return `CASE WHEN coalesce(lower(${quality}), '') NOT IN (${bad}) THEN ${plain} END`;
}

/**
 * Partial minutes of files that one plan fits: minute (since epoch, null for rows whose time cannot be read), n (rows),
 * then for each tag `<tag>__sum`, `__min`, `__max`, `__count` (readings) and `__bad` (cells that hold something else).
 * @param files paths or addresses, all with the same header
 */
export function wholeRollup(engine: WholeEngine, plan: SourcePlan, files: readonly string[]): string {
  const obstacle = wholeObstacle(plan);
  if (obstacle) throw new RangeError(`"${plan.fileName}" cannot be rolled up by SQL: ${obstacle}`);
  const tags = tagColumns(plan);
  const inner = tags.flatMap((column, at) => [
    `${value(engine, plan, column)} AS v${at}`,
    `${engine.holds(engine.cell(plan, column))} AS h${at}`,
  ]);
  const outer = tags.flatMap(({ tag }, at) => {
    const name = (measure: (typeof PARTIAL_MEASURES)[number]) => engine.name(partialColumn(tag, measure));
    return [
      `sum(v${at}) AS ${name('sum')}`,
      `min(v${at}) AS ${name('min')}`,
      `max(v${at}) AS ${name('max')}`,
      `${engine.integer(`count(v${at})`)} AS ${name('count')}`,
      `${engine.integer(`sum(CASE WHEN h${at} AND v${at} IS NULL THEN 1 ELSE 0 END)`)} AS ${name('bad')}`,
    ];
  });
  return `SELECT minute, ${engine.integer('count(*)')} AS n, ${outer.join(', ')}
FROM (SELECT ${minute(engine, plan)} AS minute, ${inner.join(', ')}
FROM ${engine.source(plan, files)}) AS readings
GROUP BY minute`;
}
