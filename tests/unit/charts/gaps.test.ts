import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelopeRuns } from '$lib/charts/envelope';
import { gapThreshold, lonelyRows, rowsWithGaps } from '$lib/charts/gaps';
import { PlotColumns } from '$lib/charts/plot-columns';
import { chartData, line } from './fixtures';

describe('gaps', () => {
  it('begin beyond one and a half known or regular steps', () => {
    expect(gapThreshold(Float64Array.of(0, 60, 120, 180), 60)).toBe(90);
    expect(gapThreshold(Float64Array.of(0, 60, 120, 180))).toBe(90);
  });

  it('begin beyond five median steps where readings come irregularly', () => {
    expect(gapThreshold(Float64Array.of(0, 10, 30, 35, 60))).toBe(50);
  });

  it('are not looked for in fewer than three points', () => {
    expect(gapThreshold(Float64Array.of(0, 60))).toBe(Infinity);
  });

  it('put a row without readings where buckets are missing', () => {
    expect([...rowsWithGaps(Float64Array.of(0, 60, 240, 300), 90)]).toEqual([0, 1, -1, 2, 3]);
  });

  it('leave a reading alone that a line cannot show', () => {
    expect(lonelyRows([null, 1, null, 2, 3, null, 4], 0, 6)).toEqual([1, 6]);
  });
});

describe('columns for uPlot', () => {
  it('hold null for NaN and for missing buckets, and never NaN', () => {
    const columns = new PlotColumns();
    columns.fill({ ...chartData([0, 60, 240, 300], [line('a', [NaN, 1, 2, NaN])]), stepMs: 60 });
    expect(columns.columns).toEqual([
      [0, 60, 105, 240, 300],
      [null, 1, null, 2, null],
    ]);
  });

  it('are the same arrays when filled again', () => {
    const columns = new PlotColumns();
    columns.fill(chartData([0, 60, 120], [line('a', [1, 2, 3])]));
    const [times, values] = columns.columns;
    columns.fill(chartData([0, 60], [line('a', [4, 5])]));
    expect(columns.columns[0]).toBe(times);
    expect(columns.columns[1]).toBe(values);
    expect(columns.columns).toEqual([
      [0, 60],
      [4, 5],
    ]);
  });

  it('keep times ascending and every reading, whatever is missing', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }), (list, stepMs) => {
        let ms = 0;
        const times = list.map((step) => (ms += step));
        const columns = new PlotColumns();
        columns.fill({ ...chartData(times, [line('a', times)]), stepMs });
        const [plotted, values] = columns.columns;
        expect(plotted.slice(1).every((t, i) => t > plotted[i])).toBe(true);
        expect(values.filter((value) => value !== null)).toEqual(times);
      }),
    );
  });
});

describe('the envelope', () => {
  it('keeps the extremes of each pixel and ends at gaps', () => {
    const min = Float64Array.of(1, 0, 5, NaN, 2);
    const max = Float64Array.of(2, 9, 6, NaN, 3);
    const runs = envelopeRuns(min, max, Int32Array.of(0, 1, 2, 3, -1, 4), 0, 5, (row) => Math.floor(row / 2));
    expect(runs).toEqual([
      [
        { x: 0, low: 0, high: 9 },
        { x: 1, low: 5, high: 6 },
      ],
      [{ x: 2, low: 2, high: 3 }],
    ]);
  });
});
