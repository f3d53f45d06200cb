import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect } from '../support/collect';
import { cutSlices, offsetAfterRows } from '$lib/ingest/slices';

const reader = (bytes: Uint8Array) => async (start: number, end: number) => bytes.subarray(start, end);
const plain = { encoding: 'utf-8', lineEnd: '\n' } as const;
const cut = (bytes: Uint8Array, target: number, dialect: Parameters<typeof cutSlices>[1] = plain) =>
  collect(cutSlices(reader(bytes), dialect, 0, bytes.length, target));

test('slices join to the whole file and every cut is at a line end', async () => {
  const lines = fc.array(fc.stringMatching(/^[0-9;.]{0,40}$/), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 200 }), async (texts, target) => {
      const bytes = new TextEncoder().encode(texts.join('\r\n'));
      const slices = await cut(bytes, target);
      const ends = slices.map((slice) => slice.end);
      expect(slices.map((slice) => slice.start)).toEqual(bytes.length ? [0, ...ends.slice(0, -1)] : []);
      if (bytes.length) expect(ends.at(-1)).toBe(bytes.length);
      for (const end of ends.slice(0, -1)) expect(bytes[end - 1]).toBe(10);
    }),
  );
});

test('a line longer than the probe stays whole', async () => {
  const bytes = new TextEncoder().encode(`${'1'.repeat(150_000)}\n2\n`);
  expect(await cut(bytes, 10)).toEqual([
    { start: 0, end: 150_001 },
    { start: 150_001, end: bytes.length },
  ]);
});

test('a slice size that is not positive is refused', async () => {
  await expect(cut(new Uint8Array(3), 0)).rejects.toThrow('slice of 0 bytes');
});

test('files with lone CR and UTF-16 files are cut at their own line ends', async () => {
  const lone = new TextEncoder().encode('a,1\rb,2\rc,3');
  expect((await cut(lone, 2, { encoding: 'utf-8', lineEnd: '\r' })).map(({ end }) => end)).toEqual([
    4, 8, 11,
  ]);
  // U+0A0A holds the byte of LF twice and is no line end.
  const utf16 = new Uint8Array(Buffer.from('a\u0A0A1\nb\u0A0A2\n', 'utf16le'));
  const ends = (await cut(utf16, 3, { encoding: 'utf-16le', lineEnd: '\n' })).map(({ end }) => end);
  expect(ends).toEqual([8, 16]);
  const big = utf16.slice().map((_, at) => utf16[at ^ 1]);
  expect((await cut(big, 3, { encoding: 'utf-16be', lineEnd: '\n' })).map(({ end }) => end)).toEqual([8, 16]);
});

test('the first rows end after as many lines that are not blank', async () => {
  const bytes = new TextEncoder().encode('1\n\n2\r\n   \n3\n4');
  const after = (rows: number) => offsetAfterRows(reader(bytes), plain, 0, bytes.length, rows);
  expect(await after(2)).toBe(6);
  expect(await after(3)).toBe(12);
  expect(await after(9)).toBe(bytes.length);
});
