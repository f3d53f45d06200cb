import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../support/seed';
import { combine, combinationWeights } from '$lib/forecast/combine';
import { conformalQuantile, fanOffsets, shareBelow } from '$lib/forecast/conformal';
import { measure, pinball } from '$lib/forecast/measures';
import { persistence, sameHourBefore, seasonalNaive, weeklyNaive } from '$lib/forecast/naive';
import { nelderMead } from '$lib/forecast/nelder-mead';
import { planBacktest } from '$lib/forecast/plan';
import { targetProblem } from '$lib/forecast/problems';
import { addRows, emptySums, solveRidge } from '$lib/forecast/ridge';
import { fillWindow, movingAverage } from '$lib/forecast/linear-window';
import { whileRunning } from '$lib/forecast/channels';
import { hourOffsets } from '$lib/forecast/channels';
import { isUnfit } from '$lib/forecast/types';
import { zoneOffsetMs } from '$lib/series/zone';
import { historyOf } from './support';

const forecastOf = async (method: typeof persistence, values: number[], horizon: number) => {
  const history = historyOf(Float64Array.from(values));
  const [block] = await method.forecast([{}], [history], { targets: [0], horizon });
  return Array.from(block);
};

describe('naive forecasts', () => {
  it('persistence takes the last reading that is known, and none when it is a week old', async () => {
    expect(await forecastOf(persistence, [1, 2, NaN], 2)).toEqual([2, 2]);
    expect(await forecastOf(persistence, [5, ...new Array<number>(169).fill(NaN)], 1)).toEqual([NaN]);
  });
  it('seasonal naive takes the same hour of yesterday, of the day before where that is a gap', async () => {
    const two = Array.from({ length: 48 }, (_, at) => at);
    two[25] = NaN;
    expect(await forecastOf(seasonalNaive, two, 3)).toEqual([24, 1, 26]);
  });
  it('seasonal naive beyond a day repeats the last known one', async () => {
    const values = Array.from({ length: 24 }, (_, at) => at);
    expect(await forecastOf(seasonalNaive, values, 26)).toEqual([...values, 0, 1]);
  });
  it('weekly naive takes the same weekday', async () => {
    const values = Array.from({ length: 400 }, (_, at) => at);
    expect(await forecastOf(weeklyNaive, values, 2)).toEqual([400 - 168, 401 - 168]);
  });
  it('the same hour of yesterday is 25 or 23 hours before around a change of the clock', () => {
    const startMs = Date.UTC(2024, 2, 30);
    const offsets = hourOffsets(startMs, 72, (ms) => zoneOffsetMs(ms, 'Europe/Berlin'));
    // 2024-03-31 12:00 UTC is 14:00 in Berlin; the day before 14:00 was 13:00 UTC.
    expect(sameHourBefore({ offsets }, 36, 1)).toBe(13);
    expect(sameHourBefore({ offsets }, 60, 1)).toBe(36);
  });
});

describe('ridge', () => {
  it('without penalty gives the line through exact points, by hand', () => {
    const x = Float64Array.from([1, 1, 2, 1, 3, 1, 4, 1, 5, 1]);
    const y = Float64Array.from([5, 7, 9, 11, 13]);
    const sums = emptySums(2, 1);
    addRows(sums, x, y, [0, 1, 2, 3, 4]);
    const weights = solveRidge(sums, Float64Array.from([0, 0]));
    expect(weights[0]).toBeCloseTo(2, 9);
    expect(weights[1]).toBeCloseTo(3, 9);
  });
  it('shrinks a single weight to xy / (xx + rows * penalty)', () => {
    const sums = emptySums(1, 1);
    addRows(sums, Float64Array.from([1, 2]), Float64Array.from([2, 4]), [0, 1]);
    expect(solveRidge(sums, Float64Array.from([2.5]))[0]).toBeCloseTo(10 / 10, 12);
  });
  it('the gradient of the penalised error is zero at the solution, whatever the rows', () => {
    const value = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 5, maxLength: 23 }), (rows) => {
        const x = Float64Array.from(rows.flatMap(([a, b]) => [a, b]));
        const y = Float64Array.from(rows.map(([, , c]) => c));
        const sums = emptySums(2, 1);
        addRows(sums, x, y, Int32Array.from(rows.keys()));
        const w = solveRidge(sums, Float64Array.from([0.1, 0.1]));
        for (const i of [0, 1]) {
          const slope = rows.reduce((sum, row) => sum + row[i] * (row[0] * w[0] + row[1] * w[1] - row[2]), 0);
          expect(slope + 0.1 * rows.length * w[i]).toBeCloseTo(0, 6);
        }
      }),
    );
  });
});

describe('windows', () => {
  it('what is missing is carried over and never zero, and all is less the last reading', () => {
    const into = new Float64Array(4);
    expect(fillWindow(Float64Array.from([7, NaN, 9, 8]), 4, into)).toBe(8);
    expect(Array.from(into)).toEqual([-1, -1, 1, 0]);
  });
  it('a window of which too little is known is none', () => {
    expect(fillWindow(Float64Array.from([NaN, NaN, NaN, 8]), 4, new Float64Array(4))).toBeNull();
  });
  it('the moving average holds the ends', () => {
    expect(Array.from(movingAverage(Float64Array.from([3, 6, 9]), 3))).toEqual([4, 6, 8]);
  });
});

