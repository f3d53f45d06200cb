import { cellKinds } from './cell-kinds';
import { splitCells } from './cells';
import { kindOfTally, tallyColumns, type ColumnTally } from './columns';
import { columnWarnings } from './column-warnings';
import { headerNames, headerWarnings } from './header';
import { findLong, pivotRows, type FoundLong } from './long-layout';
import { isMarker } from './long-rows';
import type { PlanChoices } from './plan-choices';
import { planColumns } from './plan-columns';
import { PlanError } from './plan-error';
import { dropCutRow, endTimes, estimateRows } from './plan-rows';
import { planQuestions } from './plan-questions';
import { findTable, type TableLines } from './preamble';
import { qualityColumns } from './quality-columns';
import { linesBefore, QuotedRows } from './quoted-lines';
import { dialectOf, noTable } from './refusals';
import { rowPace } from './row-pace';
import { rowWarnings } from './row-warnings';
import { lineOffset, rowsOf, sampleLines, type SourceBytes } from './sample-lines';
import { endRows, findTime, timeColumns, zoneIsInFile, type FoundTime, type SampleRows } from './time-column';
import { timeWarnings } from './time-warnings';
import type { Dialect, QualityColumn, SourcePlan, TimeSource } from './types';
import { unitOfCell } from './units';
import { isZone } from './zone';

export type { PlanChoices } from './plan-choices';

const PREVIEW_ROWS = 20;
/** Row times of a file without any: one a second from here on. */
const NO_TIME: TimeSource = { kind: 'row-number', startMs: Date.UTC(2000, 0, 1), intervalMs: 1000 };

/** Apply a person's word on the header to the lines found. */
function chosenLines(found: TableLines, hasHeader: boolean | undefined): TableLines {
  if (hasHeader === false && found.header !== null)
    return { ...found, header: null, units: null, data: found.header };
  if (hasHeader === true && found.header === null)
    return { ...found, header: found.data, data: found.data + 1 };
  return found;
}

/** A person's time source is taken as it is; a file without times is counted by rows. */
function timeOf(
  found: FoundTime | null,
  chosen: TimeSource | undefined,
): Pick<FoundTime, 'others' | 'order' | 'alternative'> & { time: TimeSource } {
  if (chosen) return { time: chosen, others: [], order: null, alternative: null };
  return found ?? { time: NO_TIME, others: [], order: null, alternative: null };
}

/** The sample with line ends inside quoted cells made blanks; `joined` counts those of the head. */
function joinSample(input: SourceBytes, dialect: Dialect): { input: SourceBytes; joined: Uint32Array } {
  if (!dialect.quotedLineEnds) return { input, joined: new Uint32Array() };
  const rows = new QuotedRows(dialect);
  const body = rows.join(input.head.subarray(dialect.bomBytes));
  const head = input.head.slice();
  head.set(body.bytes, dialect.bomBytes);
  const middle = input.middle?.map(({ start, bytes }) => ({ start, bytes: rows.join(bytes).bytes }));
  return { input: { ...input, head, tail: rows.join(input.tail).bytes, middle }, joined: body.joined };
}

/** What the columns hold: the file's own, or in a long layout the tags that its rows name. */
function tallyAll(rows: SampleRows, headers: string[], time: TimeSource, dialect: Dialect) {
  const own = tallyColumns(rows, headers.length, dialect);
  const long = findLong(headers, rows, own, timeColumns(time));
  if (!long) return { long, headers, tallies: own };
  const tags = tallyColumns(pivotRows(rows, long), long.names.length, dialect);
  return { long, headers: [...headers, ...long.names], tallies: [...own, ...tags] };
}

