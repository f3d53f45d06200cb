import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineBars, timelineSummary, type TimelineSpan } from '$lib/charts/timeline-bars';

const view = { fromMs: 0, toMs: 1000 };
const span = (fromMs: number, toMs: number, look: TimelineSpan['look']): TimelineSpan => ({
  ...{ fromMs, toMs, look },
  state: look,
});

describe('bars of a state timeline', () => {
  it('are cut to the view and leave out what is empty', () => {
    const bars = timelineBars(
      [span(-100, 500, 'on'), span(500, 700, 'none'), span(700, 2000, 'off')],
      view,
      100,
    );
    expect(bars.map(({ leftPercent, widthPercent }) => [leftPercent, widthPercent])).toEqual([
      [0, 50],
      [70, 30],
    ]);
  });

  it('lose no alarm, however short and wherever it lies', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_990 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 20, max: 2000 }),
        (at, length, widthPx) => {
          const wide = { fromMs: 0, toMs: 100_000 };
          const spans = [
            span(0, at, 'on'),
            span(at, at + length, 'urgent'),
            span(at + length, 100_000, 'on'),
          ];
          const bars = timelineBars(spans, wide, widthPx);
          const alarm = bars.find(({ look }) => look === 'urgent');
          expect(((alarm?.widthPercent ?? 0) * widthPx) / 100).toBeGreaterThanOrEqual(2.9);
        },
      ),
    );
  });

  it('join what is too short to tell apart, by the worst of it', () => {
    const flicker = Array.from({ length: 6 }, (_, at) => span(at, at + 1, at === 3 ? 'high' : 'on'));
    const [bar, ...others] = timelineBars(flicker, view, 100);
    expect(others).toEqual([]);
    expect(bar).toMatchObject({ look: 'high', count: 6 });
  });

  it('say in words how long each state lasted in view', () => {
    const row = { id: 'x', label: 'Fault', spans: [span(-5000, 400, 'off'), span(400, 5000, 'high')] };
    expect(timelineSummary(row, { fromMs: 0, toMs: 2400 })).toBe('Fault: off 0.4 s, high 2 s');
    expect(timelineSummary({ ...row, spans: [] }, view)).toBe('Fault: no data');
  });
});
