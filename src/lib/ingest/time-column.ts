import { dayOrder, orderedPattern, type DayOrder } from './day-order';
import { clockShape, stampShape } from './stamp-shape';
import { stampOf } from './time';
import { carriesZone, findFormat, type FoundFormat } from './time-format';
import type { TimeFormat, TimeSource } from './types';

/** Rows of cells from both ends of a file. */
export interface SampleRows {
  head: string[][];
  tail: string[][];
  /** Rows from between, with holes between them. */
  middle?: string[][];
}

export interface FoundTime {
  time: Exclude<TimeSource, { kind: 'row-number' }>;
  order: DayOrder | null;
  /** The format with day and month exchanged, null where there is no doubt. */
  alternative: string | null;
  /** Other columns that hold times or count them. */
  others: number[];
}

interface Candidate {
  column: number;
  clockColumn: number | null;
  found: FoundFormat;
  score: number;
}

const NAMES_TIME = /date|time|zeit|datum|stamp|epoch|unix|fecha|hora|heure|^ts$|^t$/i;
const NAMES_ANOTHER =
  /run ?time|up ?time|life|betriebszeit|laufzeit|stop|(?:^|[^a-z])end|start|creat|modif|update|cycle/i;
const JUDGED_HEAD = 200;
const JUDGED_TAIL = 50;
const FIRST_LOOK = 20;
const END_ROWS = 1000;

const namesTime = (header: string) => NAMES_TIME.test(header) && !NAMES_ANOTHER.test(header);

function cellsOf(rows: string[][], column: number, limit: number): string[] {
  const cells: string[] = [];
  for (const row of rows) {
    const cell = row[column]?.trim();
    if (cell) cells.push(cell);
    if (cells.length === limit) break;
  }
  return cells;
}

const judgedCells = ({ head, tail }: SampleRows, column: number) => [
  ...cellsOf(head, column, JUDGED_HEAD),
  ...cellsOf(tail, column, JUDGED_TAIL),
];

/** The column nearest to the date, right of it first, that holds only times of day. */
function clockBeside(rows: SampleRows, width: number, date: number): number | null {
  const order = Array.from({ length: width }, (_, column) => column)
    .filter((column) => column !== date)
    .sort((a, b) => Math.abs(a - date) - Math.abs(b - date) || b - a);
  const found = order.find((column) => {
    const cells = judgedCells(rows, column);
    return cells.length > 0 && cells.filter((cell) => clockShape(cell) !== null).length >= cells.length * 0.7;
  });
  return found ?? null;
}

function score(found: FoundFormat, header: string, column: number, paired: boolean): number {
  const whole = found.hasTime || paired;
  const kind = found.format.kind === 'excel' ? 80 : whole ? 100 : 60;
  const named = NAMES_ANOTHER.test(header)
    ? -20
    : namesTime(header)
      ? 10
      : found.format.kind === 'epoch'
        ? -25
        : 0;
  return kind + named + (found.zoned ? 1 : 0) - Math.min(column, 20) * 0.5;
}

function candidates(rows: SampleRows, headers: string[]): Candidate[] {
  return headers.flatMap((header, column) => {
    const cells = judgedCells(rows, column);
    const named = namesTime(header);
    if (cells.length === 0 || !findFormat(cells.slice(0, FIRST_LOOK), named)) return [];
    const found = findFormat(cells, named);
    if (!found) return [];
    const clockColumn = found.hasTime ? null : clockBeside(rows, headers.length, column);
    return [{ column, clockColumn, found, score: score(found, header, column, clockColumn !== null) }];
  });
}

/** Format of `<date> <time>`: ISO where both are padded, else a pattern. */
function joinedFormat(rows: SampleRows, date: FoundFormat, column: number, clock: number): TimeFormat {
  const cells = judgedCells(rows, column).map(
    (cell, index) => `${cell} ${judgedCells(rows, clock)[index] ?? ''}`,
  );
  const joined = findFormat(cells.slice(0, JUDGED_TAIL), true);
  if (joined) return joined.format;
  const pattern = date.format.kind === 'pattern' ? date.format.pattern : 'yyyy-MM-dd';
  return { kind: 'pattern', pattern: `${pattern} ${clockShape(judgedCells(rows, clock)[0]) ?? 'HH:mm:ss'}` };
}

/** All stamps of a source's rows, in file order, trimmed, without empty ones. */
export const stampsOf = (rows: string[][], time: TimeSource): string[] =>
  rows.map((row) => stampOf(time, row)).filter((stamp) => stamp !== '');

function settleOrder(rows: SampleRows, time: FoundTime['time']): Omit<FoundTime, 'others'> {
  if (time.format.kind !== 'pattern' || !time.format.pattern.includes('{1}'))
    return { time, order: null, alternative: null };
  const { pattern } = time.format;
  const [head, tail] = [stampsOf(rows.head, time), stampsOf(rows.tail, time)];
  const shapes = [...head, ...tail].map(stampShape).filter((shape) => shape !== null);
  const order = dayOrder(shapes, pattern, head, tail);
  const settled = orderedPattern(pattern, order.dayFirst);
  return {
    time: { ...time, format: { kind: 'pattern', pattern: settled } },
    order,
    alternative:
      order.ground === 'none' || order.ground === 'mixed' ? orderedPattern(pattern, !order.dayFirst) : null,
  };
}

/** Rows enough to judge the time: the first and last of a part, so that both ends of it are seen. */
export function endRows(rows: string[][]): string[][] {
  return rows.length <= 2 * END_ROWS ? rows : [...rows.slice(0, END_ROWS), ...rows.slice(-END_ROWS)];
}

/** Where the time of the rows is, by name and by content; null when no column holds times. */
export function findTime(rows: SampleRows, headers: string[]): FoundTime | null {
  const all = candidates(rows, headers);
  const best = all.reduce<Candidate | null>(
    (top, next) => (top && top.score >= next.score ? top : next),
    null,
  );
  if (!best || best.score < 50) return null;
  const { column, clockColumn, found } = best;
  const time: FoundTime['time'] =
    clockColumn === null
      ? { kind: 'column', column, format: found.format }
      : {
          kind: 'two-columns',
          dateColumn: column,
          timeColumn: clockColumn,
          format: joinedFormat(rows, found, column, clockColumn),
        };
  const others = all
    .filter((one) => one.column !== column && one.column !== clockColumn)
    .filter((one) => one.found.format.kind !== 'epoch' || namesTime(headers[one.column]))
    .map((one) => one.column);
  return { ...settleOrder(rows, time), others };
}

/** Whether most stamps name their own offset, or are counted since the epoch. */
export function zoneIsInFile(rows: SampleRows, time: TimeSource): boolean {
  if (time.kind === 'row-number' || time.format.kind === 'epoch') return true;
  if (time.format.kind !== 'iso') return false;
  const stamps = [
    ...stampsOf(rows.head.slice(0, JUDGED_HEAD), time),
    ...stampsOf(rows.tail.slice(0, JUDGED_TAIL), time),
  ];
  return stamps.filter(carriesZone).length * 2 > stamps.length;
}

/** Columns of the file that make up the time. */
export function timeColumns(time: TimeSource): number[] {
  switch (time.kind) {
    case 'column':
      return [time.column];
    case 'two-columns':
      return [time.dateColumn, time.timeColumn];
    case 'row-number':
      return [];
  }
  time satisfies never;
}
