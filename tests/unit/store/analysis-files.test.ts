import { expect, test } from 'vitest';
import { outdated, plantKey, sealedName, sealedOf } from '$lib/store/analysis-files';

const names = ['a.1.duckdb', 'a.2.duckdb', 'a.10.duckdb', 'a.10.duckdb.part', 'b.3.duckdb', 'a.x.duckdb'];

test('the sealed file of the highest generation is the newest', () => {
  expect(sealedOf(names, 'a').map(({ generation }) => generation)).toEqual([10, 2, 1]);
  expect(sealedOf(names, 'c')).toEqual([]);
});

test('the newest and the one before it are kept for tabs that still read it', () => {
  expect(outdated(names)).toEqual(['a.1.duckdb']);
});

test('a fingerprint makes a name that is found again', () => {
  const name = sealedName('12/34:ab', 7);
  expect(sealedOf([name], plantKey('12/34:ab'))).toEqual([{ name, generation: 7 }]);
});
