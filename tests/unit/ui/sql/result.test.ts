import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Column } from '$lib/rpc/database';
import { cellText, instantText } from '$lib/ui/sql/cell-text';
import { columnWidths } from '$lib/ui/sql/column-widths';
import { drawn, firstLines, resultChart } from '$lib/ui/sql/result-chart';
import { resultCsv } from '$lib/series/result-csv';
import { nextSorting, rowOrder } from '$lib/ui/sql/row-order';

const numbers = (name: string, ...values: number[]): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const times = (name: string, ...values: number[]): Column => ({
  name,
  kind: 'time',
  values: Float64Array.from(values),
});
const texts = (name: string, ...values: (string | null)[]): Column => ({ name, kind: 'text', values });
const HOUR = 3_600_000;
const START = Date.UTC(2024, 2, 1);

describe('the order of rows', () => {
  test('a column is clicked to ascending, descending and back to as it was', () => {
    const first = nextSorting(null, 2);
    expect(first).toEqual({ column: 2, direction: 'ascending' });
    const second = nextSorting(first, 2);
    expect(second).toEqual({ column: 2, direction: 'descending' });
    expect(nextSorting(second, 2)).toBeNull();
    expect(nextSorting(second, 1)).toEqual({ column: 1, direction: 'ascending' });
  });

  test('NULL comes last both ways, and equal cells keep their order', () => {
    const column = numbers('a', 2, Number.NaN, 1, 2);
    expect([...rowOrder([column], 4, { column: 0, direction: 'ascending' })]).toEqual([2, 0, 3, 1]);
    expect([...rowOrder([column], 4, { column: 0, direction: 'descending' })]).toEqual([0, 3, 2, 1]);
    const words = texts('w', 'pump 10', null, 'pump 9');
    expect([...rowOrder([words], 3, { column: 0, direction: 'ascending' })]).toEqual([2, 0, 1]);
  });

  test('is a permutation of all rows, sorted by the column', () => {
    const cell = fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 60 }),
        fc.constantFrom('ascending' as const, 'descending' as const),
        (cells, direction) => {
          const order = rowOrder([numbers('a', ...cells)], cells.length, { column: 0, direction });
          expect([...order].sort((a, b) => a - b)).toEqual(cells.map((_, row) => row));
          const seen = [...order].map((row) => cells[row]);
          const known = seen.filter((value) => !Number.isNaN(value));
          expect(seen.slice(0, known.length)).toEqual(known);
          const sign = direction === 'ascending' ? 1 : -1;
          for (let at = 1; at < known.length; at++)
            expect(sign * (known[at] - known[at - 1]) >= 0).toBe(true);
        },
      ),
    );
  });
});

describe('a cell as text', () => {
  test('has no noise of the last bits, and tells NULL from nothing', () => {
    expect(cellText(numbers('a', 0.1 + 0.2), 0)).toBe('0.3');
    expect(cellText(numbers('a', 86_400_000_001), 0)).toBe('86400000001');
    expect(cellText(numbers('a', Number.NaN), 0)).toBeNull();
    expect(cellText(texts('a', ''), 0)).toBe('');
    expect(cellText({ name: 'a', kind: 'boolean', values: [false] }, 0)).toBe('false');
  });

  test('shows an instant to the second, and its milliseconds where it has some', () => {
    expect(instantText(START)).toBe('2024-03-01 00:00:00');
    expect(instantText(START + 1)).toBe('2024-03-01 00:00:00.001');
  });

  test('a column is as wide as its longest cell, within bounds', () => {
    const [narrow, wide] = columnWidths([numbers('n', 1), texts('t', 'x'.repeat(500))], 1);
    expect(narrow).toBeGreaterThanOrEqual(64);
    expect(wide).toBe(360);
  });
});

describe('a result as CSV', () => {
  test('quotes what needs it, writes full precision, ISO times and empty cells for NULL, in the order shown', () => {
    const columns = [
      times('at', START, START + HOUR),
      numbers('mean, all', 1 / 3, Number.NaN),
      texts('words', 'a "b"', null),
      { name: 'on', kind: 'boolean', values: [true, null] } as Column,
    ];
    expect(resultCsv(columns, Uint32Array.of(1, 0)).join('')).toBe(
      'at,"mean, all",words,on\r\n2024-03-01T01:00:00.000Z,,,\r\n' +
        '2024-03-01T00:00:00.000Z,0.3333333333333333,"a ""b""",true\r\n',
    );
  });

  test('of many rows comes in parts that hold each row once', () => {
    const count = 12_345;
    const parts = resultCsv(
      [numbers('a', ...Array(count).keys())],
      Uint32Array.from({ length: count }, (_, row) => row),
    );
    expect(parts.length).toBeGreaterThan(2);
    const lines = parts.join('').trimEnd().split('\r\n');
    expect(lines.slice(1)).toEqual(Array.from({ length: count }, (_, row) => String(row)));
  });
});

describe('a result as a chart', () => {
  test('takes the first column of times against those of numbers, in time order', () => {
    const chart = resultChart([
      texts('what', 'b', 'a', 'c'),
      times('bucket', START + HOUR, START, Number.NaN),
      numbers('flow', 2, 1, 3),
    ]);
    if (chart.kind !== 'chart') throw new Error(chart.why);
    expect([...chart.timesMs]).toEqual([START, START + HOUR]);
    expect([...chart.lines[0].values]).toEqual([1, 2]);
  });

  test('makes one line with a band of mean, lowest and highest, in the unit of the sensor', () => {
    const two = [START, START + HOUR];
    const chart = resultChart([
      times('time', ...two),
      numbers('ch4_avg', 60, 61),
      numbers('ch4_min', 55, 56),
      numbers('ch4_max', 65, 66),
      numbers('ch4_count', 3600, 3600),
    ]);
    if (chart.kind !== 'chart') throw new Error(chart.why);
    expect(chart.lines.map(({ name }) => name)).toEqual(['ch4_avg', 'ch4_count']);
    expect(firstLines(chart.lines)).toEqual(['ch4_avg']);
    const { series } = drawn(chart, ['ch4_avg', 'ch4_count'], [{ tag: 'ch4', unit: '%' }]);
    expect(series.map(({ unit }) => unit)).toEqual(['%', '']);
    expect([...(series[0].min ?? [])]).toEqual([55, 56]);
    expect(series[1].max).toBeNull();
  });

  test.each([
    ['a column of times', [numbers('a', 1, 2)]],
    ['a column of numbers', [times('t', START, START + 1), texts('w', 'a', 'b')]],
    ['each time once', [times('t', START, START), numbers('a', 1, 2)]],
    ['two times or more', [times('t', START), numbers('a', 1)]],
  ])('says that it needs %s', (what, columns) => {
    const chart = resultChart(columns);
    expect(chart).toMatchObject({ kind: 'none' });
    if (chart.kind === 'none') expect(chart.why).toContain(what);
  });

  test('tells columns of one name apart', () => {
    const chart = resultChart([times('t', START, START + 1), numbers('a', 1, 2), numbers('a', 3, 4)]);
    if (chart.kind !== 'chart') throw new Error(chart.why);
    expect(chart.lines.map(({ name }) => name)).toEqual(['a', 'a_1']);
  });
});
