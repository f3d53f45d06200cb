import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageColumns, coverageRuns, coverageText } from '$lib/charts/coverage';
import { eventMarks } from '$lib/charts/event-marks';
import { legendPlaces } from '$lib/charts/png';
import { extent, sparkPath } from '$lib/charts/spark-path';
import type { ChartEvent } from '$lib/charts/types';

describe('a strip of coverage', () => {
  const view = { fromMs: 0, toMs: 400 };

  it('spreads buckets over its columns and leaves missing buckets empty', () => {
    const columns = coverageColumns(Float64Array.of(0, 100, 300), Float64Array.of(100, 50, 100), view, 4);
    expect([...columns]).toEqual([100, 50, 0, 100]);
    expect(coverageRuns(columns).map(({ level }) => level)).toEqual(['full', 'most', 'none', 'full']);
    expect(coverageText('CH4', columns)).toBe('CH4: 62.5 % of expected readings, none in 25 % of the time');
  });

  it('averages buckets that share a column', () => {
    const columns = coverageColumns(
      Float64Array.of(0, 100, 200, 300),
      Float64Array.of(100, 0, 40, 60),
      view,
      2,
    );
    expect([...columns]).toEqual([50, 50]);
  });

  it('never claims 100 % or 0 % for less or more', () => {
    expect(coverageText('x', Float64Array.of(100, 99.99))).toMatch(/99\.9 %/);
    expect(coverageText('x', Float64Array.of(0.01, 0.01))).toMatch(/0\.1 %/);
  });

  it('is covered by its runs without a hole', () => {
    const percents = fc.array(fc.constantFrom(0, 20, 70, 100), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(percents, (list) => {
        const runs = coverageRuns(Float64Array.from(list));
        expect(runs.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1);
        runs.slice(1).forEach(({ left }, i) => expect(left).toBeCloseTo(runs[i].left + runs[i].width));
      }),
    );
  });
});

describe('marks of events', () => {
  const event = (fromMs: number, severity: ChartEvent['severity'], toMs = fromMs): ChartEvent => ({
    fromMs,
    toMs,
    label: 'x',
    severity,
  });
  const view = { fromMs: 0, toMs: 1000 };

  it('merge when too close to tell apart, with the highest severity', () => {
    const marks = eventMarks([event(105, 'urgent'), event(100, 'low'), event(500, 'info')], view, 1000);
    expect(marks.map(({ leftPx, severity, events }) => [leftPx, severity, events.length])).toEqual([
      [100, 'urgent', 2],
      [500, 'info', 1],
    ]);
  });

  it('reach as far as the event lasts, cut at the view', () => {
    const [mark] = eventMarks([event(-500, 'high', 250)], view, 100);
    expect(mark).toMatchObject({ leftPx: 0, widthPx: 25 });
  });

  it('leave out events outside the view and lose none inside', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 1500 })), (starts) => {
        const marks = eventMarks(
          starts.map((ms) => event(ms, 'low')),
          view,
          300,
        );
        const inside = starts.filter((ms) => ms >= 0 && ms < 1000).length;
        expect(marks.reduce((sum, { events }) => sum + events.length, 0)).toBe(inside);
      }),
    );
  });
});

describe('a sparkline', () => {
  it('leaves gaps open and shows a lone reading', () => {
    expect(sparkPath(Float64Array.of(0, 10, NaN, 5), 30, 10, [0, 10])).toBe('M0 10L0 10L10 0M30 5L30 5');
  });

  it('keeps an excursion of a single reading among thousands', () => {
    const values = new Float64Array(5000);
    values[3210] = 100;
    expect(sparkPath(values, 90, 20, [0, 100])).toMatch(/ 0[LM]|L[\d.]+ 0$/);
  });

  it('has no extent without readings', () => expect(extent(Float64Array.of(NaN))).toBeNull());
});

describe('the legend of a picture', () => {
  it('wraps at the width', () => {
    expect(legendPlaces([100, 100, 100], 230)).toEqual([
      { x: 0, row: 0 },
      { x: 120, row: 0 },
      { x: 0, row: 1 },
    ]);
  });
});
