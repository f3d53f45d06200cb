import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statisticsOf } from '$lib/series/between';
import { lowerBound, nearestRow, rowsIn } from '$lib/series/rows';

const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 40 })
  .map((list) => Float64Array.from(list).sort());

describe('rows by time', () => {
  it('are those whose time lies in the view, its end excluded', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -5, max: 1005 }), fc.nat(500), (list, fromMs, width) => {
        const [start, end] = rowsIn(list, { fromMs, toMs: fromMs + width });
        const expected = [...list].filter((ms) => ms >= fromMs && ms < fromMs + width);
        expect([...list.slice(start, end)]).toEqual(expected);
      }),
    );
  });

  it('nearest to an instant have the least distance', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -5, max: 1005 }), (list, ms) => {
        const row = nearestRow(list, ms);
        if (list.length === 0) expect(row).toBe(-1);
        else expect(Math.abs(list[row] - ms)).toBe(Math.min(...[...list].map((t) => Math.abs(t - ms))));
      }),
    );
  });

  it('end at the length when every time is earlier', () => expect(lowerBound([1, 2], 3)).toBe(2));
});

describe('statistics of rows', () => {
  it('skip gaps and take the extremes from the envelope', () => {
    const values = Float64Array.of(NaN, 2, NaN, 4);
    const series = { values, min: Float64Array.of(NaN, 1, NaN, 3), max: Float64Array.of(NaN, 7, NaN, 5) };
    expect(statisticsOf(series, 0, 4)).toEqual({ min: 1, max: 7, mean: 3, first: 2, last: 4, count: 2 });
  });

  it('are NaN, not zero, without readings', () => {
    const { min, mean, count } = statisticsOf({ values: Float64Array.of(NaN), min: null, max: null }, 0, 1);
    expect([min, mean, count]).toEqual([NaN, NaN, 0]);
  });
});
