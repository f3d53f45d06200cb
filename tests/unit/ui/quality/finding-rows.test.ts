import { describe, expect, it } from 'vitest';
import { findingOver } from '$lib/quality/runs';
import type { Finding } from '$lib/quality/types';
import { countBy, filterRows, lengthMs, sortRows, type FindingRow } from '$lib/ui/quality/finding-rows';

const row = (
  sensor: string,
  kind: Finding['kind'],
  from: number,
  to: number,
  quality: Finding['quality'],
): FindingRow => ({
  finding: findingOver([{ from, to }], {
    kind,
    tag: sensor,
    quality,
    excluded: false,
    words: `${kind} words`,
    count: 1,
  }),
  ...{ sensor, excluded: false, choice: null },
});
const late = row('Flow', 'spikes', 500, 510, 'bad');
const early = row('Amps', 'gap', 100, 400, 'bad');
const step = row('all sensors', 'clock step', 300, 360, 'uncertain');
const untimed: FindingRow = {
  ...late,
  finding: {
    ...late.finding,
    id: 'x',
    kind: 'unreadable cells',
    words: 'left out',
    fromMs: Number.NaN,
    toMs: Number.NaN,
    spans: [],
  },
};
const rows = [late, untimed, step, early];

describe('findings', () => {
  it('are sorted by each column, equal ones by time', () => {
    expect(sortRows(rows, 'quality', false).slice(0, 2)).toEqual([early, late]);
    expect(sortRows(rows, 'quality', true)[0]).toBe(step);
    expect(sortRows(rows, 'length', true)[0]).toBe(early);
    expect(sortRows(rows, 'sensor', false)[0]).toBe(step);
    expect(lengthMs(early.finding)).toBe(300 * 60_000);
  });

  it('without a time stand at the end when sorted by time, either way', () => {
    expect(sortRows(rows, 'time', false)).toEqual([early, step, late, untimed]);
    expect(sortRows(rows, 'time', true)).toEqual([late, step, early, untimed]);
  });

  it('are found by words, kind and quality', () => {
    expect(filterRows(rows, { search: 'flow spikes', kind: '', quality: '' })).toEqual([late]);
    expect(filterRows(rows, { search: '', kind: 'gap', quality: '' })).toEqual([early]);
    expect(filterRows(rows, { search: '', kind: '', quality: 'uncertain' })).toEqual([step]);
    expect(
      countBy(
        rows.map(({ finding }) => finding),
        ({ quality }) => quality,
      ).get('bad'),
    ).toBe(3);
  });
});
