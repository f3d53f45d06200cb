import { expect, test } from 'vitest';
import { countOf, formatBytes, formatChange } from '$lib/ui/format';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [16_900_000_000, '16.9 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test('a change carries its sign and unit', () => {
  expect(formatChange(74, 73.5, 'psi')).toBe('+0.500\u00a0psi');
  expect(formatChange(73, 73.5, '')).toBe('−0.500');
  expect(formatChange(1, 1, '')).toBe('±0');
});

test('one row is not one rows', () => {
  expect(countOf(1, 'row')).toBe('1 row');
  expect(countOf(21_700_000, 'row')).toBe('21,700,000 rows');
});