describe('intervals', () => {
  it('of nineteen errors the second and the eighteenth hold 80 %', () => {
    const sorted = Float64Array.from({ length: 19 }, (_, at) => at + 1);
    expect(conformalQuantile(sorted, 0.1)).toBe(2);
    expect(conformalQuantile(sorted, 0.9)).toBe(18);
  });
  it('holds at least the stated share of the errors it was taken from', () => {
    const errors = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 20, maxLength: 300 });
    fc.assert(
      fc.property(errors, (all) => {
        const [low, , , , high] = fanOffsets(all);
        const inside = all.filter((error) => error >= low && error <= high).length;
        expect(inside / all.length).toBeGreaterThanOrEqual(0.8 - 1 / all.length);
      }),
    );
  });
  it('says nothing from fewer than twenty errors', () => {
    expect(Array.from(fanOffsets([1, 2, 3])).every(Number.isNaN)).toBe(true);
    expect(shareBelow(65, [1, 2, 3], 65)).toBeNaN();
  });
  it('the share below a limit counts errors: 10 of 40 and half a place', () => {
    const errors = Array.from({ length: 40 }, (_, at) => (at < 10 ? -2 : 2));
    expect(shareBelow(66, errors, 65)).toBeCloseTo(10.5 / 41, 12);
  });
});

describe('combination', () => {
  it('weights add up to 1, favour the better, and leave out what is far behind', () => {
    const [a, b, c] = combinationWeights([1, 1.1, 2]);
    expect(a + b + c).toBeCloseTo(1, 12);
    expect(a / b).toBeCloseTo(1.1 ** 8, 9);
    expect(c).toBe(0);
  });
  it('methods that say nothing are left out', () => {
    expect(combine([NaN, 4, 8], [0.5, 0.25, 0.25])).toBe(6);
    expect(combine([NaN], [1])).toBeNaN();
  });
});

describe('measures', () => {
  it('by hand: two origins, one step', () => {
    const judged = {
      actual: Float32Array.from([10, 20]),
      forecast: Float32Array.from([11, 18]),
      last: Float32Array.from([14, 18]),
      day: Float32Array.from([10, 26]),
      fan: Float32Array.from([9, 10, 11, 12, 13, 21, 21, 21, 21, 22]),
    };
    const found = measure(judged, 1, 0, 2);
    expect(found.mae[0]).toBe(1.5);
    expect(found.maseLast[0]).toBe(0.5);
    expect(found.maseDay[0]).toBe(0.5);
    expect(found.mape[0]).toBeCloseTo(10, 9);
    expect(found.coverage[0]).toBe(0.5);
    const first = (0.1 * 1 + 0.5 * 1 + 0.1 * 3) / 3;
    const second = (0.9 * 1 + 0.5 * 2 + 0.1 * 2) / 3;
    expect(found.pinball[0]).toBeCloseTo((first + second) / 2, 9);
  });
  it('errors in percent are not given near zero', () => {
    const zero = Float32Array.from([0, 10]);
    const judged = { actual: zero, forecast: zero, last: zero, day: zero, fan: new Float32Array(10) };
    expect(measure(judged, 1, 0, 2).mape[0]).toBeNaN();
  });
  it('pinball loss is lopsided by its level', () => {
    expect(pinball(0.9, 5, 6)).toBeCloseTo(0.9, 12);
    expect(pinball(0.9, 5, 4)).toBeCloseTo(0.1, 12);
  });
});

describe('plans and problems', () => {
  it('folds cover all origins in order, each learning from before its first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 360, max: 30_000 }), (hours) => {
        const plan = planBacktest(hours, 24);
        if (isUnfit(plan)) throw new Error(plan.unfit);
        expect(plan.folds[0].from).toBe(0);
        expect(plan.folds.at(-1)!.to).toBe(plan.origins.length);
        plan.folds.forEach(({ from, until }, at) => {
          expect(until).toBe(plan.origins[from]);
          if (at > 0) expect(from).toBe(plan.folds[at - 1].to);
        });
        expect(plan.origins.at(-1)).toBeLessThan(hours);
      }),
    );
  });
  it('a short history says what it lacks', () => {
    expect(planBacktest(100, 24)).toEqual({ unfit: expect.stringContaining('100 hours') as string });
  });
  it('nothing read, constant, too short and standing still are told apart', () => {
    const values = (n: number, f: (at: number) => number) =>
      Float64Array.from({ length: n }, (_, at) => f(at));
    expect(targetProblem(values(500, () => NaN))?.kind).toBe('no readings');
    expect(targetProblem(values(500, () => 5))?.kind).toBe('constant');
    expect(targetProblem(values(100, (at) => at))?.kind).toBe('too short');
    expect(targetProblem(values(500, (at) => (at > 480 ? NaN : at)))?.kind).toBe('standing still');
    expect(targetProblem(values(500, (at) => at))).toBeNull();
  });
  it('hours in which the plant stood are left out, not zero; unknown ones stay', () => {
    const channel = { tag: 'flow', values: Float64Array.from([50, 0, 20, 51]) };
    const { channel: kept, standing } = whileRunning(channel, Float64Array.from([1, 0, 0.4, NaN]));
    expect(Array.from(kept.values)).toEqual([50, NaN, NaN, 51]);
    expect(standing).toBe(2);
  });
  it('Nelder and Mead find the least of a bent valley', () => {
    const f = ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const { point } = nelderMead(f, [-1, 1], { steps: 400, size: 0.5 });
    expect(point[0]).toBeCloseTo(1, 3);
    expect(point[1]).toBeCloseTo(1, 3);
  });
});
