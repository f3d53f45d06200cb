import { addAnswer, cellBytes, cells } from './minutes';

export * from './setup';
export { addIssue } from './issues';
export { line } from './issues';
export { blockCount } from './index-blocks';
export { cellBytes, minutes } from './minutes';
export { begin, finish, readLines, rowsRead, rowsUsed } from './rows';
export { stampLength } from './stamp';
export { zoneFrom, zoneOffset, zoneTo } from './time';

/** First byte of memory that the loader may lay out. */
export const heapBase: usize = __heap_base;

/** Add what the loader read in a cell of the row at hand. */
export function addReading(tag: i32, answer: f64, isBoolean: bool): void {
  addAnswer(tag, cells + <usize>tag * cellBytes, answer, isBoolean);
}
