import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countRises, totalRise } from '$lib/plant/counters';
import { counterPace } from '$lib/plant/counters-pace';
import type { CounterSamples } from '$lib/plant/counters-types';

const MINUTE_MS = 60_000;

/** Samples of a minute each, [lowest, highest]; null for a minute without readings. */
function minutes(values: ([low: number, high: number] | null)[]): CounterSamples {
  const fromMs = Float64Array.from(values, (_, at) => at * MINUTE_MS);
  return {
    fromMs,
    toMs: fromMs.map((ms) => ms + MINUTE_MS),
    min: Float64Array.from(values, (value) => value?.[0] ?? Number.NaN),
    max: Float64Array.from(values, (value) => value?.[1] ?? Number.NaN),
  };
}

/** Counts 1 a minute from `from`; each minute shows what it has at its start and its end. */
const rising = (from: number, count: number): [number, number][] =>
  Array.from({ length: count }, (_, at) => [from + at, from + at + 1]);

const kinds = (samples: CounterSamples) => countRises(samples).events.map(({ kind }) => kind);

test('a counter that only rises counts last less first', () => {
  const { rise, events } = countRises(minutes(rising(100, 20)));
  expect([...rise]).toEqual(Array(20).fill(1));
  expect(events).toEqual([]);
});

test('a reset between two minutes counts on from zero', () => {
  const samples = minutes([...rising(80, 20), ...rising(0, 20)]);
  expect(totalRise(samples)).toBe(40);
  expect(countRises(samples).events).toMatchObject([
    { kind: 'reset', fromMs: 20 * MINUTE_MS, before: 100, after: 0 },
  ]);
});

test('a reset inside a minute counts both sides of it', () => {
  // Half a minute to 100.5, then from zero for half a minute to 0.5, then on.
  const samples = minutes([...rising(80, 20), [0, 100.5], ...rising(0.5, 20)]);
  expect(totalRise(samples)).toBeCloseTo(20 + 0.5 + 20.5, 9);
  expect(kinds(samples)).toEqual(['reset']);
});

test('a dropout to zero that comes back is a fault and loses nothing', () => {
  const zeros = Array.from({ length: 30 }, (): [number, number] => [0, 0]);
  const whole = minutes([...rising(80, 20), ...zeros, ...rising(130, 20)]);
  expect(totalRise(whole)).toBe(70);
  expect(countRises(whole).events).toEqual([
    { kind: 'dropout', fromMs: 20 * MINUTE_MS, toMs: 50 * MINUTE_MS, before: 100, after: 0 },
  ]);
  const within = minutes([...rising(80, 20), [0, 101], ...rising(101, 20)]);
  expect(totalRise(within)).toBe(41);
  expect(kinds(within)).toEqual(['dropout']);
});

test('a dropout whose ends lie inside minutes is one fault', () => {
  const samples = minutes([...rising(80, 20), [0, 100.5], [0, 0], [0, 103], ...rising(103, 20)]);
  expect(totalRise(samples)).toBeCloseTo(43, 9);
  expect(kinds(samples)).toEqual(['dropout']);
});

test('a spike does not count, what is counted meanwhile does', () => {
  const samples = minutes([...rising(80, 20), [100, 9e6], [9e6, 9e6], ...rising(102, 20)]);
  expect(totalRise(samples)).toBe(42);
  expect(kinds(samples)).toEqual(['spike']);
});

test('a jump that stays is no production', () => {
  const samples = minutes([...rising(80, 20), ...rising(5000, 20)]);
  expect(totalRise(samples)).toBe(20 + 19);
  expect(kinds(samples)).toEqual(['jump']);
});

test('a counter set back to a value goes on from there', () => {
  const samples = minutes([...rising(90_000, 20), ...rising(50_000, 20)]);
  expect(totalRise(samples)).toBe(40);
  expect(kinds(samples)).toEqual(['set back']);
});

test('a totaliser that goes past its last digit counts through', () => {
  const samples = minutes([...rising(999_980, 19), [999_999, 999_999.5], ...rising(0.5, 20)]);
  expect(totalRise(samples)).toBeCloseTo(20 + 20.5, 6);
  expect(kinds(samples)).toEqual(['rollover']);
});

test('what is counted in a gap stands after it, and a gap is told', () => {
  const samples = minutes([...rising(80, 20), null, null, null, ...rising(103, 20)]);
  const { rise, gaps, events } = countRises(samples);
  expect(rise[23]).toBe(4);
  expect(gaps).toEqual([{ fromMs: 20 * MINUTE_MS, toMs: 23 * MINUTE_MS }]);
  expect(events).toEqual([]);
});

