import { cellKinds } from './cell-kinds';
import { splitCells } from './cells';
import { columnWarnings } from './column-warnings';
import { headerNames, headerWarnings } from './header';
import type { PlanChoices } from './plan-choices';
import { planColumns } from './plan-columns';
import { PlanError } from './plan-error';
import { dropCutRow, endTimes, estimateRows } from './plan-rows';
import { planQuestions } from './plan-questions';
import { findTable, type TableLines } from './preamble';
import { qualitiesOf } from './qualities-of';
import { linesBefore } from './quoted-lines';
import { dialectOf, noTable } from './refusals';
import { rowPace } from './row-pace';
import { rowWarnings } from './row-warnings';
import { joinSample, lineOffset, rowsOf, sampleLines, type SourceBytes } from './sample-lines';
import { tallyAll } from './tally-all';
import { endRows, findTime, zoneIsInFile, type FoundTime, type SampleRows } from './time-column';
import { timeWarnings } from './time-warnings';
import type { SourcePlan, TimeSource } from './types';
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
  const tallied = tallyAll(rows, ownHeaders, time.time, dialect);
  const { long, headers, tallies } = tallied;
  const qualities = qualitiesOf(rows, tallied);
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
