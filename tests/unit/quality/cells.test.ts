import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredShare, qualityCells } from '$lib/quality/cells';
import { importFindings, joinMany } from '$lib/quality/report';
import { episodes, findingOver, minutesIn, spansWhere } from '$lib/quality/runs';
import { medianOf5 } from '$lib/quality/robust';
import type { Finding, Quality } from '$lib/quality/types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const hours = (count: number) => Float64Array.from({ length: count }, (_, at) => at * HOUR);
const finding = (from: number, to: number, quality: Quality, kind: Finding['kind'] = 'flat-line') =>
  findingOver([{ from, to }], { kind, tag: 'flow', quality, excluded: true, words: 'w', count: 1 });

describe('percent good', () => {
  const buckets = { timesMs: hours(4), bucketMs: HOUR, fromMs: 0, toMs: 4 * HOUR };

  it('is of the readings expected: missing ones are neither good nor bad', () => {
    const { good, uncertain, bad } = qualityCells(buckets, Float64Array.of(3600, 1800, 0, 7200), 1, []);
    expect([...good]).toEqual([100, 50, 0, 100]);
    expect([...uncertain, ...bad]).toEqual(Array(8).fill(0));
  });

  it('is less by the time that bad and uncertain findings cover, but not by gaps, which their readings show', () => {
    const found = [
      finding(30, 60, 'bad'),
      finding(60, 75, 'uncertain', 'clock step'),
      finding(120, 180, 'bad', 'gap'),
    ];
    const { good, uncertain, bad } = qualityCells(buckets, Float64Array.of(60, 60, 0, 60), 60, found);
    expect([...good]).toEqual([50, 75, 0, 100]);
    expect([...bad]).toEqual([50, 0, 0, 0]);
    expect([...uncertain]).toEqual([0, 25, 0, 0]);
  });

  it('expects nothing before the data begins and after it ends', () => {
    const part = { ...buckets, fromMs: 30 * MINUTE, toMs: 3.5 * HOUR };
    const { good } = qualityCells(part, Float64Array.of(1800, 3600, 3600, 1800), 1, []);
    expect([...good]).toEqual([100, 100, 100, 100]);
  });

  it('is all or nothing where readings come irregularly, or less often than a bucket', () => {
    const readings = Float64Array.of(1, 0, 3, 0);
    for (const interval of [Number.NaN, 7200])
      expect([...qualityCells(buckets, readings, interval, []).good]).toEqual([100, 0, 100, 0]);
  });

  it('never adds up to more than 100, for any findings', () => {
    const spans = fc.array(
      fc
        .tuple(
          fc.integer({ min: -20, max: 260 }),
          fc.integer({ min: 1, max: 90 }),
          fc.constantFrom<Quality>('bad', 'uncertain'),
        )
        .map(([from, length, quality]) => finding(from, from + length, quality)),
      { maxLength: 8 },
    );
    const counts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(spans, counts, (found, readings) => {
        const { good, uncertain, bad } = qualityCells(buckets, Float64Array.from(readings), 1, found);
        for (let at = 0; at < 4; at++) {
          const sum = good[at] + uncertain[at] + bad[at];
          expect(Math.min(good[at], uncertain[at], bad[at])).toBeGreaterThanOrEqual(0);
          expect(sum).toBeCloseTo(Math.min(100, readings[at] / 36), 6);
        }
      }),
    );
  });

  it('counts time once where findings overlap', () => {
    const share = coveredShare(buckets, [
      { fromMs: 0, toMs: 30 * MINUTE },
      { fromMs: 15 * MINUTE, toMs: 45 * MINUTE },
    ]);
    expect([...share]).toEqual([0.75, 0, 0, 0]);
  });
});

describe('spans and episodes', () => {
  it('hold exactly the minutes for which a condition holds', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (flags) => {
        const spans = spansWhere(
          Int32Array.from(flags, (_, at) => at),
          (at) => flags[at],
        );
        expect(minutesIn(spans)).toBe(flags.filter(Boolean).length);
        expect(flags.every((flag, at) => flag === spans.some(({ from, to }) => at >= from && at < to))).toBe(
          true,
        );
        expect(episodes(spans, 10).flat()).toEqual(spans);
      }),
    );
  });

  it('the median of five is that of sorting', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.tuple(number, number, number, number, number), (five) => {
        expect(medianOf5(...five)).toBe([...five].sort((a, b) => a - b)[2]);
      }),
    );
  });
});

describe('the report', () => {
  it('puts hundreds of findings of a kind together without losing a minute', () => {
    const many = Array.from({ length: 500 }, (_, at) => finding(at * 100, at * 100 + 3, 'bad', 'spikes'));
    const other = finding(7, 9, 'bad');
    const joined = joinMany([...many, other]);
    expect(joined).toHaveLength(2);
    expect(minutesIn(joined[0].spans)).toBe(1500);
    expect(joined[0]).toMatchObject({ fromMs: 0, toMs: 49_903 * MINUTE, excluded: true });
    expect(joined[0].words).toContain('In 500 places');
    expect(joined[1]).toEqual(other);
  });

  it('names what the import could not read, with source and line', () => {
    const issue = {
      source: 0,
      column: 'CH4',
      reason: 'not a number',
      rejectsRow: false,
      count: 3,
      firstLine: 17,
      sample: 'Bad',
    };
    const [found] = importFindings(
      [issue],
      () => 'ch4',
      () => 'plant.csv',
    );
    expect(found).toMatchObject({ tag: 'ch4', kind: 'unreadable cells', spans: [], excluded: false });
    expect(found.words).toBe('3 cells of plant.csv were left out: not a number, first in line 17 ("Bad").');
  });
});
