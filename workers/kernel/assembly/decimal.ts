import { powersOfFive } from './setup';

/** Powers of ten that a double holds exactly, 10^0 to 10^22. */
export const POWERS_OF_TEN = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]);
export const LARGEST_POWER: i32 = 60;
const EXACT_INTEGER: u64 = 1 << 53;

let productHigh: u64 = 0;

/** Low half of a 128-bit product; the high half is left in `productHigh`. */
function multiply(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >> 32);
  const cross = aLow * bHigh + (middle & 0xffffffff);
  productHigh = aHigh * bHigh + (middle >> 32) + (cross >> 32);
  return (cross << 32) | (low & 0xffffffff);
}

/**
 * digits * 10^exponent, rounded once as Number() does; NaN where 128 bits do not settle the rounding.
 * Exact doubles are multiplied or divided once (Clinger 1990); others are scaled by 128 bits of 5^exponent
 * (Lemire, Number parsing at a gigabyte per second, 2021).
 */
export function toDouble(digits: u64, exponent: i32): f64 {
  if (digits <= EXACT_INTEGER && exponent >= -22 && exponent <= 22) {
    const whole = <f64>digits;
    return exponent < 0
      ? whole / load<f64>(POWERS_OF_TEN + ((<usize>-exponent) << 3))
      : whole * load<f64>(POWERS_OF_TEN + ((<usize>exponent) << 3));
  }
  if (digits == 0) return 0;
  if (exponent < -LARGEST_POWER || exponent > LARGEST_POWER) return NaN;
  return scale(digits, exponent);
}

function scale(digits: u64, exponent: i32): f64 {
  const leading = clz(digits);
  const significand = digits << leading;
  const power = powersOfFive + ((<usize>(exponent + LARGEST_POWER)) << 4);
  let low = multiply(significand, load<u64>(power));
  let high = productHigh;
  if ((high & 0x1ff) == 0x1ff) {
    multiply(significand, load<u64>(power, 8));
    low += productHigh;
    if (productHigh > low) high++;
  }
  if (low == u64.MAX_VALUE && (exponent < -27 || exponent > 55)) return NaN;
  const upper = <i32>(high >> 63);
  let mantissa = high >> (upper + 9);
  const two = ((217706 * exponent) >> 16) + 63 + upper - <i32>leading + 1023;
  // Halfway between two doubles: to even.
  if (low <= 1 && exponent >= -4 && exponent <= 23 && (mantissa & 3) == 1 && mantissa << (upper + 9) == high)
    mantissa &= ~(<u64>1);
  mantissa += mantissa & 1;
  mantissa >>= 1;
  const carry = <i32>(mantissa >> 53);
  if (carry) mantissa = (<u64>1) << 52;
  return reinterpret<f64>((mantissa & ~((<u64>1) << 52)) | ((<u64>(two + carry)) << 52));
}
