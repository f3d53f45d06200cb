import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartCsv } from '$lib/charts/csv';
import { csvCell } from '$lib/series/csv-cell';
import { fileName } from '$lib/charts/download';
import { chartData, line } from './fixtures';

const ALL = { fromMs: 0, toMs: 1e12 };

describe('the CSV of a chart', () => {
  it('has ISO times, and avg, min and max of each series with an envelope', () => {
    const methane = line('Methane', [70.25, NaN], {
      min: Float64Array.of(70, NaN),
      max: Float64Array.of(71, NaN),
    });
    const running = line('Running', [1, 0], { unit: '' });
    expect(chartCsv(chartData([0, 60_000], [methane, running]), ALL)).toBe(
      'time,Methane avg [%],Methane min [%],Methane max [%],Running\r\n' +
        '1970-01-01T00:00:00.000Z,70.25,70,71,1\r\n' +
        '1970-01-01T00:01:00.000Z,,,,0\r\n',
    );
  });

  it('holds only rows in view and series that are shown', () => {
    const data = chartData([0, 60, 120], [line('a', [1, 2, 3]), line('b', [4, 5, 6])]);
    expect(chartCsv(data, { fromMs: 60, toMs: 120 }, new Set(['a']))).toBe(
      'time,b [%]\r\n1970-01-01T00:00:00.060Z,5\r\n',
    );
  });

  it('quotes cells so that any reader gives them back', () => {
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cell = csvCell(text);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        // What a spreadsheet would run as a formula has an apostrophe before it.
        expect(read === text || (read === `'${text}` && /^[=+\-@\t\r]/.test(text))).toBe(true);
        if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",\r\n]/);
      }),
    );
  });
});

describe('a cell that a spreadsheet would run', () => {
  it.each([
    ['=HYPERLINK("http://a.example")', `"'=HYPERLINK(""http://a.example"")"`],
    ['+1+cmd|calc', "'+1+cmd|calc"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-5.2e3', '-5.2e3'],
    ['+7', '+7'],
    ['-', "'-"],
  ])('%s becomes %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

describe('the name of an exported file', () => {
  it('holds nothing that a file system refuses', () => {
    expect(fileName('Gas: quality / flow', 'csv')).toBe('Gas-quality-flow.csv');
    expect(fileName('///', 'png')).toBe('chart.png');
  });
});
