import { readStamp, readZone } from './host';
import { cellFrom, cellTo, findCell, lineFeed } from './marks';
import {
  clockColumn,
  delimiter,
  firstRow,
  quote,
  rowIntervalMs,
  rowStartMs,
  timeColumn,
  timeKind,
  timeOrigin,
  timeScale,
  zoned,
} from './setup';
import { followsLast, forgetShape, nearStamp, readShape, stampLength } from './stamp';

/** Stretch of wall times [zoneFrom, zoneTo) that lie zoneOffset after UTC; set by the loader. */
export let zoneFrom: f64 = 0;
export let zoneTo: f64 = 0;
export let zoneOffset: f64 = 0;
/** Delimiter after the time cell where that is the row's first cell and has been found, else 0. */
export let afterTime: usize = 0;

const JOINED = memory.data(80);
let rows: f64 = 0;

export function restartTimes(): void {
  rows = firstRow;
  zoneFrom = 0;
  zoneTo = 0;
  forgetShape();
}

/** Time of the row, ms since epoch UTC; NaN when it cannot be read. Called once for each row that is not blank. */
export function rowTime(row: usize): f64 {
  afterTime = 0;
  if (timeKind == 2) return rowStartMs + rows++ * rowIntervalMs;
  const wall = timeKind == 0 ? columnTime(row) : joinedTime(row);
  if (!zoned || wall != wall) return wall;
  if (wall < zoneFrom || wall >= zoneTo) readZone(wall);
  return wall - zoneOffset;
}

/** Start of a cell; 0 when the row has no such cell, or its quotes are beyond the kernel. */
export function cellStart(row: usize, column: i32): usize {
  let at = row;
  for (let left = column; left > 0; left--) {
    at = findCell(at);
    if (at == 0 || <u32>load<u8>(at) != delimiter) return 0;
    at++;
  }
  return at;
}

function columnTime(row: usize): f64 {
  const at = cellStart(row, timeColumn);
  if (at == 0) return ask(row, 0, 0);
  if (timeScale == 0) {
    // The stamp with the same date and minute as the last, followed by the delimiter: nothing else to find out.
    const quoted = <usize>(<u32>load<u8>(at) == quote ? 1 : 0);
    const end = at + stampLength + 2 * quoted;
    if (<u32>load<u8>(end) == delimiter && (!quoted || <u32>load<u8>(end - 1) == quote)) {
      const near = followsLast(at + quoted) ? nearStamp(at + quoted) : NaN;
      if (near == near) {
        if (timeColumn == 0) afterTime = end;
        return near;
      }
    }
  }
  const next = findCell(at);
  if (next == 0) return ask(row, 0, 0);
  if (timeColumn == 0) afterTime = next;
  trimCell();
  return readCell(row, from, to - from);
}

let from: usize = 0;
let to: usize = 0;

function trimCell(): void {
  from = cellFrom;
  to = cellTo;
  while (from < to && load<u8>(from) == 32) from++;
  while (to > from && load<u8>(to - 1) == 32) to--;
}

/** The stamp `<date> <time>` put together. */
function joinedTime(row: usize): f64 {
  let at = cellStart(row, timeColumn);
  if (at == 0 || findCell(at) == 0) return ask(row, 0, 0);
  trimCell();
  const dateBytes = to - from;
  if (dateBytes == 0 || dateBytes > 32) return ask(row, 0, 0);
  memory.copy(JOINED, from, dateBytes);
  store<u8>(JOINED + dateBytes, 32);
  at = cellStart(row, clockColumn);
  if (at == 0 || findCell(at) == 0) return ask(row, 0, 0);
  trimCell();
  const clockBytes = to - from;
  if (clockBytes == 0 || clockBytes > 31) return ask(row, 0, 0);
  memory.copy(JOINED + dateBytes + 1, from, clockBytes);
  return readCell(row, JOINED, dateBytes + 1 + clockBytes);
}

function readCell(row: usize, at: usize, length: usize): f64 {
  if (timeScale != 0) {
    const counted = countedTime(at, at + length);
    return counted == counted ? counted : ask(row, 0, 0);
  }
  if (length == stampLength) {
    const known = followsLast(at) ? nearStamp(at) : readShape(at);
    if (known == known) return known;
  }
  return ask(row, at, length > 64 ? 0 : <i32>length);
}

/** The loader's answer; the shape it finds on the way is kept only when it gives the same time. */
function ask(row: usize, at: usize, length: i32): f64 {
  const ms = readStamp(row, lineFeed(row) + 1, at, length);
  if (ms == ms && stampLength > 0 && <i32>stampLength == length && readShape(at) != ms) forgetShape();
  return ms;
}

/** A number of seconds, milliseconds or days: up to 2^53 and a decimal mark; NaN for anything else. */
function countedTime(start: usize, end: usize): f64 {
  let value: f64 = 0;
  let divisor: f64 = 1;
  let marked = false;
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte - 48 < 10) {
      value = value * 10 + <f64>(byte - 48);
      if (marked) divisor *= 10;
      digits++;
    } else if ((byte == 46 || byte == 44) && !marked && digits > 0) marked = true;
    else return NaN;
  }
  if (digits == 0 || value > 9007199254740991 || (marked && divisor == 1)) return NaN;
  const scaled = (value / divisor) * timeScale;
  const below = Math.floor(scaled);
  return (scaled - below >= 0.5 ? below + 1 : below) + timeOrigin;
}
