import { addCellIssue, MARKS_NO_VALUE, QUALITY_IS_BAD } from './issues';
import { cellFrom, cellTo, findCell } from './marks';
import { addAnswer } from './minutes';
import { BLANK, boundedNumber } from './number';
import { delimiter, marks } from './setup';
import { cellStart } from './time';
import { boundedWord, wordIn, wordTable } from './words';

const MARK_BYTES: usize = 16;

function markOf(tag: i32): usize {
  return marks + <usize>tag * MARK_BYTES;
}

function isSentinel(tag: i32, value: f64): bool {
  const at = markOf(tag);
  const first = <usize>load<u32>(at, 8);
  const count = load<i32>(at, 12);
  for (let index = 0; index < count; index++) {
    if (load<f64>(first + ((<usize>index) << 3)) == value) return true;
  }
  return false;
}

/** Start of the cell of `target`, from the end of the cell of `column` where that is nearer; 0 when it is not to be found. */
function startOf(row: usize, end: usize, column: i32, target: i32): usize {
  if (target < column) return cellStart(row, target);
  if (<u32>load<u8>(end) != delimiter) return 0;
  return cellStart(end + 1, target - column - 1);
}

/** 1 the tag's quality is bad, 0 it is not, -1 the text reader must say. */
function badQuality(tag: i32, row: usize, end: usize, column: i32): i32 {
  const at = markOf(tag);
  const target = load<i32>(at);
  if (target < 0) return 0;
  const start = startOf(row, end, column, target);
  if (start == 0 || findCell(start) == 0) return -1;
  return wordIn(<usize>load<u32>(at, 4), cellFrom, cellTo);
}

/**
 * Read a tag's cell with its quality and its sentinels.
 * @param start  where the cell starts
 * @param column its file column
 * @returns the delimiter or line feed after it; 0 where the text reader must read it: nothing has then been counted
 */
export function readMarked(tag: i32, cell: usize, row: usize, start: usize, column: i32): usize {
  const end = findCell(start);
  if (end == 0) return 0;
  const isBoolean = wordTable(tag) != 0;
  const answer = isBoolean ? boundedWord(tag, cellFrom, cellTo) : boundedNumber(cellFrom, cellTo);
  if (answer == BLANK) return end;
  const bad = badQuality(tag, row, end, column);
  if (bad < 0) return 0;
  if (bad == 1) addCellIssue(tag, QUALITY_IS_BAD);
  else if (answer == answer && isSentinel(tag, answer)) addCellIssue(tag, MARKS_NO_VALUE);
  else addAnswer(tag, cell, answer, isBoolean);
  return end;
}