test('a value that was frozen for hours and catches up is production', () => {
  const frozen = Array.from({ length: 180 }, (): [number, number] => [100, 100]);
  const samples = minutes([...rising(80, 20), ...frozen, ...rising(280, 20)]);
  expect(totalRise(samples)).toBe(20 + 180 + 20);
});

test('a counter written once an hour in whole units is no series of jumps', () => {
  const samples = minutes(
    Array.from({ length: 1440 }, (_, at): [number, number] => {
      const value = Math.floor(at / 60);
      return [value, value];
    }),
  );
  expect(totalRise(samples)).toBe(23);
  expect(kinds(samples)).toEqual([]);
  expect(counterPace(samples)?.perMinute).toBeCloseTo(1 / 60, 9);
});

test('nothing read is no total, not zero', () => {
  expect(totalRise(minutes([null, null]))).toBeNaN();
  expect(totalRise(minutes([]))).toBeNaN();
});

/** Production of each minute, some resets and some faults, as a controller with a second's step would show them. */
const history = fc.record({
  made: fc.array(fc.double({ min: 0.5, max: 1.5, noNaN: true }), { minLength: 300, maxLength: 900 }),
  resetEvery: fc.integer({ min: 90, max: 240 }),
  /** Where in its minute a reset falls, 0 at its very start. */
  resetAt: fc.double({ min: 0, max: 0.99, noNaN: true }),
  dropouts: fc.array(fc.tuple(fc.nat(899), fc.integer({ min: 1, max: 20 })), { maxLength: 3 }),
  gaps: fc.array(fc.tuple(fc.nat(899), fc.integer({ min: 1, max: 10 })), { maxLength: 2 }),
});

test('whatever the resets, dropouts and gaps, what was made is what is counted', () => {
  fc.assert(
    fc.property(history, ({ made, resetEvery, resetAt, dropouts, gaps }) => {
      // A reset inside the last minute cannot be told from a dropout.
      fc.pre(made.length % resetEvery > 3);
      const shown: ([number, number] | null)[] = [];
      let level = 40;
      const nearReset = (at: number) => at % resetEvery < 25 || at % resetEvery > resetEvery - 25;
      made.forEach((amount, at) => {
        const isReset = at > 0 && at % resetEvery === 0;
        const before = level;
        level = isReset ? amount * (1 - resetAt) : level + amount;
        if (!isReset) shown.push([before, level]);
        else shown.push(resetAt === 0 ? [0, level] : [0, before + amount * resetAt]);
      });
      const calm = (from: number, length: number) =>
        from > 25 && from + length < made.length - 5 && !nearReset(from) && !nearReset(from + length);
      const taken = new Set<number>();
      for (const [from, length] of dropouts) {
        if (!calm(from, length)) continue;
        for (let at = from; at < from + length; at++) [shown[at]] = [[0, 0]];
        for (let at = from - 30; at < from + length + 30; at++) taken.add(at);
      }
      for (const [from, length] of gaps) {
        if (!calm(from, length) || taken.has(from) || taken.has(from + length)) continue;
        for (let at = from; at < from + length; at++) shown[at] = null;
      }
      const total = made.reduce((sum, amount) => sum + amount, 0);
      const { rise, events } = countRises(minutes(shown));
      expect(rise.every((value) => value >= 0)).toBe(true);
      expect(rise.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 6);
      expect(events.filter(({ kind }) => kind === 'reset')).toHaveLength(
        Math.floor((made.length - 1) / resetEvery),
      );
      expect(events.filter(({ kind }) => !['reset', 'dropout'].includes(kind))).toEqual([]);
    }),
    { numRuns: 200, interruptAfterTimeLimit: 4000, markInterruptAsFailure: false },
  );
});

test('hours count what their minutes count when nothing but rises happens', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0.4, 1, 1.5), { minLength: 120, maxLength: 600 }), (made) => {
      const shown: [number, number][] = [];
      let level = 7;
      for (const amount of made) shown.push([level, (level += amount)]);
      const fine = minutes(shown);
      const starts = Array.from({ length: Math.ceil(made.length / 60) }, (_, hour) => hour * 60);
      const coarse: CounterSamples = {
        fromMs: Float64Array.from(starts, (at) => at * MINUTE_MS),
        toMs: Float64Array.from(starts, (at) => Math.min(made.length, at + 60) * MINUTE_MS),
        min: Float64Array.from(starts, (at) => shown[at][0]),
        max: Float64Array.from(starts, (at) => shown[Math.min(made.length, at + 60) - 1][1]),
      };
      expect(totalRise(coarse)).toBeCloseTo(totalRise(fine), 9);
    }),
  );
});
