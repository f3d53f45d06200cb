const SPACE = 0x20;
const ZERO = 0x30;
const MINUS = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const COMMA = 0x2c;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const MINUTE_MS = 60_000;
/** Beyond every range that is checked, also as a part of a year. */
const NO_DIGITS = 1_000_000;

/** Two digits as a number; NO_DIGITS when one of them is no digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - ZERO;
  const ones = bytes[at + 1] - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_DIGITS;
}

/** Reads a stamp at [start, end) without blanks around; undefined when only the text reader can say. */
export type StampReader = (bytes: Uint8Array, start: number, end: number) => number | undefined;

/** Milliseconds of `.fff` at [at, end), NaN when something else stands there. */
function fractionMs(bytes: Uint8Array, at: number, end: number): number {
  let [ms, scale] = [0, 100];
  if ((bytes[at] !== DOT && bytes[at] !== COMMA) || at + 1 >= end || end - at > 10) return Number.NaN;
  for (let next = at + 1; next < end; next++) {
    const digit = bytes[next] - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    ms += digit * scale;
    scale = scale >= 10 ? scale / 10 : 0;
  }
  return ms;
}

/** Offset of `+02:00`, `+0200` or `+02` at [at, end) in ms; NaN when something else stands there. */
function offsetMs(bytes: Uint8Array, at: number, end: number): number {
  const sign = bytes[at] === MINUS ? -1 : bytes[at] === 0x2b ? 1 : Number.NaN;
  const minutesAt = bytes[at + 3] === COLON ? at + 4 : at + 3;
  const hours = twoDigits(bytes, at + 1);
  const minutes = end === at + 3 ? 0 : minutesAt + 2 === end ? twoDigits(bytes, minutesAt) : NO_DIGITS;
  return hours < 100 && minutes < 100 ? sign * (hours * 60 + minutes) * MINUTE_MS : Number.NaN;
}

/** Where the zone of a stamp starts, `end` when it has none; only after the minutes, so that dates are not touched. */
function zoneStart(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte === LETTER_Z || byte === MINUS || byte === 0x2b) return at;
  }
  return end;
}

/** Reader of ISO stamps with time of day, with or without seconds, fraction, Z or offset. */
export function isoStamp(): StampReader {
  // Rows of one day follow each other: the day is worked out once.
  let [lastDay, lastDayMs] = [-1, Number.NaN];
  const dayMs = (year: number, month: number, day: number) => {
    const key = (year * 100 + month) * 100 + day;
    if (key !== lastDay) {
      const date = new Date(Date.UTC(year, month - 1, day));
      lastDay = key;
      lastDayMs = date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : Number.NaN;
    }
    return lastDayMs;
  };
  return (bytes, start, end) => {
    if (end - start < 16) return undefined;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    // Years below 100 are others to Date.UTC.
    if (year > 9999 || year < 100 || month > 12 || day > 31 || hour > 23 || minute > 59) return undefined;
    const parting = bytes[start + 10];
    if (bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS || bytes[start + 13] !== COLON)
      return undefined;
    if (parting !== SPACE && parting !== LETTER_T) return undefined;
    let ms = dayMs(year, month, day) + hour * 3_600_000 + minute * MINUTE_MS;
    let at = start + 16;
    const hasSeconds = bytes[at] === COLON && at + 3 <= end;
    if (hasSeconds) {
      const second = twoDigits(bytes, at + 1);
      if (second > 59) return undefined;
      ms += second * 1000;
      at += 3;
    }
    if (at === end) return Number.isNaN(ms) ? undefined : ms;
    const zone = zoneStart(bytes, at, end);
    if (zone > at) ms += hasSeconds ? fractionMs(bytes, at, zone) : Number.NaN;
    if (zone < end && !(bytes[zone] === LETTER_Z && zone + 1 === end)) ms -= offsetMs(bytes, zone, end);
    return Number.isNaN(ms) ? undefined : ms;
  };
}

/** Reader of numbers since the epoch; `scale` ms each. */
export function epochStamp(scale: number): StampReader {
  return (bytes, start, end) => {
    let [value, divisor, digits] = [0, 1, 0];
    for (let at = start; at < end; at++) {
      const digit = bytes[at] - ZERO;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        if (digits > 0 && divisor > 1) divisor *= 10;
        if (divisor === 0) divisor = 10;
        digits++;
      } else if (bytes[at] === DOT && divisor === 1 && digits > 0) divisor = 0;
      else return undefined;
    }
    // Up to 2^53 value and divisor are exact, so that their quotient is rounded once, as in reading the text.
    return digits === 0 || value > Number.MAX_SAFE_INTEGER || divisor === 0
      ? undefined
      : Math.round((value / divisor) * scale);
  };
}
