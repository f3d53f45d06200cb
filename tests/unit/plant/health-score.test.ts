import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currentLoss, healthParts, healthScore, type HealthMeans } from '$lib/plant/health-score';

test.each([
  [100, 0],
  [120, 0],
  [135, 0.5],
  [150, 1],
  [300, 1],
  [65, 0.5],
  [9.9, 0],
  [10, 1],
  [0, 0],
  [Number.NaN, 0],
])('a current of %d A where 100 A are usual loses %d of its points', (current, loss) => {
  expect(currentLoss(current, 100)).toBeCloseTo(loss, 12);
});

test('without a usual current nothing is lost', () => {
  expect([currentLoss(50, Number.NaN), currentLoss(50, 0)]).toEqual([0, 0]);
});

const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a score lies between 0 and 100 and its parts add up to it', () => {
  fc.assert(
    fc.property(share, share, (fault, loss) => {
      const score = healthScore(fault, loss);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      const means: HealthMeans = {
        score,
        faultPoints: 60 * fault,
        currentPoints: 40 * loss,
        compressorFault: fault,
        blowerFault: 0,
        current: 90,
        usualCurrent: 100,
        minutes: 10,
      };
      const parts = healthParts(means);
      expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
      expect(parts.every(({ points, most }) => points >= -1e-9 && points <= most)).toBe(true);
    }),
  );
});

test('what is not known is said in words', () => {
  const none = {
    score: NaN,
    faultPoints: NaN,
    currentPoints: NaN,
    current: NaN,
    usualCurrent: NaN,
    minutes: 0,
  };
  const [faults, current] = healthParts({ ...none, compressorFault: 0.25, blowerFault: Number.NaN });
  expect(faults.found).toBe(
    'compressor in fault 25.0 % of the time; fault bit of the blower not mapped or not read',
  );
  expect(current.found).toContain('not mapped');
});
