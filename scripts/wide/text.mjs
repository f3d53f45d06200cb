const PAIRS = Uint8Array.from(
  { length: 200 },
  (_, i) => 48 + (i % 2 === 0 ? Math.floor(i / 20) : (i >> 1) % 10),
);
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

/** Write 0..99 as two digits; returns the offset after them. */
export function writePair(bytes, at, value) {
  bytes[at] = PAIRS[value * 2];
  bytes[at + 1] = PAIRS[value * 2 + 1];
  return at + 2;
}

function writeDigits(bytes, at, value, digits) {
  let rest = value;
  let end = at + digits;
  while (end - at >= 2) {
    const quotient = (rest / 100) | 0;
    writePair(bytes, (end -= 2), rest - quotient * 100);
    rest = quotient;
  }
  if (end > at) bytes[at] = 48 + rest;
  return at + digits;
}

function digitsOf(value) {
  let digits = 1;
  while (digits < 9 && value >= POWERS[digits]) digits++;
  return digits;
}

/**
 * Write a number with a fixed count of decimals, exact zero as `0`.
 * @param value    |value| < 1e9
 * @param decimals 1 to 8
 * @returns the offset after the text
 */
export function writeFixed(bytes, at, value, decimals) {
  if (value === 0) {
    bytes[at] = 48;
    return at + 1;
  }
  const size = Math.abs(value);
  let whole = size | 0;
  let fraction = ((size - whole) * POWERS[decimals] + 0.5) | 0;
  if (fraction === POWERS[decimals]) {
    whole += 1;
    fraction = 0;
  }
  if (value < 0) bytes[at++] = 45;
  at = writeDigits(bytes, at, whole, digitsOf(whole));
  bytes[at++] = 46;
  return writeDigits(bytes, at, fraction, decimals);
}

/** Write a time of day in seconds as `HH:MM:SS`; returns the offset after it. */
export function writeClock(bytes, at, secondsOfDay) {
  const hours = (secondsOfDay / 3600) | 0;
  const minutes = ((secondsOfDay / 60) | 0) % 60;
  at = writePair(bytes, at, hours);
  bytes[at++] = 58;
  at = writePair(bytes, at, minutes);
  bytes[at++] = 58;
  return writePair(bytes, at, secondsOfDay % 60);
}
