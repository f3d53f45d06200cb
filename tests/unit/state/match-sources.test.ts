import { expect, test } from 'vitest';
import { matchSources } from '$lib/state/match-sources';

const source = (name: string, sizeBytes: number) => ({ name, sizeBytes });
const file = (name: string, size: number) => ({ name, size });

test('a renamed export is found by its size', () => {
  const renamed = file('copy.csv', 12);
  expect(matchSources([source('a.csv', 12)], [renamed])).toEqual({ files: [renamed] });
});

test('of files of one size the name decides, whatever the order of picking', () => {
  const [a, b] = [file('a.csv', 12), file('b.csv', 12)];
  expect(matchSources([source('a.csv', 12), source('b.csv', 12)], [b, a])).toEqual({ files: [a, b] });
});

test('a missing export is named with its size', () => {
  expect(matchSources([source('a.csv', 12)], [file('b.csv', 2000)])).toEqual({
    problem: 'a.csv (12 B) is not among what you picked: b.csv (2 kB).',
  });
});
