import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FullChunks } from '$lib/ingest/full-chunks';
import { emptyMinutes, type Minutes } from '$lib/ingest/merge-minutes';

/** Rows numbered from `first` on, each cell telling its row and tag. */
function numbered(first: number, length: number, tags: number): Minutes {
  const part = emptyMinutes(length, tags);
  for (let row = 0; row < length; row++) {
    part.minutes[row] = first + row;
    part.rows[row] = first + row + 1;
    for (let tag = 0; tag < tags; tag++)
      for (const measure of ['sum', 'min', 'max', 'count'] as const)
        part[measure][row * tags + tag] = (first + row) * tags + tag;
  }
  return part;
}

test('however the parts are cut, full chunks and the rest are all rows in their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20), { maxLength: 12 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(3),
      (lengths, rows, tags) => {
        const chunks = new FullChunks(tags, rows);
        let total = 0;
        const full = lengths.flatMap((length) => {
          const part = numbered(total, length, tags);
          total += length;
          return chunks.add(part);
        });
        expect(full).toEqual(full.map((_, at) => numbered(at * rows, rows, tags)));
        const rest = chunks.finish();
        expect(rest).toEqual(numbered(full.length * rows, total - full.length * rows, tags));
        expect(rest.minutes.length).toBeLessThan(rows);
      },
    ),
  );
});
