import { cellKinds } from './cell-kinds';
import { splitCells } from './cells';
import { tallyColumns } from './columns';
import { columnWarnings } from './column-warnings';
import { headerNames, headerWarnings } from './header';
import type { PlanChoices } from './plan-choices';
import { planColumns } from './plan-columns';
import { PlanError } from './plan-error';
import { dropCutRow, endTimes, estimateRows } from './plan-rows';
import { findTable, type TableLines } from './preamble';
import { dialectOf, noTable } from './refusals';
import { rowWarnings } from './row-warnings';
import { lineOffset, rowsOf, sampleLines, type SourceBytes } from './sample-lines';
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
  rows: SampleRows,
  headers: string[],
  chosen: TimeSource | undefined,
): Pick<FoundTime, 'others' | 'order' | 'alternative'> & { time: TimeSource } {
  if (chosen) return { time: chosen, others: [], order: null, alternative: null };
  return findTime(rows, headers) ?? { time: NO_TIME, others: [], order: null, alternative: null };
}

/**
 * Understand a delimited export from its first and last bytes. Pure: planning again with a person's choices
 * needs the same bytes only.
 * @param input the first bytes (512 kB are plenty) and the last (256 kB) of the file
 * @throws PlanError for an empty or binary file, a header without data, and text without numbers
 */
export function planSource(input: SourceBytes, choices: PlanChoices = {}): SourcePlan {
  const { fileName, sizeBytes, head } = input;
  const zone = choices.zone ?? 'UTC';
  if (!isZone(zone))
    throw new PlanError(`zone "${zone}" is not known`, 'Choose a zone such as Europe/Berlin.');
  const dialect = dialectOf(input, choices.dialect ?? {});
  const lines = sampleLines(input, dialect);
  const headRows = lines.head.map((line) => (line.trim() === '' ? null : splitCells(line, dialect)));
  const found = findTable(headRows, cellKinds(dialect));
  if (!found) throw noTable(fileName, headRows);
  const table = chosenLines(found, choices.hasHeader);
  const headerCells = table.header === null ? null : headRows[table.header];
  const sampled: SampleRows = {
    head: headRows.slice(table.data).filter((row) => row !== null),
    tail: rowsOf(lines.tail, dialect),
  };
  const rows = dropCutRow(sampled, lines, table.width);
  const named = headerCells ? headerCells.reduce((last, cell, at) => (cell.trim() ? at + 1 : last), 0) : 0;
  const headers = headerNames(headerCells, Math.max(table.width, named));
  const unitCells = table.units === null ? [] : (headRows[table.units] ?? []);
  const timed = { head: endRows(rows.head), tail: endRows(rows.tail) };
  const time = timeOf(timed, headers, choices.time);
  const tallies = tallyColumns(rows, headers.length, dialect);
  const columns = planColumns(headers, unitCells.map(unitOfCell), tallies, time, choices.columns ?? {});
  const dataStart = lineOffset(head, dialect, table.data);
  const zoneInFile = zoneIsInFile(timed, time.time);
  const estimatedRows = estimateRows(input, lines, dataStart, sampled);
  const warnings = [
    ...timeWarnings(
      timed,
      { ...time, chosen: choices.time !== undefined, zoneInFile, zoneChosen: choices.zone },
      headers,
    ),
    ...(headerCells ? headerWarnings(headerCells, table.width >= headerCells.length) : []),
    ...columnWarnings(columns, tallies, choices.columns ?? {}, {
      others: time.others,
      whole: lines.complete,
    }),
    ...rowWarnings(rows, headers, table, rows.cut),
  ];
  return {
    fileName,
    sizeBytes,
    dialect,
    dataStart,
    firstDataLine: table.data + 1,
    hasHeader: table.header !== null,
    time: time.time,
    zone,
    zoneInFile,
    columns,
    preview: sampled.head.slice(0, PREVIEW_ROWS),
    ...endTimes(rows, time.time, zoneInFile ? null : zone, estimatedRows),
    estimatedRows,
    warnings,
  };
}
