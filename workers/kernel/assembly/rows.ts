import { POWERS_OF_TEN } from './decimal';
import { holdsText, readRest } from './host';
import { closeBlock, extendBlock, restartIndex } from './index-blocks';
import {
  addIssue,
  COLUMN_LOOKED_EMPTY,
  restartLines,
  ROW_IS_CUT_OFF,
  startLine,
  TIME_NOT_READABLE,
  TOO_FEW_CELLS,
  TOO_MANY_CELLS,
} from './issues';
import { cellsOfRow, tagOfRow } from './long';
import { readMarked } from './marked';
import { cellFrom, cellTo, CR, endsLine, findCell, isSpace, LF, lineFeed } from './marks';
import {
  addAnswer,
  addBoolean,
  addNumber,
  cellBytes,
  cells,
  flushChanges,
  openRow,
  outOfReach,
  restartMinutes,
} from './minutes';
import { boundedNumber, HUNDREDS, joinDigits, LOW_BYTES, NINES, TEN_THOUSANDS, TENS, ZEROS } from './number';
import {
  alignments,
  cutRow,
  delimiter,
  input,
  inputEnd,
  kinds,
  long,
  plainBytes,
  plainComma,
  plainPoint,
  quote,
  rangeFrom,
  rangeTo,
  valueColumn,
  width,
} from './setup';
import { afterTime, cellStart, restartTimes, rowTime } from './time';
import { boundedWord, wordTable } from './words';

/** Kinds of columns. */
const SKIPPED: u32 = 0;
const NUMBER: u32 = 1;
const BOOLEAN: u32 = 2;
/** 3 is a number or boolean with quality or sentinels (marked.ts). */
const EMPTY: u32 = 4;

/** Rows that are not blank and in range, and those of them that have a time. */
export let rowsRead: i32 = 0;
export let rowsUsed: i32 = 0;

/** Begin a slice. */
export function begin(): void {
  restartLines();
  restartMinutes();
  restartTimes();
  restartIndex();
  rowsRead = 0;
  rowsUsed = 0;
}

/** Roll the lines at hand up. False when something is beyond the kernel: the slice then belongs to another reader. */
export function readLines(): bool {
  for (let at = input; at < inputEnd;) {
    startLine(at);
    at = load<u8>(at) > 32 || !isBlankLine(at) ? readRow(at) : lineFeed(at) + 1;
    if (outOfReach) return false;
  }
  return true;
}

/** End the slice: what is still open is handed over. */
export function finish(): void {
  closeBlock();
  flushChanges();
}

function isBlankLine(row: usize): bool {
  for (let at = row; load<u8>(at) != LF; at++) if (load<u8>(at) > 32) return false;
  return true;
}

/** Read the row at `row`; returns the start of the next line. */
function readRow(row: usize): usize {
  if (row == cutRow) {
    rowsRead++;
    addIssue(ROW_IS_CUT_OFF);
    return lineFeed(row) + 1;
  }
  const ms = rowTime(row);
  if (ms < rangeFrom || ms >= rangeTo) return lineFeed(row) + 1;
  rowsRead++;
  if (ms != ms) {
    addIssue(TIME_NOT_READABLE);
    return lineFeed(row) + 1;
  }
  if (long) return readLongRow(row, ms);
  rowsUsed++;
  if (!openRow(ms)) return inputEnd;
  // A byte-order mark before a quote is no text: rows that begin beyond ASCII are not for bytes.
  const next = load<u8>(row) > 127 ? readRestByText(row, row, 0, 0) : readCells(row);
  extendBlock(row, min(next, inputEnd), ms);
  return next;
}

/** Read a row that holds one reading, of the tag that it names. */
function readLongRow(row: usize, ms: f64): usize {
  const next = lineFeed(row) + 1;
  const rowEnd = min(next, inputEnd);
  extendBlock(row, rowEnd, ms);
  const tag = tagOfRow(row, rowEnd);
  if (tag < 0) {
    addIssue(-tag - 1);
    return next;
  }
  rowsUsed++;
  if (!openRow(ms)) return inputEnd;
  readLongCell(row, rowEnd, tag);
  return next;
}

function readLongCell(row: usize, rowEnd: usize, tag: i32): void {
  const found = load<u8>(row) > 127 ? -1 : cellsOfRow(row);
  if (found < width) {
    readRest(row, rowEnd, tag, width);
    return;
  }
  const start = cellStart(row, valueColumn);
  const cell = cells + <usize>tag * cellBytes;
  if (found > width || readMarked(tag, cell, row, start, valueColumn) == 0) readRest(row, rowEnd, tag, width);
}

function readRestByText(row: usize, at: usize, tag: i32, column: i32): usize {
  const next = lineFeed(at) + 1;
  readRest(row, min(next, inputEnd), tag, column);
  return next;
}

