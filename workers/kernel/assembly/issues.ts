import { issues, origin } from './setup';

/** Slots of the issue table: those of whole rows, then four for each tag (slice-issues.ts). */
export const TIME_NOT_READABLE: i32 = 0;
export const TOO_FEW_CELLS: i32 = 1;
export const TOO_MANY_CELLS: i32 = 2;
/** The host's reasons of long layouts stand between (slice-issues.ts). */
export const ROW_IS_CUT_OFF: i32 = 6;
export const COLUMN_LOOKED_EMPTY: i32 = 7;
const FIRST_TAG_SLOT: i32 = 8;
/** A cell's slot within its tag's. */
export const NOT_READABLE: i32 = 0;
export const NOT_FINITE: i32 = 1;
export const MARKS_NO_VALUE: i32 = 2;
export const QUALITY_IS_BAD: i32 = 3;

/** Line of the slice being read, 0-based, and where it starts. */
export let line: i32 = -1;
export let row: usize = 0;

export function startLine(at: usize): void {
  line++;
  row = at;
}

export function restartLines(): void {
  line = -1;
}

/** Count an issue of the row being read: count, first line, offset of the first row. */
export function addIssue(slot: i32): void {
  const at = issues + <usize>slot * 12;
  const count = load<u32>(at);
  if (count == 0) {
    store<u32>(at, line, 4);
    store<u32>(at, <u32>(row - origin), 8);
  }
  store<u32>(at, count + 1);
}

/** Count a cell that could not be used. */
export function addCellIssue(tag: i32, reason: i32): void {
  addIssue(FIRST_TAG_SLOT + 4 * tag + reason);
}
