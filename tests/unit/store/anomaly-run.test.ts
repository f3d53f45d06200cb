/** A search over an open plant: the same queries and the same judging as in the browser, without its workers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../workers/database/database';
import { createDetect } from '../../../workers/detect/detect';
import { readFrame } from '$lib/store/anomaly-frame';
import { searchKey } from '$lib/store/anomaly-memory';
import { runDetection, type ConnectDetect } from '$lib/store/anomaly-run';
import { openPlant } from '$lib/store/plant';
import type { PlantConnectors } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, MINUTE_MS, START_MS, TEST_TAGS } from '../workers/database/test-plant';

function asynchronous(api: object): never {
  const methods = Object.entries(api).map(([name, method]) => [
    name,
    async (...args: unknown[]) => (method as (...given: unknown[]) => unknown)(...args),
  ]);
  return Object.fromEntries(methods) as never;
}

let disposed = 0;
const connect: ConnectDetect = () => ({ remote: createDetect(), dispose: () => void disposed++ });
const connectors: PlantConnectors = {
  database: () => ({ remote: asynchronous(createDatabase(nodeEngine(), attachTestPlant)), dispose() {} }),
  raw: () => {
    throw new Error('no readings are asked for');
  },
};

const ALL = { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant({ kind: 'file', file: new File([], 'test.duckdb') }, {}, connectors);
}, STARTING_MS);
afterAll(() => plant.dispose());

describe('minutes of a plant as a frame', () => {
  it('hold every tag on one grid, with the ten minutes without rows as NaN', async () => {
    const frame = await readFrame(plant, ALL, { 'energy.today': 'energy' });
    expect(frame).toMatchObject({ startMs: START_MS, stepMs: MINUTE_MS, length: 240 });
    expect(frame.tags.map(({ tag }) => tag)).toEqual(TEST_TAGS);
    const missing = [...frame.tags[0].avg].flatMap((value, at) => (Number.isNaN(value) ? [at] : []));
    expect(missing).toEqual(expect.arrayContaining(Array.from({ length: 10 }, (_, at) => 30 + at)));
    expect([...(frame.rows ?? [])].filter((rows) => rows === 0)).toHaveLength(10);
    const kinds = Object.fromEntries(frame.tags.map(({ tag, kind }) => [tag, kind]));
    expect(kinds).toMatchObject({ flow: 'analog', running: 'state', energy: 'total' });
  });

  it('are the mean, least and greatest that the plant gives for the same minutes', async () => {
    const { tags } = await readFrame(plant, ALL, {});
    const flow = tags.find(({ tag }) => tag === 'flow')!;
    const data = await plant.series({ ...ALL, tags: ['flow'], widthPx: 240 });
    expect(data).toMatchObject({ level: 'minute', bucketSeconds: 60 });
    expect([...flow.avg]).toEqual([...data.series[0].avg].map(Math.fround));
    expect([...flow.min!]).toEqual([...data.series[0].min].map(Math.fround));
    expect([...flow.max!]).toEqual([...data.series[0].max].map(Math.fround));
  });
});

describe('a search', () => {
  const search = { range: ALL, falseAlarmsPerDay: 0.05 };

  it('says why four hours cannot be judged, tells how far it is, and ends its worker', async () => {
    const fractions: number[] = [];
    const onprogress = ({ fraction }: { fraction: number }) => void fractions.push(fraction);
    const found = await runDetection(plant, search, { onprogress }, connect);
    expect(found).toMatchObject({ kind: 'not-enough', reason: 'short history' });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.length).toBeGreaterThan(1);
    expect(disposed).toBe(1);
  });

  it('of nothing says so', async () => {
    const range = { fromMs: START_MS, toMs: START_MS };
    expect(await runDetection(plant, { ...search, range }, {}, connect)).toMatchObject({
      reason: 'no readings',
    });
  });

  it('rejects at once when cancelled while its worker is busy, and ends it', async () => {
    const controller = new AbortController();
    const before = disposed;
    const stuck: ConnectDetect = () => ({
      remote: {
        detect: () => {
          controller.abort();
          return new Promise(() => undefined);
        },
      },
      dispose: () => void disposed++,
    });
    const { signal } = controller;
    await expect(runDetection(plant, search, { signal }, stuck)).rejects.toThrow(/abort/i);
    expect(disposed).toBe(before + 1);
  });

  it('is kept under its range, the false alarms allowed and the mapping, in any order', () => {
    const key = searchKey({ search, canonical: { a: 'x', b: 'y' } });
    expect(searchKey({ search, canonical: { b: 'y', a: 'x' } })).toBe(key);
    expect(searchKey({ search, canonical: { a: 'x', b: 'z' } })).not.toBe(key);
    expect(
      searchKey({ search: { ...search, falseAlarmsPerDay: 1 }, canonical: { a: 'x', b: 'y' } }),
    ).not.toBe(key);
  });
});