function readCells(row: usize): usize {
  let at = row;
  let column = 0;
  let tag = 0;
  let cell = cells;
  if (afterTime != 0) {
    at = afterTime;
    column = 1;
    if (<u32>load<u8>(at) != delimiter) return endRow(at, column);
    at++;
  }
  const zeros = v128.load(ZEROS);
  const nine = v128.load(NINES);
  const low = v128.load(LOW_BYTES);
  const ten = v128.load(TENS);
  const hundred = v128.load(HUNDREDS);
  const tenThousand = v128.load(TEN_THOUSANDS);
  const points = i8x16.splat(<i8>plainPoint);
  const commas = i8x16.splat(<i8>plainComma);
  const separator = delimiter;
  const columns = width;
  const columnKinds = kinds;
  const swizzles = alignments;
  const size = cellBytes;
  const longest = plainBytes;
  for (; column < columns; column++) {
    const kind = <u32>load<u8>(columnKinds + column);
    if (kind == SKIPPED) {
      const end = findCell(at);
      if (end == 0) return readRestByText(row, at, tag, column);
      at = end;
    } else if (kind == NUMBER) {
      const negative = <usize>(load<u8>(at) == 45 ? 1 : 0);
      const start = at + negative;
      const bytes = v128.load(start);
      const digits = i8x16.sub(bytes, zeros);
      const marks = v128.or(i8x16.eq(bytes, points), i8x16.eq(bytes, commas));
      const length = ctz(~i8x16.bitmask(v128.or(i8x16.le_u(digits, nine), marks)));
      const marked = i8x16.bitmask(marks) & ((1 << length) - 1);
      const hasMark = marked != 0 ? 1 : 0;
      const end = start + length;
      const stop = <u32>load<u8>(end);
      if (
        length < longest &&
        length > hasMark &&
        (marked & (marked - 1)) == 0 &&
        (stop == separator || stop == LF || (stop == CR && load<u8>(end, 1) == LF))
      ) {
        const point = ctz(marked | (1 << length));
        const aligned = i8x16.swizzle(digits, v128.load(swizzles + ((<usize>((length << 4) + point)) << 4)));
        const places = <usize>(length - point - hasMark);
        const value =
          <f64>(<i64>joinDigits(aligned, low, ten, hundred, tenThousand)) /
          load<f64>(POWERS_OF_TEN + (places << 3));
        addNumber(cell, reinterpret<f64>(reinterpret<u64>(value) | ((<u64>negative) << 63)));
        at = end;
      } else if (stop != separator || length > 0 || negative) {
        at = findCell(at);
        if (at == 0) return readRestByText(row, end, tag, column);
        addAnswer(tag, cell, boundedNumber(cellFrom, cellTo), false);
      }
      tag++;
      cell += size;
    } else if (kind == BOOLEAN) {
      const byte = <u32>load<u8>(at);
      if (byte != separator) {
        const value = <u32>load<u8>(wordTable(tag) + byte);
        if (value < 2 && <u32>load<u8>(at, 1) == separator) {
          addBoolean(tag, cell, value);
          at++;
        } else {
          const start = at;
          at = findCell(at);
          if (at == 0) return readRestByText(row, start, tag, column);
          addAnswer(tag, cell, boundedWord(tag, cellFrom, cellTo), true);
        }
      }
      tag++;
      cell += size;
    } else if (kind == EMPTY) {
      const end = findCell(at);
      const held = end == 0 ? -1 : heldIn(cellFrom, cellTo);
      if (held < 0) return readRestByText(row, at, tag, column);
      if (held == 1) addIssue(COLUMN_LOOKED_EMPTY);
      at = end;
    } else {
      const end = readMarked(tag, cell, row, at, column);
      if (end == 0) return readRestByText(row, at, tag, column);
      at = end;
      tag++;
      cell += size;
    }
    if (<u32>load<u8>(at) != separator) return endRow(at, column + 1);
    at++;
  }
  return beyondLast(at);
}

/** 1 when bytes [from, to) hold text, 0 when they are blank, -1 when the text reader must say. */
function heldIn(from: usize, to: usize): i32 {
  let held = 0;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(at);
    if (byte > 127) return -1;
    if (!isSpace(byte)) held = 1;
  }
  return held;
}

/** End a row that stops at or before its last column, `found` cells read. */
function endRow(at: usize, found: i32): usize {
  if (found < width) addIssue(TOO_FEW_CELLS);
  return load<u8>(at) == LF ? at + 1 : lineFeed(at) + 1;
}

/** End a row that goes on after its last column; only blank cells may follow. */
function beyondLast(start: usize): usize {
  const next = lineFeed(start) + 1;
  let at = start;
  for (; load<u8>(at) != LF; at++) {
    const byte = <u32>load<u8>(at);
    if (byte == delimiter || isSpace(byte) || (byte == 0 && endsLine(at))) continue;
    const unclear = byte == quote || byte > 127;
    if (!unclear || holdsText(start, min(next, inputEnd)) == 1) addIssue(TOO_MANY_CELLS);
    break;
  }
  return next;
}
