import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusion, f1, falseAlarmRate, missedAlarmRate, pool } from '$lib/detect/judge/confusion';
import { judgeFault } from '$lib/detect/judge/events';
import { extendLabels, vusPr } from '$lib/detect/judge/vus-pr';
import { golden } from './support';

describe('F1, false and missed alarm rate', () => {
  const counts = confusion([0, 0, 0, 0, 1, 1, 1, 1], [1, 0, 0, 0, 1, 1, 1, 0]);

  it('count points by hand', () => {
    expect(counts).toEqual({ truePositives: 3, falsePositives: 1, trueNegatives: 3, falseNegatives: 1 });
    expect(f1(counts)).toBe(0.75);
    expect(falseAlarmRate(counts)).toBe(0.25);
    expect(missedAlarmRate(counts)).toBe(0.25);
  });

  it('are not point-adjusted: one hit in a range is one hit', () => {
    expect(f1(confusion([1, 1, 1, 1], [1, 0, 0, 0]))).toBeCloseTo(0.4, 12);
  });

  it('pool counts, not rates', () => {
    expect(pool([counts, counts]).truePositives).toBe(6);
  });

  it('refuse labels and predictions of different lengths', () => {
    expect(() => confusion([1], [1, 0])).toThrow(RangeError);
  });
});

describe('VUS-PR', () => {
  it('slopes labels as the square root of the distance, by hand', () => {
    const slopes = [1, 2].map((d) => Math.sqrt(1 - d / 4));
    const expected = [0, slopes[1], slopes[0], 1, slopes[0], slopes[1], 0];
    extendLabels([0, 0, 0, 1, 0, 0, 0], 4).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  });

  it('of a perfect score without buffer is 1', () => {
    expect(vusPr([0, 0, 1, 1, 0], Float64Array.of(0, 0.1, 0.9, 0.8, 0.2), 0)).toBeCloseTo(1, 12);
  });

  it('of one hit second in rank is worked by hand', () => {
    // Said one: recall 0, precision 0. Said two: recall 1, precision 1/2: area (1 - 0)(0 + 1/2)/2.
    expect(vusPr([0, 1, 0], Float64Array.of(0.9, 0.5, 0.1), 0)).toBeCloseTo(0.25, 12);
  });

  it('with a buffer of two counts half the slope as positive, by hand', () => {
    // Labels .707 1 .707, positives (1 + 2.414)/2 = 1.707; the middle first, then both sides at once.
    const side = Math.sqrt(0.5);
    const positives = (1 + 1 + 2 * side) / 2;
    const first = 1 / positives;
    const with2 = (first * (1 + 1)) / 2 + ((1 - first) * (1 + (1 + 2 * side) / 3)) / 2;
    const value = vusPr([0, 1, 0], Float64Array.of(0.5, 0.9, 0.5), 2);
    // Buffers 0 and 1 have no slope: the middle alone, area 1.
    expect(value).toBeCloseTo((1 + 1 + with2) / 3, 12);
  });

  it('agrees with a plain transcription of the paper in numpy', () => {
    const { cases } = golden<{
      cases: { labels: number[]; scores: number[]; buffer: number; vusPr: number }[];
    }>('vus-pr');
    for (const { labels, scores, buffer, vusPr: value } of cases)
      expect(vusPr(labels, Float64Array.from(scores), buffer)).toBeCloseTo(value, 8);
  });

  it('lies between 0 and 1 and does not change with the scale of the score', () => {
    const series = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 50 })), {
      minLength: 5,
      maxLength: 60,
    });
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 12 }), (points, buffer) => {
        fc.pre(points.some(([label]) => label));
        const labels = points.map(([label]) => Number(label));
        const scores = Float64Array.from(points, ([, score]) => score);
        const value = vusPr(labels, scores, buffer);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-9);
        expect(
          vusPr(
            labels,
            scores.map((score) => 3 * score + 7),
            buffer,
          ),
        ).toBeCloseTo(value, 12);
      }),
    );
  });

  it('is NaN without a label', () => expect(vusPr([0, 0], Float64Array.of(1, 2), 3)).toBeNaN());
});

describe('a fault is judged by the tags that events name', () => {
  const fault = { fromMs: 3_600_000, toMs: 7_200_000, fault: 'wear', tags: ['a', 'b'] };
  const at = (tag: string, minutes: number) => ({ tag, onsetMs: minutes * 60_000 });

  it('is found with its delay and first mover', () => {
    const event = { fromMs: 0, toMs: 9e6, tags: [at('x', 5), at('a', 70), at('x', 80)] };
    expect(judgeFault(fault, [event], 0)).toMatchObject({ found: true, delayMinutes: 10, firstMover: true });
  });

  it('is not found by an event that names other tags, however long it lasts', () => {
    const event = { fromMs: 0, toMs: 9e9, tags: [at('x', 65)] };
    expect(judgeFault(fault, [event], 0)).toMatchObject({ found: false, firstMover: null });
  });

  it('is not found by a tag that was off before it began', () => {
    const event = { fromMs: 0, toMs: 9e9, tags: [at('a', 30)] };
    expect(judgeFault(fault, [event], 60_000).found).toBe(false);
  });

  it('has the wrong first mover when another tag joined before', () => {
    const event = { fromMs: 0, toMs: 9e6, tags: [at('x', 65), at('b', 70)] };
    expect(judgeFault(fault, [event], 0)).toMatchObject({ found: true, firstMover: false });
  });
});
