import { expect, test } from 'vitest';
import { computeFigures, figuresOf, mostActive, remapped, trendsOf } from '$lib/state/key-figures';
import type { Plant, TagInfo } from '$lib/store/plant-types';

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

const plant = (tags: TagInfo[], mapping: Record<string, string> = {}) =>
  ({
    info: { tags } as Plant['info'],
    tagOf: (canonical: string) => mapping[canonical] ?? null,
    statistics: async (wanted: string[], range: { fromMs: number }) =>
      wanted.map((tag) => ({
        tag,
        readings: 4,
        avg: range.fromMs < 0 ? 0.5 : 0.75,
        min: 0,
        max: 1,
        last: 1,
      })),
    series: async ({ tags: wanted }: { tags: string[] }) => ({
      series: wanted.map((tag) => ({ tag, avg: Float64Array.of(1, 2), max: Float64Array.of(1, 3, 2) })),
    }),
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
    { fromMs: 0, toMs: 10 },
    new AbortController().signal,
  );
  const share = figures.find(({ spec }) => spec.canonical === 'compressor.running');
  expect(share).toMatchObject({ value: 75, before: 50, scale: { min: 0, max: 100 } });
  expect(figures[0].value).toBeNaN();
});

test('a tag has one meaning, and a meaning one tag', () => {
  expect(remapped({ 'gas.ch4': 'a', 'gas.co2': 'b' }, 'b', 'gas.ch4')).toEqual({ 'gas.ch4': 'b' });
  expect(remapped({ 'gas.ch4': 'a' }, 'a', null)).toEqual({});
});
