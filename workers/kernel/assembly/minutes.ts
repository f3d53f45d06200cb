import { findMinute, takeChanges } from './host';
import { addCellIssue, NOT_FINITE, NOT_READABLE } from './issues';
import { BLANK } from './number';
import { changes, changesCapacity, records, states, tags, withExtra } from './setup';

/** A record is the minute, its rows, and a cell a tag. */
const HEADER_BYTES: usize = 16;
/** A cell is (min, -max), (sum, count), and with extras (sum of squares, last), (first, unused). */
const CELL_BYTES: usize = 32;
const EXTRA_BYTES: usize = 32;
/** Memory is grown by at least so many pages of 64 kB. */
const GROWTH_PAGES: i32 = 64;

export let minutes: i32 = 0;
/** Cells of the minute being filled. */
export let cells: usize = 0;
export let cellBytes: usize = 0;
export let outOfReach: bool = false;
let current: i64 = i64.MIN_VALUE;
let lowest: i64 = 0;
let highest: i64 = 0;
let record: usize = 0;
/** Time of the row being read, for state changes. */
export let rowMs: f64 = 0;
let changed: i32 = 0;

export function restartMinutes(): void {
  minutes = 0;
  changed = 0;
  current = i64.MIN_VALUE;
  outOfReach = false;
  cellBytes = withExtra ? CELL_BYTES + EXTRA_BYTES : CELL_BYTES;
}

function recordAt(index: i32): usize {
  return records + <usize>index * (HEADER_BYTES + <usize>tags * cellBytes);
}

function hasRoom(end: usize): bool {
  const pages = memory.size();
  if (end <= (<usize>pages) << 16) return true;
  const wanted = <i32>((end + 0xffff) >> 16) - pages;
  return memory.grow(max(wanted, GROWTH_PAGES)) >= 0 || memory.grow(wanted) >= 0;
}

function append(minute: i32): bool {
  record = recordAt(minutes);
  const end = recordAt(minutes + 1);
  if (!hasRoom(end)) return false;
  minutes++;
  store<i32>(record, minute);
  store<u32>(record, 0, 4);
  const none = f64x2.splat(Infinity);
  const zero = f64x2.splat(0);
  for (let cell = record + HEADER_BYTES; cell < end; cell += cellBytes) {
    v128.store(cell, none);
    v128.store(cell, zero, 16);
    if (withExtra) {
      v128.store(cell, zero, 32);
      v128.store(cell, zero, 48);
    }
  }
  return true;
}

/** Count a row at this time; its readings follow by `add`. False when the kernel cannot hold the minute. */
export function openRow(ms: f64): bool {
  rowMs = ms;
  const minute = <i64>Math.floor(ms / 60_000);
  if (minute != current) {
    if (minute < i32.MIN_VALUE || minute > i32.MAX_VALUE || !openMinute(<i32>minute)) {
      outOfReach = true;
      return false;
    }
    current = minute;
    cells = record + HEADER_BYTES;
  }
  store<u32>(record, load<u32>(record, 4) + 1, 4);
  return true;
}

function openMinute(minute: i32): bool {
  if (minutes == 0) {
    lowest = minute;
    highest = minute;
    return append(minute);
  }
  if (minute > highest) {
    highest = minute;
    return append(minute);
  }
  if (minute < lowest) {
    lowest = minute;
    return append(minute);
  }
  const known = findMinute(minute);
  if (known < 0) return append(minute);
  record = recordAt(known);
  return true;
}

/** Square, first and last; the count is still the one before. */
function addExtra(cell: usize, value: f64, square: f64): void {
  if (load<f64>(cell, 24) == 0) store<f64>(cell, value, 48);
  v128.store(cell, f64x2(load<f64>(cell, 32) + square, value), 32);
}

/** Add a number to the cell at `cell`. Comparisons are those of `MinuteCells`: the first of equals stays. */
export function addNumber(cell: usize, value: f64): void {
  if (withExtra) addExtra(cell, value, value * value);
  v128.store(cell, f64x2.pmin(v128.load(cell), v128.xor(f64x2.splat(value), f64x2(0, -0.0))));
  v128.store(cell, f64x2.add(v128.load(cell, 16), f64x2(value, 1)), 16);
}

/** Add 0 or 1; least and greatest follow from sum and count. */
export function addBoolean(tag: i32, cell: usize, value: u32): void {
  if (withExtra) {
    addExtra(cell, <f64>value, <f64>value);
    if (load<u8>(states + tag) != value) noteChange(tag, value);
  }
  v128.store(cell, f64x2.add(v128.load(cell, 16), f64x2(<f64>value, 1)), 16);
}

function noteChange(tag: i32, value: u32): void {
  store<u8>(states + tag, value);
  const at = changes + ((<usize>changed) << 4);
  store<f64>(at, rowMs);
  store<i32>(at, tag, 8);
  store<u32>(at, value, 12);
  if (++changed == changesCapacity) flushChanges();
}

export function flushChanges(): void {
  if (changed > 0) takeChanges(changed);
  changed = 0;
}

/** Add what a cell reader answered: a number, BLANK, NaN for what is none, Infinity for what is not finite. */
export function addAnswer(tag: i32, cell: usize, answer: f64, isBoolean: bool): void {
  if (answer == BLANK) return;
  if (answer != answer) addCellIssue(tag, NOT_READABLE);
  else if (answer == Infinity) addCellIssue(tag, NOT_FINITE);
  else if (isBoolean) addBoolean(tag, cell, <u32>answer);
  else addNumber(cell, answer);
}
