import { expect, test } from 'vitest';
import { onsetRange, readOnset } from '$lib/state/anomalies-onset';
import type { ShownEvent } from '$lib/state/anomalies-events';
import type { Plant } from '$lib/store/plant-types';
import { FAKE_START_MS, fakePlant } from '../store/fake-plant';

const shown = {
  event: { fromMs: FAKE_START_MS + 3_600_000 },
  explanation: { order: [{ tag: 'clock', afterMinutes: 0 }] },
} as unknown as ShownEvent;

test('single readings a quarter of an hour before and after the onset are shown', async () => {
  const found = await readOnset(fakePlant(), shown, 640);
  expect([found.level, found.rawMissing]).toEqual(['raw', null]);
  const { fromMs, toMs } = onsetRange(shown);
  expect([found.timesMs[0], found.timesMs.at(-1)]).toEqual([fromMs, toMs - 10_000]);
});

test('where there are none behind the plant, minutes are shown and it is said', async () => {
  const whole = fakePlant();
  const none = new Float64Array();
  const plant: Plant = {
    ...whole,
    series: async (asked) => {
      const found = await whole.series(asked);
      const series = found.series.map(({ tag }) => ({ tag, avg: none, min: none, max: none }));
      return found.level === 'raw' ? { ...found, timesMs: none, rows: none, series } : found;
    },
  };
  const found = await readOnset(plant, shown, 640);
  expect(found).toMatchObject({ level: 'minute', bucketSeconds: 60, rawMissing: 'no file' });
  expect(found.timesMs.length).toBeGreaterThanOrEqual(30);
});
