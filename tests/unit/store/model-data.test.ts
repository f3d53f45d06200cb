import { describe, expect, it } from 'vitest';
import type { TimeRange } from '$lib/ingest/types';
import { featureColumn, isCounter, meansOnly, neededFor, partsOf, type Readings } from '$lib/models/features';
import type { Query } from '$lib/sql/query';
import { MOST_MINUTES, readFeatures, stepsOf, tagsBehind, withoutCounters } from '$lib/store/model-data';
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
    const made = featureColumn(
      'energy.rate',
      meansOnly((name) => columns[name]),
      Float64Array.of(0),
    );
    // 60 scfm of gas with 70 % methane: 2520 scf of methane an hour at 1010 Btu.
    expect(made[0]).toBeCloseTo(2.5452, 4);
    const sine = featureColumn(
      'clock.day_sin',
      meansOnly(() => new Float32Array()),
      Float64Array.of(0, 6 * HOUR_MS),
    );
    expect([...sine]).toEqual([0, 1]);
  });

  it('of the readings within a step say when a reading is stuck, jumps, or is missing', () => {
    expect(partsOf(['range:a', 'missing:a', 'b', 'clock.rows'])).toEqual({
      parts: [
        ...(['avg', 'min', 'max', 'count'] as const).map((measure) => ({ name: 'a', measure })),
        { name: 'b', measure: 'avg' },
      ],
      rows: true,
    });
    const readings: Readings = {
      of: (_name, measure) =>
        ({
          avg: Float32Array.of(100, 100, 100, NaN, 100),
          min: Float32Array.of(99, 100, 50, NaN, 100),
          max: Float32Array.of(101, 100, 100, NaN, 100),
          count: Float32Array.of(6, 6, 6, 0, 1),
        })[measure],
      rows: () => Float32Array.of(6, 6, 12, 6, NaN),
      usualRows: 6,
    };
    const column = (feature: string) => [...featureColumn(feature, readings, new Float64Array(5))];
    const [usual, stuck, jumping, none, single] = column('range:a');
    expect(usual).toBeCloseTo(Math.log(0.0201), 4);
    expect(stuck).toBeCloseTo(Math.log(1e-4), 4);
    expect(jumping).toBeCloseTo(Math.log(0.5001), 4);
    expect([none, single]).toEqual([NaN, NaN]);
    expect(column('missing:a')).toEqual([0, 0, 0.5, 1, NaN]);
    expect(column('clock.rows')).toEqual([1, 1, 2, 1, 0]);
    expect(() =>
      featureColumn(
        'range:a',
        meansOnly(() => new Float32Array(1)),
        new Float64Array(1),
      ),
    ).toThrow('the min of a is not known');
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

describe('reading features of a plant', () => {
  /** Minutes 0, 1 and 3 of a plant with a row each 10 s; nothing in minute 2. */
  const table: Record<string, number[]> = {
    ...{ t: [0, 60_000, 180_000], n: [6, 6, 3] },
    ...{ x1_avg: [10, 20, 30], x1_min: [9, 20, 30], x1_max: [11, 20, 30], x1_count: [6, 3, 3] },
  };
  const plant = {
    info: { samplingIntervalSeconds: 10 },
    async ask(range: TimeRange, make: (known: { range: TimeRange }) => Query<unknown>) {
      const { sql, decode } = make({ range });
      const named = [...sql.matchAll(/"?(\w+)"? AS (v\d+)/g)].map(([, name, as]): [string, string] => [
        as,
        name,
      ]);
      const columns: [string, string][] = [['t', 't'], ['n', 'n'], ...named];
      return decode({
        rows: 3,
        columns: columns.map(([name, from]) => ({
          ...{ name, kind: 'number' as const },
          values: Float64Array.from(table[from]),
        })),
      });
    },
  } as unknown as Parameters<typeof readFeatures>[0];
  const range = { fromMs: 0, toMs: 240_000 };
  const tags = { 'gas.ch4': 'x1' };
  const features = ['gas.ch4', 'range:gas.ch4', 'missing:gas.ch4', 'clock.rows'];

  it('gives means, ranges, missing shares and rows by minute', async () => {
    const { columns } = await readFeatures(plant, { features, tags, stepSeconds: 60 }, range);
    expect([...columns[0]]).toEqual([10, 20, NaN, 30]);
    expect(columns[1][0]).toBeCloseTo(Math.log(1e-4 + 2 / 10.001), 4);
    expect(columns[1][1]).toBeCloseTo(Math.log(1e-4), 4);
    expect(columns[1][2]).toBeNaN();
    expect([...columns[2]]).toEqual([0, 0.5, NaN, 0]);
    expect([...columns[3]]).toEqual([1, 1, 0, 0.5]);
  });

  it('refuses what is made of the readings within a minute in other steps', async () => {
    await expect(readFeatures(plant, { features, tags, stepSeconds: 3600 }, range)).rejects.toThrow(
      'is read by minute only',
    );
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
