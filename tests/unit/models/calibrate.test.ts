import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate, fitTemperature, surprise, tempered } from '$lib/models/calibrate';
import { nextUnit, seedRandom } from '$lib/simulator/random';

const softmax = (logits: number[]): number[] => {
  const exps = logits.map(Math.exp);
  const sum = exps.reduce((all, one) => all + one, 0);
  return exps.map((one) => one / sum);
};

test('a temperature is the division of the logits by it', () => {
  const logits = [2, 0.5, -1];
  const found = tempered(Float32Array.from(softmax(logits)), 3, 2.5);
  softmax(logits.map((one) => one / 2.5)).forEach((share, at) => expect(found[at]).toBeCloseTo(share, 5));
});

test('a row keeps its order and adds up to 1, also where a share is 0', () => {
  const row = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      row.filter((one) => one.some(Boolean)),
      fc.double({ min: 0.5, max: 10, noNaN: true }),
      (parts, temperature) => {
        const sum = parts.reduce((all, one) => all + one, 0);
        const shares = Float32Array.from(parts, (one) => one / sum);
        const found = tempered(shares, 4, temperature);
        expect(found.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 5);
        for (let a = 0; a < 4; a++)
          for (let b = 0; b < 4; b++)
            if (shares[a] > shares[b]) expect(found[a]).toBeGreaterThanOrEqual(found[b]);
      },
    ),
  );
});

/** Rows whose class was drawn by their own shares, told too surely by a factor of `sharp` on the logits. */
function drawn(count: number, sharp: number) {
  const random = seedRandom(3, 0);
  const said = new Float32Array(count * 3);
  const known = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const logits = [0, 0, 0].map(() => 2 * nextUnit(random) - 1);
    const draw = nextUnit(random);
    const true3 = softmax(logits);
    known[row] = draw < true3[0] ? 0 : draw < true3[0] + true3[1] ? 1 : 2;
    said.set(softmax(logits.map((one) => one * sharp)), row * 3);
  }
  return { said, known };
}

test('a classifier that is four times too sure gets a temperature of four', () => {
  const { said, known } = drawn(20_000, 4);
  expect(fitTemperature(said, known, 3)).toBeGreaterThan(3.6);
  expect(fitTemperature(said, known, 3)).toBeLessThan(4.4);
});

test('no temperature on a grid surprises less than the one that is found', () => {
  const { said, known } = drawn(500, 3);
  const found = surprise(tempered(said, 3, fitTemperature(said, known, 3)), known, 3);
  for (let temperature = 0.5; temperature < 20; temperature *= 1.1)
    expect(surprise(tempered(said, 3, temperature), known, 3)).toBeGreaterThanOrEqual(found - 1e-4);
});

test('calibrated probabilities hold, and what is above the limit of "unknown" is right as often as asked', () => {
  const { said, known } = drawn(20_000, 4);
  const { temperature, unknownBelow, windows } = calibrate(said, known, 3, 0.5);
  const shares = tempered(said, 3, temperature);
  let [sum, hits, count] = [0, 0, 0];
  for (let row = 0; row < windows; row++) {
    const own = [...shares.subarray(row * 3, row * 3 + 3)];
    const best = Math.max(...own);
    if (best < (unknownBelow ?? Infinity)) continue;
    count += 1;
    sum += best;
    hits += own.indexOf(best) === known[row] ? 1 : 0;
  }
  expect(hits / count).toBeGreaterThanOrEqual(0.5);
  expect(sum / count).toBeCloseTo(hits / count, 1);
});

test('one that is never right enough has no limit, and no windows leave the shares as they are', () => {
  expect(calibrate(Float32Array.of(0.9, 0.1), Uint8Array.of(1), 2).unknownBelow).toBeNull();
  expect(calibrate(new Float32Array(), new Uint8Array(), 2).temperature).toBe(1);
});