/** Quality column of each column that has one; in a long layout one for all tags. */
function qualitiesOf(
  rows: SampleRows,
  headers: string[],
  tallies: ColumnTally[],
  long: FoundLong | null,
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

/**
 * Understand a delimited export from its first and last bytes. Pure: planning again with a person's choices
 * needs the same bytes only.
 * @param given the first bytes (512 kB are plenty) and the last (256 kB) of the file
 * @throws PlanError for an empty or binary file, a header without data, and text without numbers
 */
export function planSource(given: SourceBytes, choices: PlanChoices = {}): SourcePlan {
  const { fileName, sizeBytes } = given;
  const zone = choices.zone ?? 'UTC';
  if (!isZone(zone))
    throw new PlanError(`zone "${zone}" is not known`, 'Choose a zone such as Europe/Berlin.');
  const dialect = dialectOf(given, choices.dialect ?? {});
  const { input, joined } = joinSample(given, dialect);
  const lines = sampleLines(input, dialect);
  const headRows = lines.head.map((line) => (line.trim() === '' ? null : splitCells(line, dialect)));
  const found = findTable(headRows, cellKinds(dialect));
  if (!found) throw noTable(fileName, headRows);
  const table = chosenLines(found, choices.hasHeader);
  const headerCells = table.header === null ? null : headRows[table.header];
  const sampled: SampleRows = {
    head: headRows.slice(table.data).filter((row) => row !== null),
    tail: rowsOf(lines.tail, dialect),
    middle: rowsOf(lines.middle, dialect),
  };
  const rows = dropCutRow(sampled, lines, table.width);
  const named = headerCells ? headerCells.reduce((last, cell, at) => (cell.trim() ? at + 1 : last), 0) : 0;
  const ownHeaders = headerNames(headerCells, Math.max(table.width, named));
  const unitCells = table.units === null ? [] : (headRows[table.units] ?? []);
  const timed = { head: endRows(rows.head), tail: endRows(rows.tail) };
  const foundTime = findTime(timed, ownHeaders);
  const time = timeOf(foundTime, choices.time);
  const { long, headers, tallies } = tallyAll(rows, ownHeaders, time.time, dialect);
  const qualities = qualitiesOf(rows, headers, tallies, long);
  const asText = new Set(long ? ownHeaders.keys() : [...qualities.values()].map(({ column }) => column));
  const units = unitCells.map(unitOfCell);
  const columns = planColumns(headers, units, tallies, time, choices.columns ?? {}, asText, qualities);
  const dataStart = lineOffset(input.head, dialect, table.data);
  const zoneInFile = zoneIsInFile(timed, time.time);
  const estimatedRows = estimateRows(input, lines, dataStart, sampled);
  const warnings = [
    ...timeWarnings(
      timed,
      {
        ...time,
        chosen: choices.time !== undefined,
        zoneInFile,
        zoneChosen: choices.zone ?? (given.likelyZone === 'UTC' ? undefined : given.likelyZone),
      },
      headers,
    ),
    ...(headerCells ? headerWarnings(headerCells, table.width >= headerCells.length) : []),
    ...columnWarnings(columns, tallies, choices.columns ?? {}, {
      others: [...time.others, ...asText],
      whole: lines.complete,
    }),
    ...rowWarnings(rows, ownHeaders, table, { cut: rows.cut, long }),
  ];
  const pace = rowPace(timed, time.time);
  return {
    fileName,
    sizeBytes,
    dialect,
    dataStart,
    firstDataLine: table.data + 1 + linesBefore(joined, table.data),
    hasHeader: table.header !== null,
    time: time.time,
    zone,
    zoneInFile,
    columns,
    ...(long && { layout: long.layout }),
    ...(rows.cut && { cutRow: true }),
    ...(pace && { pace }),
    questions: planQuestions({
      rows: timed,
      found: foundTime,
      time: time.time,
      dialect,
      zone,
      zoneInFile,
      likelyZone: given.likelyZone,
      columns,
      tallies,
      qualities,
    }),
    preview: sampled.head.slice(0, PREVIEW_ROWS),
    ...endTimes(rows, time.time, zoneInFile ? null : zone, estimatedRows),
    estimatedRows,
    warnings,
  };
}
