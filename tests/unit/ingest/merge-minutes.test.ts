import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HourRollup } from '$lib/ingest/hours';
import { emptyMinutes, mergeStaged, type Minutes, type StagedMinutes } from '$lib/ingest/merge-minutes';
import { MinuteCells } from '$lib/ingest/minute-cells';
import { HistorySummary } from '$lib/ingest/tag-summary';

type Reading = readonly [minute: number, value: number | null];

/** Readings of one tag, rolled up. */
function rollUp(readings: readonly Reading[]): Minutes {
  const cells = new MinuteCells(1);
  for (const [minute, value] of readings) {
    const row = cells.row(minute * 60_000);
    if (value !== null) cells.add(row, 0, value);
  }
  return cells.finish();
}

const staged = (m: Minutes, tagOf: readonly number[] = [0]): StagedMinutes => ({
  minutes: m.minutes,
  tagOf,
  read: (from, to) => ({
    minutes: m.minutes.slice(from, to),
    rows: m.rows.slice(from, to),
    sum: m.sum.slice(from * tagOf.length, to * tagOf.length),
    min: m.min.slice(from * tagOf.length, to * tagOf.length),
    max: m.max.slice(from * tagOf.length, to * tagOf.length),
    count: m.count.slice(from * tagOf.length, to * tagOf.length),
  }),
});

function join(chunks: Iterable<Minutes>, tags = 1): Minutes {
  const all = [...chunks];
  const length = all.reduce((total, chunk) => total + chunk.minutes.length, 0);
  const joined = emptyMinutes(length, tags);
  let row = 0;
  for (const chunk of all) {
    joined.minutes.set(chunk.minutes, row);
    joined.rows.set(chunk.rows, row);
    for (const key of ['sum', 'min', 'max', 'count'] as const) joined[key].set(chunk[key], row * tags);
    row += chunk.minutes.length;
  }
  return joined;
}

const reading = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.option(fc.integer({ min: -99, max: 99 })));
const parts = fc.array(fc.array(reading, { maxLength: 30 }), { minLength: 1, maxLength: 6 });

test('minutes that straddle parts come out as if they had stood together, in chunks of any size', () => {
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 50 }), (cuts, chunkMinutes) => {
      const merged = join(
        mergeStaged(
          cuts.map((part) => staged(rollUp(part))),
          1,
          chunkMinutes,
        ),
      );
      expect(merged).toEqual(rollUp(cuts.flat()));
    }),
  );
});

test('hours are exact sums of their minutes, however the minutes are chunked', () => {
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1 }), fc.integer({ min: 1, max: 70 }), (all, chunkMinutes) => {
      const hours = new HourRollup(1);
      const done = [...mergeStaged([staged(rollUp(all))], 1, chunkMinutes)].map((chunk) => hours.add(chunk));
      const expected = rollUp(all.map(([minute, value]) => [Math.floor(minute / 60), value] as const));
      expect(join([...done, hours.finish()])).toEqual(expected);
    }),
  );
});

test('tags of a source go to their places among the tags of the dataset', () => {
  const [a, b] = [rollUp([[7, 4]]), rollUp([[8, 5]])];
  const [merged] = [...mergeStaged([staged(a, [2]), staged(b, [0])], 3, 10)];
  expect([...merged.count]).toEqual([0, 0, 1, 1, 0, 0]);
  expect([...merged.sum]).toEqual([0, 0, 4, 5, 0, 0]);
});

test('the history tells each tag and the sampling interval', () => {
  const perMinute = (rows: number): Reading[] =>
    [0, 1, 2].flatMap((minute) => Array.from({ length: rows }, (_, i): Reading => [minute, i]));
  const history = new HistorySummary(1);
  history.add(rollUp(perMinute(30)));
  expect(history.samplingIntervalSeconds()).toBe(2);
  expect(history.tags()[0]).toEqual({
    readings: 90,
    avg: 14.5,
    min: 0,
    max: 29,
    firstMinute: 0,
    lastMinute: 2,
  });
  const sparse = new HistorySummary(1);
  sparse.add(rollUp([0, 15, 30, 45].map((minute): Reading => [minute, null])));
  expect(sparse.samplingIntervalSeconds()).toBe(900);
  expect(sparse.tags()[0]).toMatchObject({ readings: 0, avg: NaN, min: NaN, firstMinute: NaN });
});
