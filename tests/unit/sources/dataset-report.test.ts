import { describe, expect, it } from 'vitest';
import { growSource, withOverlaps, withRepeats, type ReportedSource } from '$lib/sources/dataset-report';
import { OverlapTally } from '$lib/sources/overlap-tally';

const issue = {
  column: 'CH4',
  reason: 'not a number',
  rejectsRow: false,
  count: 2,
  firstLine: 5,
  sample: 'Bad',
};
const source = (name: string, rowsUsed: number, lastMs: number): ReportedSource => ({
  name,
  bytes: 100,
  lines: rowsUsed + 2,
  rowsRead: rowsUsed + 1,
  rowsUsed,
  rowsRejected: 1,
  cellsRejected: 2,
  firstMs: 0,
  lastMs,
  slicesKernel: 1,
  slicesReadCsv: 0,
  slicesText: 0,
  issues: [issue],
  blocks: [{ source: 0, start: 0, end: 100, minMs: 0, maxMs: lastMs }],
  plan: '{}',
});
const balanced = ({ rowsRead, rowsUsed, rowsRejected }: ReportedSource) =>
  rowsRead === rowsUsed + rowsRejected;

describe('the report of several sources', () => {
  it('takes lost rows and readings from the source that lost them, and names who stands', () => {
    const tally = new OverlapTally(2);
    tally.reading(0, 1, 60, 1);
    tally.rows(0, 60, true, 28_000_000);
    tally.reading(1, 0, 7, 0);
    tally.rows(1, 9, false, 28_000_001);
    const [a, b] = withOverlaps([source('a.csv', 100, 10), source('b.csv', 50, 20)], [[0], [1]], tally, [
      'CH4',
      'H2S',
    ]);
    expect(a).toMatchObject({ rowsUsed: 40, rowsRejected: 61, cellsRejected: 2 });
    expect(b).toMatchObject({ rowsUsed: 50, rowsRejected: 1, cellsRejected: 9 });
    expect([a, b].every(balanced)).toBe(true);
    expect(a.issues[1]).toEqual({
      column: '',
      reason: 'also in another file',
      rejectsRow: true,
      count: 60,
      firstLine: NaN,
      sample: 'first at 2023-03-28 10:40 UTC, where b.csv stands',
    });
    expect(b.issues[1]).toMatchObject({ column: 'CH4', rejectsRow: false, count: 7 });
  });

  it('spreads what a plant of several sources lost, the one that ends last first, none below zero', () => {
    const tally = new OverlapTally(2);
    tally.reading(0, 0, 70, 1);
    tally.rows(0, 70, true, 28_000_000);
    const sources = [source('old.csv', 50, 10), source('newer.csv', 40, 20), source('new.csv', 500, 30)];
    const [old, newer, fresh] = withOverlaps(sources, [[0, 1], [2]], tally, ['CH4']);
    expect([old.rowsUsed, newer.rowsUsed, fresh.rowsUsed]).toEqual([20, 0, 500]);
    expect([old, newer, fresh].every(balanced)).toBe(true);
  });

  it('adds what was read behind the old end of a source that has grown', () => {
    const added = {
      ...source('plant.csv', 30, 40),
      bytes: 160,
      lines: 140,
      firstMs: 25,
      issues: [{ ...issue, firstLine: 120 }],
    };
    const grown = growSource(source('plant.csv', 100, 20), added);
    expect(grown).toMatchObject({
      bytes: 160,
      lines: 140,
      rowsRead: 132,
      rowsUsed: 130,
      rowsRejected: 2,
      cellsRejected: 4,
    });
    expect(grown).toMatchObject({ firstMs: 0, lastMs: 40, slicesKernel: 2 });
    expect(grown.issues).toEqual([{ ...issue, count: 4 }]);
    expect(grown.blocks.length).toBe(2);
  });

  it('names files that were there twice', () => {
    expect(withRepeats(source('a.csv', 1, 1), [])).toEqual(source('a.csv', 1, 1));
    expect(withRepeats(source('a.csv', 1, 1), ['a (1).csv']).issues[1]).toMatchObject({
      reason: 'the same file again',
      sample: 'left out: a (1).csv',
    });
  });
});
