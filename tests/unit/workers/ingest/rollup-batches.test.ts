import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyMinutes, type Minutes } from '$lib/ingest/merge-minutes';
import { RollupBatch, rollupSchema } from '../../../../workers/ingest/rollup-batches';

const TAGS = ['ch4', 'flow', 'door'];

/** Cells of any value, some without readings. */
const chunkOf = (length: number): fc.Arbitrary<Minutes> =>
  fc
    .tuple(
      fc.array(fc.nat(5), { minLength: length * TAGS.length, maxLength: length * TAGS.length }),
      fc.array(fc.double({ noNaN: true }), {
        minLength: length * TAGS.length,
        maxLength: length * TAGS.length,
      }),
    )
    .map(([counts, values]) => {
      const chunk = emptyMinutes(length, TAGS.length);
      chunk.minutes.forEach((_, at) => (chunk.minutes[at] = 1000 + 2 * at));
      chunk.rows.fill(5);
      chunk.count.set(counts);
      chunk.min.set(values);
      chunk.max.set(values.map((value) => value / 2));
      chunk.sum.set(values.map((value) => value / 3));
      return chunk;
    });

function expected(chunk: Minutes, tag: number) {
  return Array.from(chunk.minutes, (_, at) => {
    const cell = at * TAGS.length + tag;
    const count = chunk.count[cell];
    if (count === 0) return [null, null, null, 0];
    return [chunk.sum[cell] / count, chunk.min[cell], chunk.max[cell], count];
  });
}

test('each chunk comes out as its columns, whatever the one before it held', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 70 })
        .chain((length) => fc.array(chunkOf(length), { minLength: 1, maxLength: 3 })),
      (chunks) => {
        const batch = new RollupBatch(rollupSchema(TAGS), TAGS.length, chunks[0].minutes.length);
        for (const chunk of chunks) {
          const table = tableFromIPC(batch.fill(chunk, 60));
          const column = (name: string) => [...(table.getChild(name) as Iterable<unknown>)];
          expect(column('bucket').map(Number)).toEqual([...chunk.minutes].map((minute) => minute * 60_000));
          expect(column('n')).toEqual([...chunk.rows]);
          TAGS.forEach((tag, position) => {
            const parts = ['avg', 'min', 'max', 'count'].map((measure) => column(`${tag}_${measure}`));
            const rows = parts[0].map((_, at) => parts.map((part) => part[at]));
            expect(rows).toEqual(expected(chunk, position));
          });
        }
      },
    ),
  );
});
