import { describe, expect, it } from 'vitest';
import { addPin, comparePins } from '$lib/charts/pins';
import { chartData, line } from './fixtures';

describe('pinned cursors', () => {
  it('are two at most: the third starts again', () => {
    expect(addPin(addPin([], 1), 2)).toEqual([1, 2]);
    expect(addPin([1, 2], 3)).toEqual([3]);
  });

  it('compare values at both ends and what lies between, in either order', () => {
    const data = chartData([0, 60, 120, 180], [line('a', [1, 9, 4, 100]), line('b', [1, 1, 1, 1])]);
    for (const pins of [
      [0, 120],
      [120, 0],
    ]) {
      const [a, ...others] = comparePins(data, pins, new Set(['b']));
      expect(others).toEqual([]);
      expect(a).toMatchObject({ from: 1, to: 4, delta: 3, min: 1, max: 9 });
      expect(a.mean).toBeCloseTo(14 / 3);
    }
  });

  it('compare nothing without points', () => {
    expect(comparePins(chartData([], [line('a', [])]), [0, 1], new Set())).toEqual([]);
  });
});
