import { expect, test } from 'vitest';
import type { EnergyCounted } from '$lib/api/energy';
import type { CounterEvent } from '$lib/plant/counters-types';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { metersOf, pricesOf } from '$lib/state/energy';
import { bucketNotes } from '$lib/state/energy-notes';
import { readEquipment } from '$lib/state/key-figures-equipment';
import { DEFAULT_ENERGY } from '$lib/store/energy-types';
import type { Plant, TagInfo } from '$lib/store/plant-types';

const HOUR = 3_600_000;
const MINUTE = 60_000;

const info = (
  tag: string,
  canonical: string,
  unit: string,
  kind: 'number' | 'boolean' = 'number',
): TagInfo => ({
  tag,
  header: tag,
  canonical,
  confidence: 0.9,
  unit,
  kind,
  group: 'Gas',
  readings: 10,
  avg: 50,
  min: 0,
  max: 100,
  firstMs: 0,
  lastMs: 1,
});

const plantOf = (tags: TagInfo[], series: Record<string, number[]> = {}) =>
  ({
    info: { tags, fingerprint: `test ${Object.keys(series).join()}`, firstMs: 0, endMs: 48 * HOUR },
    tagOf: (canonical: string) => tags.find((tag) => tag.canonical === canonical)?.tag ?? null,
    async series({ tags: wanted, fromMs }: { tags: string[]; fromMs: number }) {
      const length = Object.values(series)[0].length;
      const of = (tag: string) => Float64Array.from(series[tag] ?? []);
      return {
        bucketSeconds: 3600,
        timesMs: Float64Array.from({ length }, (_, at) => fromMs + at * HOUR),
        series: wanted.map((tag) => ({ tag, avg: of(tag), min: of(tag), max: of(tag) })),
      };
    },
  }) as unknown as Plant;

test('prices are turned into prices a kWh', () => {
  expect(pricesOf({ ...DEFAULT_ENERGY, energyPrice: 293.0710702, electricityPrice: 0.2 })).toEqual({
    energy: expect.closeTo(1, 6),
    electricity: 0.2,
  });
  expect(pricesOf(DEFAULT_ENERGY)).toEqual({ energy: null, electricity: null });
});

test('meters follow the mapping in force', () => {
  const plant = plantOf([info('ch4', 'gas.ch4', '%'), info('flow', 'gas.flow', 'scfm')]);
  const { energy, streams } = metersOf(plant, USUAL_CONDITIONS);
  expect([energy, streams.map(({ flow }) => flow.tag)]).toEqual([null, ['flow']]);
});

const counted = (events: CounterEvent[], gaps: { fromMs: number; toMs: number }[]) =>
  ({
    range: { fromMs: HOUR / 2, toMs: 3 * HOUR },
    edges: [0, HOUR, 2 * HOUR, 3 * HOUR],
    counters: [{ counted: { events, gaps } }],
  }) as unknown as EnergyCounted;
const event = (kind: CounterEvent['kind'], fromMs: number, toMs: number) => ({
  ...{ kind, fromMs, toMs },
  before: 9,
  after: 0,
});

test('a bucket says what makes it less certain, and a reset is no news', () => {
  const notes = bucketNotes(
    counted(
      [event('reset', HOUR, HOUR), event('spike', 2.5 * HOUR, 2.6 * HOUR)],
      [
        { fromMs: 0.6 * HOUR, toMs: 1.2 * HOUR },
        { fromMs: 2 * HOUR, toMs: 2 * HOUR + MINUTE },
      ],
    ),
  );
  expect(notes).toEqual([
    { words: 'begins before the period', unsure: false },
    { words: 'holds what was counted in a gap of 36 min', unsure: true },
    { words: 'spike left out', unsure: true },
  ]);
});

test('a dropout is news only where it moves energy from one bucket to another', () => {
  const notes = bucketNotes(counted([event('dropout', 0.6 * HOUR, 0.8 * HOUR)], []));
  expect(notes.every(({ unsure }) => !unsure)).toBe(true);
  const across = bucketNotes(counted([event('dropout', 0.6 * HOUR, 1.1 * HOUR)], []));
  expect(across[1]).toEqual({ words: 'holds what was counted in a dropout of 30 min', unsure: true });
});

test('the strip says what a machine does at the end of the period and since when', async () => {
  const running = Array.from({ length: 48 }, (_, hour) => (hour >= 10 && hour < 40 ? 1 : 0));
  const plant = plantOf([info('run', 'compressor.running', '', 'boolean')], { run: running });
  const range = { fromMs: 0, toMs: 48 * HOUR };
  const found = await readEquipment(plant, USUAL_CONDITIONS, range, new AbortController().signal);
  expect(found).toMatchObject([
    { machine: 'compressor', state: 'stopped', sinceMs: 40 * HOUR, dutyPercent: 62.5, starts: 1 },
  ]);
});

test('a plant without machines has no strip', async () => {
  const plant = plantOf([info('flow', 'gas.flow', 'scfm')], { flow: [1, 2] });
  const range = { fromMs: 0, toMs: 2 * HOUR };
  expect(await readEquipment(plant, USUAL_CONDITIONS, range, new AbortController().signal)).toEqual([]);
});
