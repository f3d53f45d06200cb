import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clockTime,
  pauseClock,
  playClock,
  replayInstant,
  replayStepMs,
  setClockSpeed,
  setClockTime,
  SPEEDS,
  type ReplayClock,
} from '$lib/series/replay-clock';

const START = Date.UTC(2024, 0, 5, 10);
const END = START + 90 * 86_400_000;
const standing: ReplayClock = { atMs: START, speed: 60, runsSinceMs: null };

const speed = fc.constantFrom(...SPEEDS);
const step = fc.record({
  waitMs: fc.integer({ min: 0, max: 10_000_000 }),
  act: fc.oneof(
    fc.constant({ kind: 'play' as const }),
    fc.constant({ kind: 'pause' as const }),
    fc.record({ kind: fc.constant('speed' as const), speed }),
  ),
});

test('a running clock goes as many times as fast as real time', () => {
  const clock = playClock(standing, 1000, END);
  expect(clockTime(clock, 1000 + 10_000, END)).toEqual({ ms: START + 600_000, ended: false });
  expect(clockTime(setClockSpeed(clock, 3600, 11_000, END), 12_000, END).ms).toBe(
    START + 600_000 + 3_600_000,
  );
});

test('a standing clock shows the same however long it stands', () => {
  fc.assert(
    fc.property(fc.nat(), (realMs) => {
      expect(clockTime(standing, realMs, END).ms).toBe(START);
    }),
  );
});

test('whatever is pressed, time only goes on, by speed times the time it ran, and stops at the end of the data', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let [clock, realMs, expected] = [standing, 500, START];
      for (const { waitMs, act } of steps) {
        if (clock.runsSinceMs !== null) expected = Math.min(END, expected + waitMs * clock.speed);
        realMs += waitMs;
        const before = clockTime(clock, realMs, END);
        expect(before).toEqual({ ms: expected, ended: expected >= END });
        if (act.kind === 'play') clock = playClock(clock, realMs, END);
        else if (act.kind === 'pause') clock = pauseClock(clock, realMs, END);
        else clock = setClockSpeed(clock, act.speed, realMs, END);
        expect(clockTime(clock, realMs, END)).toEqual(before);
      }
    }),
  );
});

test('how often a running clock is read does not change what it shows', () => {
  fc.assert(
    fc.property(speed, fc.array(fc.nat(100_000), { maxLength: 20 }), (chosen, waits) => {
      const clock = playClock({ ...standing, speed: chosen }, 0, END);
      let realMs = 0;
      let again = clock;
      for (const waitMs of waits) again = playClock(again, (realMs += waitMs), END);
      expect(clockTime(again, realMs, END)).toEqual(clockTime(clock, realMs, END));
    }),
  );
});

test('real time that goes back does not turn the clock back', () => {
  expect(clockTime(playClock(standing, 5000, END), 4000, END).ms).toBe(START);
});

test('a clock that is set shows that time, and runs on from it if it ran', () => {
  const clock = setClockTime(playClock(standing, 0, END), START + 7, 9000);
  expect(clockTime(clock, 9000, END).ms).toBe(START + 7);
  expect(clockTime(clock, 10_000, END).ms).toBe(START + 7 + 60_000);
  expect(clockTime(setClockTime(standing, START + 7, 9000), 10_000, END).ms).toBe(START + 7);
});

test('a replay stands after the first minute and not past the end', () => {
  const bounds = { firstMs: START, endMs: END };
  expect(replayInstant(0, bounds)).toBe(START + 60_000);
  expect(replayInstant(END + 1, bounds)).toBe(END);
  expect(replayInstant(START + 90_000, bounds)).toBe(START + 90_000);
  expect(replayInstant(START, { firstMs: START, endMs: START + 30_000 })).toBe(START + 30_000);
});

test('a step is what a minute of the replay plays', () => {
  expect(SPEEDS.map((known) => replayStepMs(known) / 60_000)).toEqual([1, 10, 60, 600, 3600]);
});
