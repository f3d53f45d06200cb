import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeStaged, type Minutes, type StagedMinutes } from '$lib/ingest/merge-minutes';
import { MinuteCells } from '$lib/ingest/minute-cells';
import { mergeSources, type SourceParts } from '$lib/sources/merge-sources';
import { OverlapTally } from '$lib/sources/overlap-tally';

/** A row of the whole dataset: a second since the epoch, and a reading of each tag or none. */
interface Row {
  second: number;
  cells: (number | null)[];
}

const TAGS = 3;

function rollUp(rows: Row[], tags: number[]): Minutes {
  const cells = new MinuteCells(tags.length);
  for (const { second, cells: readings } of rows) {
    const minute = cells.row(second * 1000);
    tags.forEach((tag, column) => {
      const reading = readings[tag];
      if (reading !== null) cells.add(minute, column, reading);
    });
  }
  return cells.finish();
}

function staged(minutes: Minutes, tagOf: number[]): StagedMinutes {
  const tags = tagOf.length;
  return {
    minutes: minutes.minutes,
    tagOf,
    read: (from, to) => ({
      minutes: minutes.minutes.slice(from, to),
      rows: minutes.rows.slice(from, to),
      sum: minutes.sum.slice(from * tags, to * tags),
      min: minutes.min.slice(from * tags, to * tags),
      max: minutes.max.slice(from * tags, to * tags),
      count: minutes.count.slice(from * tags, to * tags),
    }),
  };
}

/** A source of rows in order of time, in two slices. */
function source(rows: Row[], rank: number, tags = [0, 1, 2]): SourceParts {
  const cut = Math.floor(rows.length / 2);
  const parts = [rows.slice(0, cut), rows.slice(cut)].map((piece) => staged(rollUp(piece, tags), tags));
  return {
    parts,
    tagOf: tags,
    minMs: rows[0].second * 1000,
    maxMs: rows[rows.length - 1].second * 1000,
    rank,
  };
}

/** Whole minutes as plain values; cells without readings are null. */
function plain(chunks: Iterable<Minutes>) {
  return [...chunks].flatMap(({ minutes, rows, sum, min, max, count }) =>
    Array.from(minutes, (minute, at) => ({
      minute,
      rows: rows[at],
      cells: Array.from({ length: TAGS }, (_, tag) => {
        const cell = at * TAGS + tag;
        return count[cell] === 0 ? null : [sum[cell], min[cell], max[cell], count[cell]];
      }),
    })),
  );
}

function merged(sources: SourceParts[], chunkMinutes = 2) {
  const tally = new OverlapTally(sources.length);
  return { minutes: plain(mergeSources(sources, TAGS, chunkMinutes, tally)), tally };
}

const whole = (rows: Row[]) => plain(mergeStaged(source(rows, 0).parts, TAGS, 1000));

/** Rows a few seconds apart, with holes; readings are quarters, so that sums are exact in any order. */
const dataset = fc
  .array(
    fc.record({
      step: fc.integer({ min: 1, max: 40 }),
      cells: fc.array(fc.option(fc.integer({ min: -400, max: 400 }).map((n) => n / 4)), {
        minLength: TAGS,
        maxLength: TAGS,
      }),
    }),
    { minLength: 4, maxLength: 60 },
  )
  .map((steps): Row[] => {
    let second = 1_700_000_000;
    return steps.map(({ step, cells }) => ({ second: (second += step), cells }));
  });

