import { expect, test } from 'vitest';
import { badWordsOf, qualityColumns } from '$lib/ingest/quality-columns';

const rowsOf = (...columns: string[][]) => ({
  head: columns[0].map((_, row) => columns.map((cells) => cells[row])),
  tail: [],
});
/** Quality column of each column, by position. */
const owners = (headers: string[], ...columns: string[][]) =>
  [...qualityColumns(headers, rowsOf(...columns), (at) => /^[\d.]+$/.test(columns[at][0]))].map(
    ([column, quality]) => [column, quality.column],
  );
const times = ['2024-01-01', '2024-01-02'];

test('a quality belongs to the column whose name it bears, unit or not, before or behind it', () => {
  expect(owners(['t', 'CH4 (%)', 'CH4_Quality'], times, ['60', '61'], ['192', '0'])).toEqual([[1, 2]]);
  expect(owners(['t', 'FT1.Q', 'FT1.Value'], times, ['192', '24'], ['1', '2'])).toEqual([[2, 1]]);
});

test('a plain quality belongs to the column before it, or to all where it is the only one and last', () => {
  const good = ['Good', 'Bad'];
  expect(owners(['t', 'a', 'Quality', 'b', 'Quality'], times, ['1', '2'], good, ['3', '4'], good)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(owners(['t', 'a', 'b', 'Quality'], times, ['1', '2'], ['3', '4'], good)).toEqual([
    [1, 3],
    [2, 3],
  ]);
});

test('a state, a flow named Q, and nothing but 0 are no qualities', () => {
  expect(owners(['t', 'flow', 'status'], times, ['5', '6'], ['0', '1'])).toEqual([]);
  expect(owners(['t', 'p', 'Q'], times, ['5', '6'], ['195', '201'])).toEqual([]);
  expect(owners(['t', 'p', 'Q'], times, ['5', '6'], ['190', '192'])).toEqual([]);
  expect(badWordsOf(['0'], 'a_quality')).toBeNull();
  expect(badWordsOf(['12.5', '192'], 'quality')).toBeNull();
  expect(badWordsOf([], 'quality')).toBeNull();
});

test('codes below 64 are bad, limits or not; of words those that begin with bad', () => {
  const bad = badWordsOf(['192', '193', '24', '67', '216'], 'x quality') ?? [];
  expect(['0', '24', '27', '63'].every((code) => bad.includes(code))).toBe(true);
  expect(['64', '192', '193'].some((code) => bad.includes(code))).toBe(false);
  expect(badWordsOf(['Good', 'Bad, Comm Failure'], 'quality')).toContain('bad, comm failure');
  expect(badWordsOf(['1', '0'], 'P1 valid')).toContain('0');
});
