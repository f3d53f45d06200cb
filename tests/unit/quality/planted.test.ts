import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutesIn } from '$lib/quality/runs';
import type { Finding } from '$lib/quality/types';
import { cleanSignal, judge, kindsOf, setMinute, START } from './support';

const DAY = 1440;
const seeds = fc.integer({ min: 1, max: 2 ** 31 });
/** A signal at several rates and sizes, and a place in it away from the ends. */
const cases = fc.record({
  seed: seeds,
  rate: fc.constantFrom(1, 6, 60),
  level: fc.constantFrom(-40, 0.3, 50, 5000),
  at: fc.integer({ min: 60, max: 2 * DAY - 400 }),
});
const RUNS = { numRuns: 40 };

function signalOf({ seed, rate, level }: { seed: number; rate: number; level: number }) {
  const size = Math.abs(level);
  return cleanSignal({ minutes: 2 * DAY, seed, rate, level, swing: 0.1 * size, noise: 0.004 * size });
}

const ofKind = (findings: readonly Finding[], kind: Finding['kind']) =>
  findings.filter((finding) => finding.kind === kind);

describe('a healthy instrument', () => {
  it('gives no finding, at any rate and level', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { findings, behaviour, interval } = judge(signalOf(given));
        expect(findings).toEqual([]);
        expect(behaviour).toBe('live');
        expect(interval.seconds).toBeCloseTo(60 / given.rate, 9);
      }),
      RUNS,
    );
  });
});

describe('what is planted is found where it was planted, and nothing else', () => {
  it('a gap', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 5, max: 300 }), (given, length) => {
        const signal = signalOf(given);
        for (let at = given.at; at < given.at + length; at++) {
          setMinute(signal, at, Number.NaN);
          signal.values.count[at] = 0;
        }
        const { findings } = judge(signal);
        expect(kindsOf(findings)).toEqual(['gap']);
        expect(findings[0].spans).toEqual([{ from: START + given.at, to: START + given.at + length }]);
      }),
      RUNS,
    );
  });

  it('a flat-line', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 31, max: 300 }), (given, length) => {
        const signal = signalOf(given);
        const held = signal.values.max[given.at];
        for (let at = given.at; at < given.at + length; at++) setMinute(signal, at, held);
        const { findings } = judge(signal);
        expect(kindsOf(findings)).toEqual(['flat-line']);
        const [{ spans }] = findings;
        expect(Math.abs(spans[0].from - START - given.at)).toBeLessThanOrEqual(1);
        expect(spans[0].to).toBe(START + given.at + length);
      }),
      RUNS,
    );
  });

  it('spikes, to the minute', () => {
    const places = fc.uniqueArray(fc.integer({ min: 10, max: 2 * DAY - 10 }), {
      minLength: 1,
      maxLength: 12,
      selector: (place) => Math.floor(place / 8),
    });
    fc.assert(
      fc.property(cases, places, fc.boolean(), (given, chosen, up) => {
        const signal = signalOf(given);
        // Spikes next to each other hide each other in data of one reading a minute.
        const spiked = chosen.filter((place) =>
          chosen.every((other) => other === place || Math.abs(other - place) > 6),
        );
        const height = (up ? 1 : -1) * 0.4 * Math.abs(given.level);
        for (const place of spiked) {
          const value = signal.values.avg[place] + height;
          signal.values.avg[place] += height / given.rate;
          if (up) signal.values.max[place] = value;
          else signal.values.min[place] = value;
          if (given.rate === 1) setMinute(signal, place, value);
        }
        const { findings } = judge(signal);
        const minutes = findings.flatMap(({ spans }) => spans.map(({ from }) => from - START));
        expect(kindsOf(findings)).toEqual(spiked.length > 0 ? ['spikes'] : []);
        expect(minutes.sort((a, b) => a - b)).toEqual(spiked.sort((a, b) => a - b));
      }),
      RUNS,
    );
  });

  it('a sentinel, mixed with real readings or not', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 90 }), fc.boolean(), (given, length, mixed) => {
        const signal = signalOf({ ...given, level: 50 });
        for (let at = given.at; at < given.at + length; at++) {
          if (mixed) signal.values.min[at] = -999;
          else setMinute(signal, at, -999);
        }
        const { findings } = judge(signal);
        expect(kindsOf(findings)).toEqual(['sentinel']);
        expect(findings[0].spans).toEqual([{ from: START + given.at, to: START + given.at + length }]);
        expect(findings[0].excluded).toBe(true);
      }),
      RUNS,
    );
  });

  it('impossible values', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 90 }), (given, length) => {
        const signal = signalOf({ ...given, level: 50 });
        for (let at = given.at; at < given.at + length; at++) setMinute(signal, at, 131 + (at % 3));
        const limits = { low: -2, high: 102, source: 'test' };
        const { findings } = judge(signal, { limits });
        expect(kindsOf(findings)).toEqual(['impossible']);
        expect(minutesIn(findings[0].spans)).toBe(length);
        expect(findings[0].fromMs).toBe((START + given.at) * 60_000);
      }),
      RUNS,
    );
  });

  it('readings that are missing in part', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 3, max: 90 }), (given, length) => {
        const signal = signalOf({ ...given, rate: 60 });
        for (let at = given.at; at < given.at + length; at++) signal.values.count[at] = 20;
        const { findings } = judge(signal);
        expect(kindsOf(findings)).toEqual(['thin']);
        expect(findings[0].count).toBe(40 * length);
        expect(findings[0].fromMs).toBe((START + given.at) * 60_000);
      }),
      RUNS,
    );
  });
});

