import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_DECISIONS } from '$lib/quality/decisions';
import { ALL_TAGS, badSpans, maskColumn, maskColumns, maskOf, maskSeries, NO_MASK } from '$lib/quality/mask';
import { findingOver } from '$lib/quality/runs';

const MINUTE = 60_000;
const spike = findingOver(
  [
    { from: 10, to: 11 },
    { from: 14, to: 15 },
  ],
  {
    ...{ kind: 'spikes', tag: 'flow', quality: 'bad', excluded: true, words: 'Readings jumped.', count: 2 },
  },
);
const step = findingOver([{ from: 20, to: 30 }], {
  ...{ kind: 'clock step', tag: null, quality: 'uncertain', excluded: false, words: 'Back.', count: 10 },
});
const span = (from: number, to: number) => ({
  ...{ fromMs: from, toMs: to, kind: 'spikes' as const, reason: '' },
});

describe('the mask of findings', () => {
  it('holds what the rules exclude, and the minutes of it only', () => {
    const mask = maskOf([spike, step], NO_DECISIONS);
    expect(mask.get('flow')?.map(({ fromMs }) => fromMs / MINUTE)).toEqual([10, 14]);
    expect(mask.has(ALL_TAGS)).toBe(false);
  });

  it('follows what a person decided: one finding, a whole rule, or a stretch of their own', () => {
    const included = { ...NO_DECISIONS, choices: { [spike.id]: 'include' as const } };
    expect(maskOf([spike], included).size).toBe(0);
    const byRule = { ...NO_DECISIONS, rules: { spikes: false, 'clock step': true } };
    const mask = maskOf([spike, step], byRule);
    expect([...mask.keys()]).toEqual([ALL_TAGS]);
    expect(badSpans(mask, 'any', 0, 1e9)).toHaveLength(1);
    const own = { ...NO_DECISIONS, spans: [{ tag: 'flow', fromMs: 5, toMs: 9, reason: 'calibration' }] };
    expect(badSpans(maskOf([], own), 'flow', 0, 100)).toMatchObject([
      { kind: 'by hand', reason: 'calibration' },
    ]);
  });
});

describe('a masked column', () => {
  it('is NaN in each bucket that a bad span reaches into, and nowhere else, for any spans', () => {
    const spans = fc.array(
      fc
        .tuple(fc.integer({ min: -50, max: 1100 }), fc.integer({ min: 1, max: 200 }))
        .map(([from, length]) => span(from, from + length)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 60 }), (given, bucketMs) => {
        const timesMs = Float64Array.from({ length: 40 }, (_, at) => at * bucketMs);
        const values = timesMs.map((_, at) => (at % 7 === 3 ? Number.NaN : at));
        const sorted = [...given].sort((a, b) => a.fromMs - b.fromMs);
        const { values: kept, masked } = maskColumn(timesMs, bucketMs, values, sorted);
        let expected = 0;
        kept.forEach((value, at) => {
          const hit = given.some((s) => s.fromMs < timesMs[at] + bucketMs && s.toMs > timesMs[at]);
          expect(value).toBe(hit ? Number.NaN : values[at]);
          if (hit && !Number.isNaN(values[at])) expected++;
        });
        expect(masked).toBe(expected);
      }),
    );
  });

  it('is the very array when nothing is masked, and a copy when something is', () => {
    const values = Float64Array.of(1, 2, 3);
    const times = Float64Array.of(0, 10, 20);
    expect(maskColumn(times, 10, values, [span(30, 40)]).values).toBe(values);
    const { values: kept } = maskColumn(times, 10, values, [span(12, 13)]);
    expect([...kept]).toEqual([1, Number.NaN, 3]);
    expect([...values]).toEqual([1, 2, 3]);
  });

  it('keeps what stands beside its values, and counts what was left out by tag', () => {
    const times = Float64Array.of(9 * MINUTE, 10 * MINUTE, 11 * MINUTE);
    const columns = [
      { tag: 'flow', values: Float64Array.of(1, 2, 3), unit: 'scfm' },
      { tag: 'other', values: Float64Array.of(1, 2, 3), unit: '' },
    ];
    const { columns: kept, masked } = maskColumns(maskOf([spike], NO_DECISIONS), times, MINUTE, columns);
    expect(kept[0]).toMatchObject({ unit: 'scfm', values: Float64Array.of(1, Number.NaN, 3) });
    expect(kept[1].values).toBe(columns[1].values);
    expect([...masked]).toEqual([
      ['flow', 1],
      ['other', 0],
    ]);
    expect(maskColumns(NO_MASK, times, MINUTE, columns).columns[0].values).toBe(columns[0].values);
  });

  it('gaps the mean and the envelope of a series alike', () => {
    const column = () => Float64Array.of(1, 2, 3);
    const series = [{ tag: 'flow', avg: column(), min: column(), max: column() }];
    const times = Float64Array.of(9 * MINUTE, 10 * MINUTE, 11 * MINUTE);
    const { series: kept } = maskSeries(maskOf([spike], NO_DECISIONS), times, MINUTE, series);
    for (const values of [kept[0].avg, kept[0].min, kept[0].max])
      expect([...values]).toEqual([1, Number.NaN, 3]);
  });
});
