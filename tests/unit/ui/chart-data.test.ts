import { expect, test } from 'vitest';
import type { TagInfo } from '$lib/store/plant-types';
import { chartData, chartTag, levelInWords } from '$lib/ui/chart-data';

const values = (...numbers: number[]) => Float64Array.from(numbers);
const series = (tag: string) => ({ tag, avg: values(1, 2), min: values(0, 1), max: values(2, 3) });
const tag = (name: string, kind: 'number' | 'boolean' = 'number') => ({
  tag: name,
  label: name,
  unit: '%',
  kind,
});

test('averages carry their band, readings do not', () => {
  const answer = { timesMs: values(0, 60_000), series: [series('a')] };
  const [minute] = chartData({ ...answer, level: 'minute' }, [tag('a')]).series;
  const [raw] = chartData({ ...answer, level: 'raw' }, [tag('a')]).series;
  expect(minute.min).toEqual(values(0, 1));
  expect(raw.min).toBeNull();
});

test('on/off readings are steps, their averages lines', () => {
  const answer = { timesMs: values(0, 1000), series: [series('on')] };
  expect(chartData({ ...answer, level: 'raw' }, [tag('on', 'boolean')]).series[0].kind).toBe('step');
  expect(chartData({ ...answer, level: 'hour' }, [tag('on', 'boolean')]).series[0].kind).toBe('line');
});

test('tags of another plant are left out', () => {
  const answer = { timesMs: values(0, 1), series: [series('a')], level: 'hour' as const };
  expect(chartData(answer, [tag('b')]).series).toEqual([]);
});

test('a tag is called by its meaning only where the mapping in force says so', () => {
  const info = { tag: 'a', header: 'AT_101', canonical: 'gas.ch4', unit: '%', kind: 'number' } as TagInfo;
  expect(chartTag({ tagOf: () => 'a' }, info).label).toBe('Methane');
  expect(chartTag({ tagOf: () => 'b' }, info).label).toBe('AT_101');
});

test.each([
  ['raw' as const, 1, 'Readings as recorded'],
  ['minute' as const, 60, '1-minute averages; the band is lowest to highest'],
  ['minute' as const, 900, '15-minute averages; the band is lowest to highest'],
  ['hour' as const, 7200, '2-hour averages; the band is lowest to highest'],
  ['hour' as const, 172_800, '2-day averages; the band is lowest to highest'],
])('level %s of %d s reads "%s"', (level, bucketSeconds, words) => {
  expect(levelInWords({ level, bucketSeconds })).toBe(words);
});
