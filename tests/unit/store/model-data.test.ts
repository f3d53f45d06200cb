import { describe, expect, it } from 'vitest';
import { featureColumn, isCounter, neededFor } from '$lib/models/features';
import { MOST_MINUTES, stepsOf, tagsBehind, withoutCounters } from '$lib/store/model-data';
import { windowsOf } from '$lib/store/model-labels';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('features', () => {
  it('that are made say what they need, and are made of it', () => {
    expect(neededFor(['gas.ch4', 'energy.rate', 'clock.day_sin'])).toEqual(['gas.ch4', 'gas.flow']);
    const columns: Record<string, Float32Array> = {
      'gas.flow': Float32Array.of(60),
      'gas.ch4': Float32Array.of(70),
    };
    const made = featureColumn('energy.rate', (name) => columns[name], Float64Array.of(0));
    // 60 scfm of gas with 70 % methane: 2520 scf of methane an hour at 1010 Btu.
    expect(made[0]).toBeCloseTo(2.5452, 4);
    const sine = featureColumn('clock.day_sin', () => new Float32Array(), Float64Array.of(0, 6 * HOUR_MS));
    expect([...sine]).toEqual([0, 1]);
  });

  it('that only count up are left out, noisy levels are not', () => {
    const counter = Float32Array.from({ length: 300 }, (_, at) => (at * 7) % 900);
    const level = Float32Array.from({ length: 300 }, (_, at) => Math.sin(at));
    expect(isCounter(counter)).toBe(true);
    expect(isCounter(level)).toBe(false);
    expect(withoutCounters(['a', 'b'], [counter, level]).features).toEqual(['b']);
  });

  it('are found by meaning or by name; what a plant lacks is named', () => {
    const plant = {
      info: { tags: [{ tag: 'x1' }, { tag: 'x2' }] },
      tagOf: (id: string) => (id === 'gas.ch4' ? 'x1' : null),
    } as unknown as Parameters<typeof tagsBehind>[0];
    expect(tagsBehind(plant, ['gas.ch4', 'x2', 'clock.day_cos'])).toEqual({
      tags: { 'gas.ch4': 'x1', x2: 'x2' },
    });
    expect(tagsBehind(plant, ['gas.ch4', 'energy.rate'])).toEqual({ missing: 'gas.flow' });
  });
});

it('whole steps of what the plant holds are learnt from, at most the newest 180 days of minutes', () => {
  const info = { firstMs: 30_000, endMs: 400 * DAY_MS + 30_000 } as Parameters<typeof stepsOf>[0]['info'];
  const all = stepsOf({ info }, null, 60);
  expect(all.toMs).toBe(400 * DAY_MS);
  expect((all.toMs - all.fromMs) / 60_000).toBe(MOST_MINUTES);
  expect(stepsOf({ info }, { fromMs: HOUR_MS + 1, toMs: 5 * HOUR_MS + 9 }, 3600)).toEqual({
    fromMs: HOUR_MS,
    toMs: 5 * HOUR_MS,
  });
});

describe('labels of a person', () => {
  const event = (kind: string, verdict: 'real' | 'not real', fromMs: number, toMs: number) => ({
    ...{ kind, verdict, fromMs, toMs, tags: [], givenMs: 0 },
  });

  it('make windows of each real kind, and of the quiet days before', () => {
    const found = windowsOf(
      [
        event('leak', 'real', 3 * DAY_MS, 3 * DAY_MS + 2 * HOUR_MS),
        event('noise', 'not real', 2 * DAY_MS, 2.1 * DAY_MS),
      ],
      0,
    )!;
    expect(found.classes).toEqual(['normal', 'leak']);
    const { starts, classes } = found.windows;
    expect([...starts].filter((_, at) => classes[at] === 1)).toHaveLength(12);
    for (const [at, start] of starts.entries())
      if (classes[at] === 0) expect(start + 120 <= 2 * 1440 || start >= 2.1 * 1440).toBe(true);
  });

  it('keep to the classes of weights to start from, in their order', () => {
    const feedback = [
      event('leak', 'real', 3 * DAY_MS, 3 * DAY_MS + 2 * HOUR_MS),
      event('unheard of', 'real', 5 * DAY_MS, 5 * DAY_MS + 2 * HOUR_MS),
    ];
    const found = windowsOf(feedback, 0, ['stuck', 'normal', 'leak'])!;
    expect(found.classes).toEqual(['stuck', 'normal', 'leak']);
    expect(new Set(found.windows.classes)).toEqual(new Set([1, 2]));
    expect(windowsOf(feedback, 0, ['normal', 'stuck'])).toBeNull();
  });

  it('are none when nothing was marked as real', () => {
    expect(windowsOf([event('noise', 'not real', 0, 1)], 0)).toBeNull();
  });
});
