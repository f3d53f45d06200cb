import { expect, test } from 'vitest';
import { ReplayPictures } from '$lib/state/replay-pictures';
import type { Plant } from '$lib/store/plant-types';
import { FAKE_START_MS, fakePlant } from '../store/fake-plant';

const HOUR_MS = 3_600_000;

function started(plant: Plant = fakePlant()) {
  const shown: Plant[] = [];
  let realMs = 0;
  const pictures = new ReplayPictures(
    plant,
    FAKE_START_MS + HOUR_MS,
    (next) => shown.push(next),
    () => realMs,
  );
  return { shown, pictures, pass: (ms: number) => (realMs += ms) };
}

const request = { tags: ['clock'], fromMs: FAKE_START_MS, toMs: FAKE_START_MS + HOUR_MS, widthPx: 500 };

test('the first picture is there at once, and knows nothing of readings', () => {
  const { shown } = started();
  expect(shown).toHaveLength(1);
  expect(shown[0].info).toMatchObject({ endMs: FAKE_START_MS + HOUR_MS, rows: 0 });
});

test('a picture waits until all that was asked of the one before is answered', async () => {
  const { shown, pictures } = started();
  const answer = shown[0].series(request);
  expect(await pictures.offer(FAKE_START_MS + 2 * HOUR_MS)).toBe(false);
  await answer;
  expect(await pictures.offer(FAKE_START_MS + 2 * HOUR_MS)).toBe(true);
  expect(shown.at(-1)?.info).toMatchObject({ endMs: FAKE_START_MS + 2 * HOUR_MS, rows: 720 });
});

test('a question that fails holds up nothing', async () => {
  const plant = { ...fakePlant(), series: () => Promise.reject(new Error('broken')) };
  const { shown, pictures } = started(plant);
  await expect(shown[0].series(request)).rejects.toThrow('broken');
  expect(await pictures.offer(FAKE_START_MS + 2 * HOUR_MS)).toBe(true);
});

test('what is known of all the past is made anew now and then, and whenever the clock is set back', async () => {
  const { shown, pictures, pass } = started();
  const rowsAt = async (hours: number) => {
    await pictures.offer(FAKE_START_MS + hours * HOUR_MS);
    return shown.at(-1)?.info.rows;
  };
  expect(await rowsAt(2)).toBe(720);
  expect(await rowsAt(3)).toBe(720);
  pass(20_000);
  expect(await rowsAt(4)).toBe(1440);
  expect(await rowsAt(1)).toBe(360);
});

test('two pictures are never prepared at once, and none is shown after the end', async () => {
  const { shown, pictures } = started();
  const both = [pictures.offer(FAKE_START_MS + 2 * HOUR_MS), pictures.offer(FAKE_START_MS + 3 * HOUR_MS)];
  expect(await Promise.all(both)).toEqual([true, false]);
  pictures.end();
  expect(await pictures.offer(FAKE_START_MS + 3 * HOUR_MS)).toBe(false);
  expect(shown).toHaveLength(2);
});
