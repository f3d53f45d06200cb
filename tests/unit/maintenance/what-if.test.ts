import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RemainingLife } from '$lib/maintenance/life-model';
import { calibrated } from '$lib/maintenance/life-model';
import { costOfWaiting, failedBy, normalShare } from '$lib/maintenance/what-if';

const life: RemainingLife = { method: 'trend', hours: 100, lowHours: 70, highHours: 160, confidence: 0.9 };

describe('the chance of having failed', () => {
  it('leaves a tenth of the confidence on either side of the interval, half at the hours foretold', () => {
    expect(failedBy(life, 70)).toBeCloseTo(0.09, 3);
    expect(failedBy(life, 100)).toBeCloseTo(0.45, 3);
    expect(failedBy(life, 160)).toBeCloseTo(0.81, 3);
    expect(failedBy(life, 0)).toBe(0);
  });

  it('never falls with time', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (at, more) => {
          expect(failedBy(life, at + more)).toBeGreaterThanOrEqual(failedBy(life, at) - 1e-7);
        },
      ),
    );
  });

  it('rests on a normal distribution that is right', () => {
    expect(normalShare(0)).toBeCloseTo(0.5, 7);
    expect(normalShare(1.959964)).toBeCloseTo(0.975, 6);
    expect(normalShare(-1.2815516)).toBeCloseTo(0.1, 6);
  });
});

describe('the cost of waiting', () => {
  const prices = { hour: 10, planned: 100, failure: 1000, longer: 3 };
  it('begins with the planned work and ends between it and the failure', () => {
    const points = costOfWaiting(life, 5, prices);
    expect(points[0]).toMatchObject({ hours: 0, cost: 150 });
    const last = points[points.length - 1];
    expect(last.hours).toBe(160);
    expect(last.cost).toBeCloseTo(0.81 * 1150 + 0.19 * 150, 0);
  });
});

describe('a calibration', () => {
  it('is straight between its points and flat beyond', () => {
    const points: [number, number][] = [
      [0.2, 0.1],
      [0.6, 0.5],
    ];
    expect([0, 0.2, 0.4, 0.6, 2].map((said) => calibrated(points, said))).toEqual([
      0.1,
      0.1,
      expect.closeTo(0.3),
      0.5,
      0.5,
    ]);
  });
});
