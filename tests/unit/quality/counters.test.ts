import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCounter } from '$lib/quality/counters';
import type { TagMinutes } from '$lib/quality/types';
import { judge, kindsOf, randomOf, START, type Signal } from './support';

const DAY = 1440;

/** A counter of a reading every ten seconds from its value at the end of each minute; it rises within the minute. */
function counterOf(minutes: number, valueAt: (at: number) => number): Signal {
  const column = () => new Float64Array(minutes);
  const values = { avg: column(), min: column(), max: column(), count: column().fill(6) };
  for (let at = 0; at < minutes; at++) {
    const [end, before] = [valueAt(at), at === 0 ? 0 : valueAt(at - 1)];
    values.max[at] = end;
    values.min[at] = end >= before ? before + 0.1 * (end - before) : 0.1 * end;
    values.avg[at] = (values.min[at] + values.max[at]) / 2;
  }
  const timeline = { minutes: Int32Array.from(values.avg, (_, at) => START + at), rows: column().fill(6) };
  return { timeline, values };
}

const rates = fc.record({ seed: fc.integer(), rate: fc.constantFrom(0.01, 1, 400) });
const rising = ({ seed, rate }: { seed: number; rate: number }, minutes: number): number[] => {
  const random = randomOf(seed);
  let total = 50 * rate;
  return Array.from({ length: minutes }, () => (total += rate * (0.5 + random())));
};
const judged = (signal: Signal, zone = 'UTC') =>
  judgeCounter('energy', '', signal.timeline.minutes, signal.values as TagMinutes, zone);

describe('a counter', () => {
  it('that only rises is known as one by how it behaves, and gives no finding', () => {
    fc.assert(
      fc.property(rates, (given) => {
        const totals = rising(given, 2 * DAY);
        const report = judge(counterOf(2 * DAY, (at) => totals[at]));
        expect(report.behaviour).toBe('counter');
        expect(report.findings).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('that is reset each midnight of the plant is in rhythm, daylight saving or not', () => {
    // 2024-03-31 has 23 hours in Berlin; midnight there is 23:00 UTC, then 22:00.
    const midnights = (minute: number) =>
      minute >= Date.UTC(2024, 2, 31, 1) / 60_000 ? minute + 120 : minute + 60;
    const first = Date.UTC(2024, 2, 26) / 60_000;
    const signal = counterOf(10 * DAY, (at) => 1 + (midnights(first + at) % DAY));
    const timeline = { ...signal.timeline, minutes: signal.timeline.minutes.map((_, at) => first + at) };
    const findings = judged({ ...signal, timeline }, 'Europe/Berlin');
    expect(findings).toMatchObject([{ kind: 'counter reset', quality: 'good', excluded: false, count: 10 }]);
    expect(findings[0].words).toContain('each day near 00:00');
  });

  it('that falls to near zero once and goes on was reset: uncertain, and at its place', () => {
    fc.assert(
      fc.property(rates, fc.integer({ min: 100, max: 2 * DAY - 400 }), (given, place) => {
        const totals = rising(given, 2 * DAY);
        // Just below a power of ten it is a counter that has run out of digits.
        fc.pre(totals[place - 1] < 0.9 * 10 ** Math.ceil(Math.log10(totals[place - 1])));
        const signal = counterOf(2 * DAY, (at) =>
          at < place ? totals[at] : totals[at] - totals[place] + given.rate,
        );
        const findings = judged(signal);
        expect(findings).toMatchObject([{ kind: 'counter reset', quality: 'uncertain' }]);
        expect(findings[0].fromMs / 60_000).toBe(START + place);
      }),
      { numRuns: 30 },
    );
  });

  it('that falls to zero and is back soon had a dropout: bad while it lasts', () => {
    fc.assert(
      fc.property(
        rates,
        fc.integer({ min: 100, max: 2 * DAY - 400 }),
        fc.integer({ min: 1, max: 120 }),
        (given, place, length) => {
          const totals = rising(given, 2 * DAY);
          const signal = counterOf(2 * DAY, (at) => totals[at]);
          for (let at = place; at < place + length; at++) {
            signal.values.avg[at] = signal.values.min[at] = signal.values.max[at] = 0;
          }
          const findings = judged(signal);
          expect(kindsOf(findings)).toEqual(['counter dropout']);
          expect(findings[0].spans).toEqual([{ from: START + place, to: START + place + length }]);
          expect(findings[0].excluded).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('that comes to the end of its digits rolls over, which is no fault', () => {
    const signal = counterOf(DAY, (at) => (995_000 + at * 10) % 1_000_000);
    expect(judged(signal)).toMatchObject([
      { kind: 'counter reset', quality: 'good', words: expect.stringContaining('end of its digits') },
    ]);
  });

  it('that runs backwards a little, or leaps, is uncertain', () => {
    const back = counterOf(DAY, (at) => 10_000 + at - (at >= 700 ? 300 : 0));
    back.values.min[700] = 10_400;
    expect(judged(back).map(({ words }) => words)).toEqual([expect.stringContaining('Ran backwards')]);
    const leap = counterOf(DAY, (at) => 10_000 + at + (at >= 700 ? 5000 : 0));
    expect(judged(leap)).toMatchObject([{ kind: 'counter jump', quality: 'uncertain' }]);
  });
});
