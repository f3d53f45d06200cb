import { describe, expect, it } from 'vitest';
import { lastValues, valuesAt } from '$lib/charts/readout';
import { seriesValue } from '$lib/charts/series-value';
import { chartSummary, seriesSummary } from '$lib/charts/summary';
import { tableRows } from '$lib/charts/table-rows';
import { chartData, line } from './fixtures';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const running = line('Compressor', [0, 1, 1], { unit: '', kind: 'step' });

describe('the summary of a chart', () => {
  it('says range and last value of a series', () => {
    expect(plain(seriesSummary(line('CH4', [70.1, 75.3, 73.6, NaN]), 0, 4))).toBe(
      'CH4 between 70.1 and 75.3 %, last 73.6 %',
    );
  });

  it('says when there is no data, or no change, or a switch', () => {
    expect(seriesSummary(line('CH4', [NaN]), 0, 1)).toBe('CH4 has no data');
    expect(plain(seriesSummary(line('CH4', [70, 70]), 0, 2))).toBe('CH4 steady at 70.0 %');
    expect(seriesSummary(running, 0, 3)).toBe('Compressor last on');
    expect(seriesSummary(running, 1, 3)).toBe('Compressor always on');
  });

  it('covers the view and leaves hidden series out', () => {
    const data = chartData([0, 60_000], [line('CH4', [70, 71]), line('CO2', [20, 21])]);
    const view = { fromMs: 0, toMs: 120_000 };
    expect(plain(chartSummary(data, view, new Set(['CO2']), 'UTC'))).toBe(
      'Thu 1 Jan 1970 00:00 UTC to Thu 1 Jan 1970 00:02 UTC. CH4 between 70.0 and 71.0 %, last 71.0 %.',
    );
    expect(chartSummary(data, view, new Set(['CO2', 'CH4']), 'UTC')).toMatch(/No series is shown/);
  });
});

describe('the readout', () => {
  it('shows switches as words and buckets of switches as a share', () => {
    expect([0, 1, 0.25, NaN].map((value) => plain(seriesValue(running, value)))).toEqual([
      'off',
      'on',
      '25 % on',
      'no data',
    ]);
  });

  it('takes the last reading in view, and none from a gap', () => {
    const data = chartData([0, 60, 120], [line('a', [1, 2, NaN]), line('b', [NaN, NaN, 3])]);
    expect(lastValues(data, { fromMs: 0, toMs: 200 })).toEqual([2, 3]);
    expect(lastValues(data, { fromMs: 0, toMs: 120 })).toEqual([2, NaN]);
    expect(valuesAt(data, -1)).toEqual([NaN, NaN]);
  });
});

describe('the table of a chart', () => {
  it('lists at most 200 rows of those in view, evenly spread', () => {
    const times = Float64Array.from({ length: 1000 }, (_, i) => i);
    const { rows, every, total } = tableRows(times, { fromMs: 100, toMs: 1000 });
    expect([rows.length, rows[0], rows.at(-1), every, total]).toEqual([180, 100, 995, 5, 900]);
    expect(tableRows(times, { fromMs: 0, toMs: 150 })).toMatchObject({ every: 1, total: 150 });
    expect(tableRows(times, { fromMs: 5000, toMs: 6000 }).rows).toEqual([]);
  });
});
