import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSwitchAxis, unitAxes, valueRange } from '$lib/charts/axis-value';
import { line } from './fixtures';

const none = new Set<string>();
const units = ['%', '%', 'ppm', 'mbar', '°C', 'rpm'];
const series = units.map((unit, i) => line(`tag${i}`, [1], { unit }));

describe('y axes', () => {
  it('are one for each unit, on alternate sides, four visible at most', () => {
    const axes = unitAxes(series, none, false, 280);
    expect(axes.map(({ unit }) => unit)).toEqual(['%', 'ppm', 'mbar', '°C', 'rpm']);
    expect(axes.map(({ side }) => side)).toEqual(['left', 'right', 'left', 'right', 'left']);
    expect(axes.map(({ visible }) => visible)).toEqual([true, true, true, true, false]);
  });

  it('are two visible on phones', () => {
    expect(unitAxes(series, none, true, 280).filter(({ visible }) => visible)).toHaveLength(2);
  });

  it('leave with the last shown series of their unit', () => {
    expect(unitAxes(series, new Set(['tag0']), false, 280)[0].title).toBe('tag1 (%)');
    expect(unitAxes(series, new Set(['tag0', 'tag1']), false, 280)[0].unit).toBe('ppm');
  });

  it('are titled by the unit alone when names are long', () => {
    const long = [line('a', [1], { label: 'x'.repeat(40) })];
    expect(unitAxes(long, none, false, 280)[0].title).toBe('%');
  });

  it('of switches only are told from others without a unit', () => {
    const step = line('run', [1], { unit: '', kind: 'step' });
    expect(isSwitchAxis([step], '')).toBe(true);
    expect(isSwitchAxis([step, line('ph', [7], { unit: '' })], '')).toBe(false);
  });
});

describe('the range of a y axis', () => {
  const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });

  it('holds all readings with some air', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const range = valueRange(low, high, []);
        expect(range).not.toBeNull();
        expect(range?.[0]).toBeLessThan(low);
        expect(range?.[1]).toBeGreaterThan(high);
      }),
    );
  });

  it('takes in a limit that is near and leaves out one that would flatten the readings', () => {
    expect(valueRange(100, 150, [190])?.[1]).toBeGreaterThan(190);
    expect(valueRange(100, 150, [1000])?.[1]).toBeLessThan(160);
  });

  it('is none without readings', () => expect(valueRange(NaN, NaN, [5])).toBeNull());
});
