import { shape } from './setup';

/**
 * Where the parts of a stamp stand, learnt from one that the loader read: 32-bit numbers, a position and a width
 * for each part (width 0 where the stamp lacks it), then what is fixed. Other bytes must be as in that stamp.
 */
const YEAR: usize = 0;
const MONTH: usize = 8;
const DAY: usize = 16;
const HOUR: usize = 24;
const MINUTE: usize = 32;
const SECOND: usize = 40;
const FRACTION: usize = 48;
/** Month where it is a name. */
const FIXED_MONTH: usize = 56;
/** 0 hours 0-23, 1 before noon, 2 after noon. */
const HALF: usize = 60;
/** Ms to add: what an offset behind the time amounts to. */
const SHIFT: usize = 64;
/** 64 bytes each: 255 where bytes are fixed, and where they are fixed within the same minute; the last stamp. */
const FIXED: usize = 128;
const SAME_MINUTE: usize = 192;
const LAST: usize = 256;

const MONTH_DAYS = memory.data<u8>([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/** Bytes of a stamp of the shape, 0 when none is known; set by the loader. */
export let stampLength: usize = 0;
/** Ms of the last stamp without its seconds; NaN before the first. */
let minuteMs: f64 = NaN;

export function forgetShape(): void {
  stampLength = 0;
  minuteMs = NaN;
}

function matches(at: usize, mask: usize): bool {
  for (let done: usize = 0; done < stampLength; done += 16) {
    const differs = v128.xor(v128.load(at + done), v128.load(shape + LAST + done));
    if (v128.any_true(v128.and(differs, v128.load(shape + mask + done)))) return false;
  }
  return true;
}

/** Whether the stamp at `at` is in the minute of the last one. */
export function followsLast(at: usize): bool {
  return stampLength > 0 && minuteMs == minuteMs && matches(at, SAME_MINUTE);
}

/** Two or more digits as a number, `otherwise` where the shape lacks the part; -1 when not all are digits. */
function part(at: usize, place: usize, otherwise: i32): i32 {
  const start = at + load<i32>(shape + place);
  const width = load<i32>(shape + place, 4);
  if (width == 0) return otherwise;
  let value = 0;
  for (let index = 0; index < width; index++) {
    const digit = <u32>load<u8>(start + index) - 48;
    if (digit > 9) return -1;
    value = value * 10 + <i32>digit;
  }
  return value;
}

/** Ms of the digits after the seconds, those below the ms dropped; -1 when not all are digits. */
function fraction(at: usize): i32 {
  const start = at + load<i32>(shape + FRACTION);
  const width = load<i32>(shape + FRACTION, 4);
  let ms = 0;
  let scale = 100;
  for (let index = 0; index < width; index++) {
    const digit = <u32>load<u8>(start + index) - 48;
    if (digit > 9) return -1;
    ms += <i32>digit * scale;
    scale /= 10;
  }
  return ms;
}

/** Time of a stamp in the minute of the last one; NaN when its seconds are none. */
export function nearStamp(at: usize): f64 {
  const second = part(at, SECOND, 0);
  const ms = fraction(at);
  return second < 0 || second > 59 || ms < 0 ? NaN : minuteMs + <f64>(second * 1000 + ms);
}

/** Days from 1970-01-01 to a date of the Gregorian calendar (Hinnant, chrono-compatible date algorithms). */
function daysOf(year: i32, month: i32, day: i32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
}

function daysIn(year: i32, month: i32): i32 {
  const leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return <i32>load<u8>(MONTH_DAYS + month - 1) + (leap ? 1 : 0);
}

function hourOf(at: usize): i32 {
  const hour = part(at, HOUR, 0);
  const half = load<i32>(shape + HALF);
  if (half == 0) return hour;
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half == 2 ? 12 : 0);
}

function fullYear(at: usize): i32 {
  const year = part(at, YEAR, -1);
  if (load<i32>(shape + YEAR, 4) != 2 || year < 0) return year;
  return year + (year < 69 ? 2000 : 1900);
}

/** Time of the stamp of `stampLength` bytes at `at`; NaN when it has another shape or is no time. */
export function readShape(at: usize): f64 {
  if (!matches(at, FIXED)) return NaN;
  const year = fullYear(at);
  const month = part(at, MONTH, load<i32>(shape + FIXED_MONTH));
  const day = part(at, DAY, 1);
  const hour = hourOf(at);
  const minute = part(at, MINUTE, 0);
  // JavaScript takes years below 100 for others.
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return NaN;
  minuteMs =
    <f64>daysOf(year, month, day) * 86_400_000 +
    <f64>(hour * 3_600_000 + minute * 60_000) +
    load<f64>(shape + SHIFT);
  for (let done: usize = 0; done < 64; done += 16) {
    v128.store(shape + LAST + done, v128.load(at + done));
  }
  return nearStamp(at);
}