describe('sources that overlap', () => {
  it('one source comes out as if there were no rule', () => {
    fc.assert(
      fc.property(dataset, (rows) => {
        const { minutes, tally } = merged([source(rows, 0)]);
        expect(minutes).toEqual(whole(rows));
        expect(tally.list()).toEqual([]);
      }),
    );
  });

  it('files cut anywhere in time are the whole again, even within a minute', () => {
    fc.assert(
      fc.property(dataset, fc.array(fc.nat(), { maxLength: 4 }), (rows, cuts) => {
        const at = [...new Set([0, ...cuts.map((cut) => cut % rows.length)])].sort((a, b) => a - b);
        const files = at.map((from, file) => source(rows.slice(from, at[file + 1]), file));
        const { minutes, tally } = merged(files);
        expect(minutes).toEqual(whole(rows));
        expect(tally.list()).toEqual([]);
      }),
    );
  });

  it('files split by tag are the whole again, rows counted once', () => {
    fc.assert(
      fc.property(dataset, (rows) => {
        const { minutes, tally } = merged([source(rows, 0, [2, 0]), source(rows, 1, [1])]);
        expect(minutes).toEqual(whole(rows));
        expect(tally.list()).toEqual([]);
      }),
    );
  });

  it('the same rows twice count once, and are counted as replaced where they hold readings', () => {
    fc.assert(
      fc.property(dataset, (rows) => {
        const { minutes, tally } = merged([source(rows, 0), source(rows, 1)]);
        expect(minutes).toEqual(whole(rows));
        const filled = whole(rows).filter(({ cells }) => cells.some((cell) => cell !== null));
        expect(tally.of(0).rowsReplaced).toBe(filled.reduce((sum, minute) => sum + minute.rows, 0));
        expect(tally.of(1)).toEqual({ rowsReplaced: 0, readingsReplaced: 0 });
      }),
    );
  });

  it('two windows of one history that share whole minutes are the history', () => {
    const minuteRows = fc
      .integer({ min: 2, max: 12 })
      .chain((minutes) =>
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: minutes * 6, maxLength: minutes * 6 }),
      );
    fc.assert(
      fc.property(minuteRows, fc.nat(), fc.nat(), (values, a, b) => {
        const rows = values.map((value, at): Row => ({
          second: 1_699_999_980 + at * 10,
          cells: [value, null, -value],
        }));
        const from = Math.floor((a % rows.length) / 2);
        const end = Math.min(rows.length, from + 12 + (b % rows.length));
        fc.pre(from > 0 && end < rows.length && Math.ceil(from / 6) < Math.floor(end / 6));
        const { minutes, tally } = merged([source(rows.slice(0, end), 0), source(rows.slice(from), 1)]);
        expect(minutes).toEqual(whole(rows));
        const replaced = tally.of(0).rowsReplaced + tally.of(1).rowsReplaced;
        expect(minutes.reduce((sum, minute) => sum + minute.rows, 0)).toBe(
          end + rows.length - from - replaced,
        );
      }),
    );
  });

  it('whatever the files hold, each row is used or replaced, and no reading is counted that is not in a file', () => {
    fc.assert(
      fc.property(fc.array(dataset, { minLength: 1, maxLength: 4 }), (files) => {
        const sorted = files.sort((a, b) => a[0].second - b[0].second);
        const { minutes, tally } = merged(sorted.map((rows, rank) => source(rows, rank)));
        const readings = (rows: Row[]) =>
          rows.reduce((n, { cells }) => n + cells.filter((c) => c !== null).length, 0);
        const stood = minutes.reduce(
          (n, { cells }) => n + cells.reduce((sum, cell) => sum + (cell?.[3] ?? 0), 0),
          0,
        );
        expect(stood).toBeLessThanOrEqual(sorted.reduce((sum, rows) => sum + readings(rows), 0));
        sorted.forEach((rows, at) => expect(tally.of(at).rowsReplaced).toBeLessThanOrEqual(rows.length));
        for (const { tag, count, by, source: from } of tally.list()) {
          expect(count).toBeGreaterThan(0);
          expect(by).not.toBe(from);
          expect(tag).toBeLessThan(TAGS);
        }
      }),
    );
  });

  it('a newer file with as many readings stands; one with fewer does not', () => {
    const rows = (values: number[], step: number): Row[] =>
      values.map((value, at) => ({ second: 1_699_999_980 + at * step, cells: [value, null, null] }));
    const [old, corrected, sparse] = [rows([1, 1, 1], 10), rows([5, 5, 5], 10), rows([9, 9], 15)];
    expect(merged([source(old, 0), source(corrected, 1)]).minutes[0].cells[0]).toEqual([15, 5, 5, 3]);
    expect(merged([source(old, 1), source(corrected, 0)]).minutes[0].cells[0]).toEqual([3, 1, 1, 3]);
    const { minutes, tally } = merged([source(old, 0), source(sparse, 1)]);
    expect(minutes[0].cells[0]).toEqual([3, 1, 1, 3]);
    expect(tally.list()).toEqual([{ source: 1, tag: -1, count: 2, firstMinute: minutes[0].minute, by: 0 }]);
  });

  it('a row whose other tags stand is used, and its replaced readings are counted by tag', () => {
    const times = [0, 10, 20].map((second) => 1_699_999_980 + second);
    const both = times.map((second): Row => ({ second, cells: [1, 2, null] }));
    const one = times.map((second): Row => ({ second, cells: [7, null, null] }));
    const { minutes, tally } = merged([source(both, 0), source(one, 1, [0])]);
    expect(minutes[0].cells).toEqual([[21, 7, 7, 3], [6, 2, 2, 3], null]);
    expect(minutes[0].rows).toBe(3);
    expect(tally.of(0)).toEqual({ rowsReplaced: 0, readingsReplaced: 3 });
    expect(tally.list()).toEqual([{ source: 0, tag: 0, count: 3, firstMinute: minutes[0].minute, by: 1 }]);
  });
});
