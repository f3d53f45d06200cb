import { expect, test } from 'vitest';
import { displayUnit } from '$lib/plant/units-display';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import type { Figure } from '$lib/state/key-figures';
import { changeInWords, changePercent } from '$lib/ui/overview/change';

const psi = displayUnit(
  'pressure',
  'psi',
  { system: 'SI', units: {} },
  { ...USUAL_CONDITIONS, molarMass: null },
);
const figure = (change: Partial<Figure>, statistic: 'mean' | 'rise' = 'mean', unit = 'psi') =>
  ({
    spec: { statistic, unit },
    value: 110,
    before: 100,
    readings: 100,
    readingsBefore: 100,
    ...change,
  }) as Figure;

test('a change has its sign and the unit shown, without the mark of a gauge', () => {
  expect(changeInWords(figure({}), psi)).toBe('+0.689\u00a0bar');
  expect(changeInWords(figure({ value: 90 }), psi)).toBe('−0.689\u00a0bar');
});

test('what cannot be compared says so', () => {
  expect(changeInWords(figure({ before: Number.NaN }), psi)).toBe('no period before');
  expect(changeInWords(figure({ readingsBefore: 80 }, 'rise'), psi)).toBe('less data before');
  expect(changeInWords(figure({ readingsBefore: 80 }), psi)).toContain('bar');
});

test('a change in percent is left out where it says nothing', () => {
  expect(changePercent(figure({}))).toBe(' (+10.0 %)');
  expect(changePercent(figure({}, 'mean', '%'))).toBe('');
  expect(changePercent(figure({ before: 0 }))).toBe('');
});
