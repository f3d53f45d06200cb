import { expect, test } from 'vitest';
import type { TimeRange } from '$lib/ingest/types';
import { computeFigures, figuresOf, mostActive, remapped, trendsOf } from '$lib/state/key-figures';
import type { Plant, TagInfo } from '$lib/store/plant-types';

const HOUR_MS = 3_600_000;

const info = (tag: string, change: Partial<TagInfo> = {}): TagInfo => ({
  tag,
  header: tag.toUpperCase(),
  canonical: null,
  confidence: 0,
  unit: '',
  kind: 'number',
  group: 'Other',
  readings: 10,
  avg: 5,
  min: 0,
  max: 10,
  firstMs: 0,
  lastMs: 1,
  ...change,
});

/** A plant whose readings are a half before 0 and three quarters from then on. */
const plant = (tags: TagInfo[], mapping: Record<string, string> = {}) =>
  ({
    info: { tags, firstMs: -HOUR_MS, samplingIntervalSeconds: 1 } as Plant['info'],
    tagOf: (canonical: string) => mapping[canonical] ?? null,
    ask: async (range: TimeRange, make: Parameters<Plant['ask']>[1]) => {
      const mean = range.fromMs < 0 ? 0.5 : 0.75;
      const number = (name: string, value: number) => ({
        kind: 'number' as const,
        name,
        values: Float64Array.of(value),
      });
      const columns = tags.flatMap((_, at) => [number(`sum${at}`, 4 * mean), number(`count${at}`, 4)]);
      const t = number('t', Math.floor(range.fromMs / 60_000) * 60_000);
      return make({ range, untilMs: 0 }).decode({ rows: 1, columns: [t, ...columns] });
    },
  }) as unknown as Plant;

test('the liveliest sensors come first, constant and empty ones not at all', () => {
  const tags = [
    info('constant', { min: 5, max: 5 }),
    info('empty', { readings: 0 }),
    info('calm', { min: 99, max: 100 }),
    info('lively', { min: 1, max: 100 }),
    info('switch', { kind: 'boolean', min: 0, max: 1 }),
  ];
  expect(mostActive(tags, 3).map(({ tag }) => tag)).toEqual(['lively', 'calm', 'switch']);
});

test('what is not mapped stays in the list without a sensor', () => {
  const figures = figuresOf(plant([info('a', { unit: '%' })], { 'gas.ch4': 'a' }));
  expect(figures[0]).toMatchObject({ name: 'Methane', unit: '%', normal: { min: 65, max: 80 } });
  expect(figures.find(({ canonical }) => canonical === 'gas.flow')?.tag).toBeNull();
});

test('limits hold only in their unit', () => {
  const pressure = { 'compressor.discharge_pressure': 'p' };
  const normal = (unit: string) =>
    figuresOf(plant([info('p', { unit })], pressure)).find(({ tag }) => tag?.tag === 'p')?.normal;
  expect(normal('psi')).toMatchObject({ min: 15, max: 200 });
  expect(normal('bar')).toBeNull();
});

test('without any mapping the liveliest sensors are shown', () => {
  const open = plant([info('a'), info('b')]);
  expect(figuresOf(open).map(({ name }) => name)).toEqual(['A', 'B']);
  expect(trendsOf(open).map(({ title }) => title)).toEqual(['A', 'B']);
});

test('a running share is in percent, with the period before beside it', async () => {
  const open = plant([info('run', { kind: 'boolean' })], { 'compressor.running': 'run' });
  const figures = await computeFigures(
    open,
    figuresOf(open),
    { fromMs: 0, toMs: 60_000 },
    new AbortController().signal,
  );
  const share = figures.find(({ spec }) => spec.canonical === 'compressor.running');
  expect(share).toMatchObject({ value: 75, before: 50, scale: { min: 0, max: 100 } });
  expect(share?.spark).toEqual(Float64Array.of(0.75));
  expect(figures[0].value).toBeNaN();
});

test('a figure says of which period it is, and asks nothing of a time before the data', async () => {
  const open = plant([info('run', { kind: 'boolean' })], { 'compressor.running': 'run' });
  const range = { fromMs: -HOUR_MS, toMs: 0 };
  const figures = await computeFigures(open, figuresOf(open), range, new AbortController().signal);
  const share = figures.find(({ spec }) => spec.canonical === 'compressor.running');
  expect(share).toMatchObject({ range, value: 50, before: Number.NaN, readingsBefore: 0 });
});

test('a tag has one meaning, and a meaning one tag', () => {
  expect(remapped({ 'gas.ch4': 'a', 'gas.co2': 'b' }, 'b', 'gas.ch4')).toEqual({ 'gas.ch4': 'b' });
  expect(remapped({ 'gas.ch4': 'a' }, 'a', null)).toEqual({});
});
