import { expect, test } from 'vitest';
import { fingerprint, joinFingerprints, prefixFingerprint } from '$lib/store/fingerprint';
import { findDuplicates, sameBytes } from '$lib/store/same-bytes';

const bytes = (size: number, change = -1) => {
  const all = new Uint8Array(size);
  for (let at = 0; at < size; at++) all[at] = at * 31;
  if (change >= 0) all[change] ^= 1;
  return all;
};
const file = (name: string, size: number, change = -1) => new File([bytes(size, change)], name);
const LARGE = 5 << 20;

test('files are the same when every byte is', async () => {
  expect(await sameBytes(file('a', LARGE), file('b', LARGE))).toBe(true);
  expect(await sameBytes(file('a', LARGE), file('b', LARGE, LARGE - 70_000))).toBe(false);
  expect(await sameBytes(file('a', 10), file('b', 11))).toBe(false);
});

test('of files that are there twice the later are found, a change that no sample sees included', async () => {
  // Between two sampled blocks: the fingerprint does not see it.
  const unseen = 65_536 + 5000;
  expect(await fingerprint([file('a', LARGE)])).toBe(await fingerprint([file('b', LARGE, unseen)]));
  const files = [
    file('a', LARGE),
    file('other', LARGE, unseen),
    file('b', LARGE),
    file('c', 10),
    file('d', LARGE),
  ];
  expect(await findDuplicates(files)).toEqual([-1, -1, 0, -1, 0]);
});

test('the fingerprint of a prefix is that of the file before it grew', async () => {
  const old = new File([bytes(LARGE)], 'plant.csv');
  const grown = new File([bytes(LARGE), 'more\n'], 'plant.csv');
  expect(await prefixFingerprint(grown, LARGE)).toBe(await fingerprint([old]));
  expect(await prefixFingerprint(grown, LARGE - 1)).not.toBe(await fingerprint([old]));
});

test('the fingerprint of several is that of each joined', async () => {
  const [a, b] = [file('a', 10), file('b', 20)];
  const each = [await fingerprint([a]), await fingerprint([b])];
  expect(await joinFingerprints(each)).toBe(await fingerprint([b, a]));
});
