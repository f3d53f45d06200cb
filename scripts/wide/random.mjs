/**
 * Small fast counter generator sfc32 (Chris Doty-Humphrey, PractRand): the same seed gives the same sequence
 * on every machine, as it uses 32-bit integer arithmetic only.
 * @returns function giving the next unsigned 32-bit integer
 */
export function sfc32(seed) {
  let a = seed | 0;
  let b = Math.floor(seed / 0x100000000) | 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();
  return next;
}

/** One 32-bit integer as noise in (-1, 1), triangular: its two halves added. */
export const triangular = (bits) => ((bits & 0xffff) + (bits >>> 16) - 65535) / 65536;