describe('what is no fault of the data is not called one', () => {
  it('a step that stays, a ramp, a stop and a start', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const signal = signalOf({ ...given, level: 50 });
        for (let at = given.at; at < given.at + 300; at++) {
          for (const column of [signal.values.avg, signal.values.min, signal.values.max]) column[at] -= 30;
        }
        // The minute of each step holds readings of before and after.
        signal.values.max[given.at] += 30;
        expect(ofKind(judge(signal).findings, 'spikes')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('standing still while the plant stands, or at zero', () => {
    const signal = cleanSignal({ minutes: 2 * DAY, seed: 3 });
    for (let at = 500; at < 900; at++) setMinute(signal, at, 41.5);
    for (let at = 1500; at < 1900; at++) setMinute(signal, at, 0);
    const resting = (at: number) => at >= 490 && at < 910;
    expect(ofKind(judge(signal, { resting }).findings, 'flat-line')).toEqual([]);
    expect(ofKind(judge(signal).findings, 'flat-line')).toHaveLength(1);
  });

  it('an analyser that holds each analysis for five minutes', () => {
    const signal = cleanSignal({ minutes: 4 * DAY, seed: 5, rate: 60 });
    for (let at = 0; at < 4 * DAY; at++) setMinute(signal, at, signal.values.avg[at - (at % 5)]);
    const { behaviour, findings } = judge(signal);
    expect(behaviour).toBe('held');
    expect(findings).toEqual([]);
    // Fifty-five minutes at one analysis are eleven cycles.
    for (let at = 1000; at < 1055; at++) setMinute(signal, at, signal.values.avg[1000]);
    expect(kindsOf(judge(signal).findings)).toEqual(['flat-line']);
  });

  it('a setting that is changed once a day', () => {
    const signal = cleanSignal({ minutes: 10 * DAY, seed: 5 });
    for (let at = 0; at < 10 * DAY; at++) setMinute(signal, at, 50 + Math.floor(at / DAY));
    expect(judge(signal).findings.filter(({ kind }) => kind !== 'coarse steps')).toEqual([]);
  });
});

describe('coarse steps', () => {
  it('are told with their size', () => {
    const signal = cleanSignal({ minutes: 2 * DAY, seed: 9, swing: 4 });
    for (const column of [signal.values.min, signal.values.max, signal.values.avg])
      column.forEach((value, at) => (column[at] = Math.round(value * 2) / 2));
    const [finding] = ofKind(judge(signal).findings, 'coarse steps');
    expect(finding.words).toContain('steps of 0.500');
    expect(finding).toMatchObject({ quality: 'good', excluded: false });
  });
});
