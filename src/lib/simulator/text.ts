/** All pairs of digits as bytes. */
const PAIRS = Uint8Array.from(
  { length: 200 },
  (_, i) => 48 + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);
/** All groups of four digits as bytes, first digit lowest. */
const QUADS = Uint32Array.from({ length: 10_000 }, (_, i) => {
  const [a, b, c, d] = String(i).padStart(4, '0');
  return (48 + Number(a)) | ((48 + Number(b)) << 8) | ((48 + Number(c)) << 16) | ((48 + Number(d)) << 24);
});
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
const ZERO = 48;
const POINT = 46;
const MINUS = 45;
const COLON = 58;

/** Write 0..99 as two digits; returns the offset after them. */
export function writePair(bytes: Uint8Array, at: number, value: number): number {
  bytes[at] = PAIRS[value * 2];
  bytes[at + 1] = PAIRS[value * 2 + 1];
  return at + 2;
}

function digitsOf(value: number): number {
  let digits = 1;
  while (digits < 9 && value >= POWERS[digits]) digits++;
  return digits;
}

/** Write a whole number that has so many digits, at an offset. */
function writeWhole(bytes: Uint8Array, at: number, value: number, digits: number): void {
  let rest = value;
  let end = at + digits;
  while (end - at >= 2) {
    const quotient = (rest / 100) | 0;
    end -= 2;
    writePair(bytes, end, rest - quotient * 100);
    rest = quotient;
  }
  if (end > at) bytes[at] = ZERO + rest;
}

/**
 * Write a number with a fixed count of decimals, exact zero as `0`. Always eight digits are written for the fraction,
 * then the whole part over their leading zeros: that is why there are six decimals or more.
 * @param view     over the same bytes
 * @param value    |value| < 1e9
 * @param decimals 6 to 8
 * @returns the offset after the text
 */
export function writeFixed(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  value: number,
  decimals: number,
): number {
  if (value === 0) {
    bytes[at] = ZERO;
    return at + 1;
  }
  const size = Math.abs(value);
  let whole = size | 0;
  let fraction = ((size - whole) * POWERS[decimals] + 0.5) | 0;
  if (fraction === POWERS[decimals]) {
    whole += 1;
    fraction = 0;
  }
  if (value < 0) bytes[at++] = MINUS;
  const digits = digitsOf(whole);
  const point = at + digits;
  const end = point + 1 + decimals;
  const high = (fraction / 10_000) | 0;
  view.setUint32(end - 8, QUADS[high], true);
  view.setUint32(end - 4, QUADS[fraction - high * 10_000], true);
  bytes[point] = POINT;
  writeWhole(bytes, at, whole, digits);
  return end;
}

/** Write a time of day in seconds as `HH:MM:SS`; returns the offset after it. */
export function writeClock(bytes: Uint8Array, at: number, secondsOfDay: number): number {
  const minutes = (secondsOfDay / 60) | 0;
  const hours = (minutes / 60) | 0;
  at = writePair(bytes, at, hours);
  bytes[at++] = COLON;
  at = writePair(bytes, at, minutes - hours * 60);
  bytes[at++] = COLON;
  return writePair(bytes, at, secondsOfDay - minutes * 60);
}
