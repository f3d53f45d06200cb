import { describe, expect, it } from 'vitest';
import { trendToLimit } from '$lib/plant/machines-trend';

const DAY = 86_400_000;
/** 20 days of hours, by a value a day with a small daily wave. */
const timesMs = Float64Array.from({ length: 480 }, (_, hour) => hour * 3_600_000);
const history = (of: (day: number) => number) =>
  timesMs.map((ms) => of(ms / DAY) + 0.01 * Math.sin((2 * Math.PI * ms) / DAY));

describe('a reading on its way to its limit', () => {
  it('is foretold to the day when it goes on as in the last ten days', () => {
    const found = trendToLimit(
      timesMs,
      history((day) => 4.6 + 0.2 * day),
      'below',
      10,
    );
    expect(found?.trend?.slope).toBeCloseTo(0.2, 3);
    expect(found?.moves).toBe(true);
    // 4.6 + 0.2 d is 10 at day 27; the last daily median stands for the middle of day 19.
    expect(found?.daysToLimit?.soonest).toBeCloseTo(7.5, 1);
    expect(found?.daysToLimit?.latest).toBeCloseTo(7.5, 1);
    expect(found?.fromMs).toBe(10 * DAY);
  });

  it('counts from the last service', () => {
    const served = history((day) => (day < 14 ? 4.6 + 0.5 * day : 4.6 + 0.1 * (day - 14)));
    const found = trendToLimit(timesMs, served, 'below', 10);
    expect(found?.servicedMs).toBe(14 * DAY);
    expect(found?.trend).toMatchObject({ points: 6 });
    expect(found?.trend?.slope).toBeCloseTo(0.1, 2);
  });

  it('falls towards a limit below it', () => {
    const found = trendToLimit(
      timesMs,
      history((day) => 41 - 0.5 * day),
      'above',
      25,
    );
    expect(found?.daysToLimit?.soonest).toBeCloseTo((41 - 9.75 - 25) / 0.5, 1);
  });

  it('has no date when nothing moves, when it moves away, and without a limit', () => {
    const noise = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4];
    const still = history((day) => 4.6 + 0.01 * noise[Math.floor(day)]);
    expect(trendToLimit(timesMs, still, 'below', 10)).toMatchObject({ moves: false, daysToLimit: null });
    const away = history((day) => 9 - 0.2 * day);
    expect(trendToLimit(timesMs, away, 'below', 10)).toMatchObject({ moves: true, daysToLimit: null });
    expect(trendToLimit(timesMs, away, 'below', null)?.daysToLimit).toBeNull();
  });

  it('is due now when the limit is passed', () => {
    const past = trendToLimit(
      timesMs,
      history((day) => 11 + 0.01 * day),
      'below',
      10,
    );
    expect(past?.daysToLimit).toEqual({ soonest: 0, latest: 0 });
  });

  it('is not known without readings, and has no slope in less than five days', () => {
    expect(
      trendToLimit(
        timesMs,
        timesMs.map(() => NaN),
        'below',
        10,
      ),
    ).toBeNull();
    const short = trendToLimit(timesMs.subarray(0, 72), history(() => 5).subarray(0, 72), 'below', 10);
    expect(short).toMatchObject({ trend: null, moves: false, daysToLimit: null });
  });
});
