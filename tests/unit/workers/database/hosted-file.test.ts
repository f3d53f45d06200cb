import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HostedFile } from '../../../../workers/database/hosted-file';

const KB = 1024;
const SIZE = 3_000_017;
const CONTENT = Uint8Array.from({ length: SIZE }, (_, i) => (i * 2_654_435_761) >>> 24);

function hosted() {
  const asked: [number, number][] = [];
  const file = new HostedFile((first, last) => {
    asked.push([first, last]);
    return CONTENT.slice(first, last + 1);
  });
  const read = (at: number, bytes: number) => {
    const into = new Uint8Array(bytes);
    return into.subarray(0, file.read(into, at));
  };
  return { asked, file, read };
}

test('the three reads with which the engine comes to a block are one request', () => {
  const { asked, read } = hosted();
  const [block, pages] = [512 * KB, 16 * KB];
  expect(Buffer.compare(read(block, pages), CONTENT.subarray(block, block + pages))).toBe(0);
  read(block + 16 * KB, 64 * KB);
  read(block + 80 * KB, 256 * KB);
  expect(asked).toEqual([[block, block + 336 * KB - 1]]);
});

test('what was read is not asked for again', () => {
  const { asked, read } = hosted();
  read(0, 2_000_000);
  expect(Buffer.compare(read(1_000_000, 500_000), CONTENT.subarray(1_000_000, 1_500_000))).toBe(0);
  expect(asked).toHaveLength(1);
});

test('any reads give the bytes of the file, fewer at its end only', () => {
  const reads = fc.array(fc.tuple(fc.nat(SIZE + 100_000), fc.integer({ min: 1, max: 700_000 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(reads, (wanted) => {
      const { read } = hosted();
      for (const [at, bytes] of wanted)
        expect(Buffer.compare(read(at, bytes), CONTENT.subarray(at, at + bytes))).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('old pieces make room for new ones and are asked for again', () => {
  const asked: number[] = [];
  const file = new HostedFile((first, last) => {
    asked.push(first);
    return new Uint8Array(last - first + 1);
  });
  const into = new Uint8Array(8 * 2 ** 20);
  for (let i = 0; i < 6; i++) file.read(into, i * into.length);
  file.read(into, 5 * into.length);
  file.read(into, 0);
  expect(asked).toEqual([0, 1, 2, 3, 4, 5, 0].map((i) => i * into.length));
});

test('what is not kept comes from whom else is asked', () => {
  const { asked, file, read } = hosted();
  read(0, 1000);
  file.askInstead((first, last) => new Uint8Array(last - first + 1));
  expect(Buffer.compare(read(500, 1000), CONTENT.subarray(500, 1500))).toBe(0);
  expect(read(1_000_000, 3)).toEqual(new Uint8Array(3));
  expect(asked).toHaveLength(1);
});
