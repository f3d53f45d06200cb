import { toDouble } from './decimal';
import { readNumber } from './host';
import { isSpace } from './marks';
import { decimalComma, decimalPoint, thousands } from './setup';

/** Answers of the cell readers that are no readings. */
export const BLANK: f64 = -Infinity;

/**
 * What `joinDigits` multiplies by. Engines build SIMD constants anew wherever they are used; loaded once into a
 * local they stay in a register.
 */
export const ZEROS = memory.data<u8>([48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48]);
export const NINES = memory.data<u8>([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
export const LOW_BYTES = memory.data<u16>([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
export const TENS = memory.data<u16>([10, 10, 10, 10, 10, 10, 10, 10]);
export const HUNDREDS = memory.data<u16>([100, 1, 100, 1, 100, 1, 100, 1]);
export const TEN_THOUSANDS = memory.data<u16>([10000, 1, 10000, 1, 10000, 1, 10000, 1]);

/**
 * 16 digits, one a byte, values 0 to 9, most significant first, as an integer; the factors are those above.
 */
export function joinDigits(digits: v128, low: v128, ten: v128, hundred: v128, tenThousand: v128): u64 {
  const pairs = i16x8.add(i16x8.mul(v128.and(digits, low), ten), i16x8.shr_u(digits, 8));
  const fours = i32x4.dot_i16x8_s(pairs, hundred);
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), tenThousand);
  return <u64>i32x4.extract_lane(eights, 0) * 100_000_000 + <u64>i32x4.extract_lane(eights, 1);
}

function hasOther(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) > 127) return true;
  return false;
}

/** A number in groups of three digits (`1.234.567,8`) in bytes [start, end); NaN when it is not so written. */
function groupedNumber(start: usize, end: usize): f64 {
  let at = start;
  const sign = <u32>load<u8>(at);
  if (sign == 45 || sign == 43) at++;
  let digits: u64 = 0;
  let held = 0;
  let groups = 0;
  for (; at < end; at++) {
    const first = at;
    while (at < end && <u32>load<u8>(at) - 48 < 10) {
      digits = digits * 10 + <u64>(<u32>load<u8>(at++) - 48);
    }
    const size = <i32>(at - first);
    if (groups == 0 ? size < 1 || size > 3 : size != 3) return NaN;
    held += size;
    if (at == end || <u32>load<u8>(at) != thousands) break;
    groups++;
  }
  if (groups == 0 || load<u8>(at - 1) == thousands) return NaN;
  let places = 0;
  if (at < end && <u32>load<u8>(at) == decimalComma) {
    for (at++; at < end && <u32>load<u8>(at) - 48 < 10; at++) {
      digits = digits * 10 + <u64>(<u32>load<u8>(at) - 48);
      places++;
    }
  }
  if (at < end) return NaN;
  if (held + places > 19) return readNumber(start, end);
  const size = toDouble(digits, -places);
  if (size != size) return readNumber(start, end);
  return sign == 45 ? -size : size;
}

/**
 * The number in bytes [from, to): NaN when it is none, Infinity when not finite, BLANK when empty. What is beyond
 * 19 digits or ASCII, or grouped, is asked of the loader.
 */
export function boundedNumber(from: usize, to: usize): f64 {
  let start = from;
  let end = to;
  while (start < end && isSpace(load<u8>(start))) start++;
  while (end > start && isSpace(load<u8>(end - 1))) end--;
  if (start == end) return BLANK;
  if ((load<u8>(start) | load<u8>(end - 1)) > 127) return readNumber(from, to);
  if (thousands) {
    if (thousands == decimalComma || hasOther(start, end)) return readNumber(from, to);
    const grouped = groupedNumber(start, end);
    if (grouped == grouped) return grouped;
  }

  let at = start;
  const sign = <u32>load<u8>(at);
  if (sign == 45 || sign == 43) at++;
  let digits: u64 = 0;
  let held = 0;
  let seen = 0;
  let places = 0;
  let marked = false;
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (byte - 48 < 10) {
      seen++;
      if (marked) places++;
      if (held > 0 || byte != 48) held++;
      if (held <= 19) digits = digits * 10 + <u64>(byte - 48);
    } else if ((byte == decimalPoint || byte == decimalComma) && !marked) marked = true;
    else break;
  }
  if (seen == 0) return NaN;
  let exponent = 0;
  if (at < end && ((<u32>load<u8>(at)) | 32) == 101) {
    at++;
    let negative = false;
    if (at < end) {
      const mark = <u32>load<u8>(at);
      negative = mark == 45;
      if (negative || mark == 43) at++;
    }
    const first = at;
    for (; at < end && <u32>load<u8>(at) - 48 < 10; at++) {
      if (exponent < 10_000) exponent = exponent * 10 + (<i32>load<u8>(at) - 48);
    }
    if (at == first) return NaN;
    if (negative) exponent = -exponent;
  }
  if (at < end) return NaN;
  if (held > 19) return readNumber(from, to);
  const size = toDouble(digits, exponent - places);
  if (size != size) return readNumber(from, to);
  return sign == 45 ? -size : size;
}
