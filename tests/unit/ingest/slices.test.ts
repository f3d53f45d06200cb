import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutSlices } from '$lib/ingest/slices';

const reader = (bytes: Uint8Array) => async (start: number, end: number) => bytes.subarray(start, end);

test('slices join to the whole file and every cut is at a line end', async () => {
  const lines = fc.array(fc.stringMatching(/^[0-9;.]{0,40}$/), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 200 }), async (texts, target) => {
      const bytes = new TextEncoder().encode(texts.join('\r\n'));
      const slices = await cutSlices(reader(bytes), 0, bytes.length, target);
      const ends = slices.map((slice) => slice.end);
      expect(slices.map((slice) => slice.start)).toEqual(bytes.length ? [0, ...ends.slice(0, -1)] : []);
      if (bytes.length) expect(ends.at(-1)).toBe(bytes.length);
      for (const end of ends.slice(0, -1)) expect(bytes[end - 1]).toBe(10);
    }),
  );
});

test('a line longer than the probe stays whole', async () => {
  const bytes = new TextEncoder().encode(`${'1'.repeat(150_000)}\n2\n`);
  expect(await cutSlices(reader(bytes), 0, bytes.length, 10)).toEqual([
    { start: 0, end: 150_001 },
    { start: 150_001, end: bytes.length },
  ]);
});

test('a slice size that is not positive is refused', async () => {
  await expect(cutSlices(reader(new Uint8Array(3)), 0, 3, 0)).rejects.toThrow('slice of 0 bytes');
});
