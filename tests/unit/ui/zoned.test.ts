import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, fromInput, toInput } from '$lib/ui/zoned';

test('wall time in Berlin is an hour ahead in winter, two in summer', () => {
  expect(formatTime(Date.UTC(2024, 0, 1, 12), 'Europe/Berlin')).toBe('2024-01-01 13:00');
  expect(formatTime(Date.UTC(2024, 6, 1, 12), 'Europe/Berlin')).toBe('2024-07-01 14:00');
});

test('a time typed into a field is the instant it shows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      (seconds, zone) => {
        const shown = toInput(seconds * 1000, zone);
        expect(toInput(fromInput(shown, zone) ?? Number.NaN, zone)).toBe(shown);
      },
    ),
  );
});

test('an empty field is no time', () => {
  expect(fromInput('', 'UTC')).toBeNull();
  expect(fromInput('2024-02-30T99:00', 'UTC')).toBeNull();
  expect(fromInput('0202-02-03T10:00', 'UTC')).toBeNull();
});
