import { describe, expect, it } from 'vitest';
import { judgeTimeline } from '$lib/quality/timeline';
import { areSameRows, decided, isUndecided } from '$lib/quality/twice';
import { lookAtTwice } from '$lib/store/quality-twice';
import { fakePlant } from '../store/fake-plant';
import { START } from './support';

const twice = (values: (second: number, copy: number) => number) => {
  const rows = Array.from({ length: 120 }, (_, at) => [Math.floor(at / 2) * 1000, at % 2] as const);
  const column = Float64Array.from(rows, ([ms, copy]) => values(ms / 1000, copy));
  return { timesMs: Float64Array.from(rows, ([ms]) => ms), column };
};
const timeline = {
  minutes: Int32Array.from({ length: 600 }, (_, at) => START + at),
  rows: Float64Array.from({ length: 600 }, (_, at) => (at >= 200 && at < 260 ? 12 : 6)),
};

describe('rows of equal time', () => {
  it('with equal values are the same rows again, with others those of another hour', () => {
    const same = twice((second) => Math.sin(second));
    const others = twice((second, copy) => Math.sin(second + 3600 * copy));
    expect(areSameRows(same.timesMs, [same.column])).toBe(true);
    expect(areSameRows(others.timesMs, [others.column])).toBe(false);
  });

  it('tell nothing when values stand still, or when there are few', () => {
    const still = twice(() => 5);
    expect(areSameRows(still.timesMs, [still.column])).toBeNull();
    const single = Float64Array.from({ length: 60 }, (_, at) => at * 1000);
    expect(areSameRows(single, [single])).toBeNull();
  });
});

describe('a stretch held twice', () => {
  const [finding] = judgeTimeline(timeline, false).findings;

  it('is undecided by its roll-ups, and decided by its readings under the same id', () => {
    expect(isUndecided(finding)).toBe(true);
    const clock = decided(finding, false);
    expect(clock).toMatchObject({ id: finding.id, kind: 'clock step' });
    expect(clock.words).toContain('set back by 60 minutes');
    expect(isUndecided(decided(finding, true))).toBe(false);
  });

  it('stays undecided where the export is not at hand', async () => {
    const plant = fakePlant();
    const series = plant.series;
    plant.series = async (request) => ({
      ...(await series(request)),
      level: 'minute',
      rawMissing: 'no file',
    });
    expect(await lookAtTwice(plant, [finding])).toEqual([finding]);
  });

  it('is decided by the readings of a plant whose export is at hand', async () => {
    const plant = fakePlant();
    const found = twice((second, copy) => second + copy);
    plant.series = async ({ tags }) => ({
      ...{
        level: 'raw',
        bucketSeconds: 1,
        timesMs: found.timesMs,
        rows: found.timesMs.map(() => 1),
        rawMissing: null,
      },
      series: tags.map((tag) => ({ tag, avg: found.column, min: found.column, max: found.column })),
    });
    expect(await lookAtTwice(plant, [finding])).toMatchObject([{ kind: 'clock step', id: finding.id }]);
  });
});
