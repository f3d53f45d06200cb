import { expect, test } from 'vitest';
import { chosenTime, dialectInWords, formatChoices, formatInWords, timeChoice } from '$lib/ui/plan-words';

test('a dialect reads as a sentence part', () => {
  expect(
    dialectInWords({
      encoding: 'windows-1252',
      bomBytes: 0,
      delimiter: ';',
      quote: '',
      decimal: ',',
      lineEnd: '\r\n',
    }),
  ).toBe('Windows-1252, separated by semicolons, decimal comma');
});

test('the format in force is offered first, and once', () => {
  const offered = formatChoices({ kind: 'epoch', unit: 's' }).map(formatInWords);
  expect(offered[0]).toBe('seconds since 1970');
  expect(new Set(offered).size).toBe(offered.length);
});

test('choosing another time column keeps the format', () => {
  const format = { kind: 'pattern' as const, pattern: 'dd.MM.yyyy HH:mm' };
  const plan = { time: { kind: 'column' as const, column: 0, format }, firstTimeMs: 5 };
  expect(timeChoice(plan.time)).toBe('0');
  expect(chosenTime('3', plan)).toEqual({ kind: 'column', column: 3, format });
});

test('counting rows starts where the times began', () => {
  const time = { kind: 'column' as const, column: 0, format: { kind: 'iso' as const } };
  expect(chosenTime('rows', { time, firstTimeMs: 5 })).toEqual({
    kind: 'row-number',
    startMs: 5,
    intervalMs: 1000,
  });
});
