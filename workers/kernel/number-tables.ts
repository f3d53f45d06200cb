const LARGEST_POWER = 60;

/**
 * Swizzles that push the digits of a number to the end of 16 bytes and drop its decimal mark: 16 bytes for each
 * length (0 to 15, mark included) and place of the mark (0 to 15, the length where there is none), row-major.
 */
function digitAlignments(): Uint8Array {
  const table = new Uint8Array(16 * 16 * 16).fill(128);
  for (let length = 0; length < 16; length++) {
    for (let point = 0; point <= length; point++) {
      const digits = point < length ? length - 1 : length;
      for (let digit = 0; digit < digits; digit++) {
        table[(length * 16 + point) * 16 + 16 - digits + digit] = digit < point ? digit : digit + 1;
      }
    }
  }
  return table;
}

/** 128 leading bits of 5^power; for negative powers of the reciprocal, rounded up (Lemire 2021, section 5). */
function leadingBits(power: number): bigint {
  let bits: bigint;
  if (power >= 0) bits = 5n ** BigInt(power);
  else {
    const whole = 5n ** BigInt(-power);
    const size = BigInt(whole.toString(2).length);
    bits = (1n << (2n * size + 128n)) / whole + 1n;
  }
  const surplus = bits.toString(2).length - 128;
  return surplus > 0 ? bits >> BigInt(surplus) : bits << BigInt(-surplus);
}

/** 5^-60 to 5^60, each as its high and its low 64 bits. */
function powersOfFive(): Uint8Array {
  const powers = Array.from({ length: 2 * LARGEST_POWER + 1 }, (_, at) => leadingBits(at - LARGEST_POWER));
  const words = BigUint64Array.from(powers.flatMap((bits) => [bits >> 64n, bits & 0xffffffffffffffffn]));
  return new Uint8Array(words.buffer);
}

/** The tables that do not depend on the file. */
export interface NumberTables {
  alignments: Uint8Array;
  powersOfFive: Uint8Array;
}

/** Takes some milliseconds: made once a kernel. */
export const numberTables = (): NumberTables => ({
  alignments: digitAlignments(),
  powersOfFive: powersOfFive(),
});
