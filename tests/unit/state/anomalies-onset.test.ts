import { expect, test } from 'vitest';
import { onsetRange, readOnset } from '$lib/state/anomalies-onset';
import type { ShownEvent } from '$lib/state/anomalies-events';
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
