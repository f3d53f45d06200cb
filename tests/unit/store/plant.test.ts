import { beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../../workers/database/database';
import { createRaw } from '../../../workers/raw/raw';
import type { SourcePlan } from '$lib/ingest/types';
import type { DatabaseApi } from '$lib/rpc/database';
import type { RawApi } from '$lib/rpc/raw';
import { literal } from '$lib/sql/render';
import { openPlant } from '$lib/store/plant';
import { importedMapping } from '$lib/store/plant-mapping';
import { planRaw, readFailure } from '$lib/store/plant-raw';
import type { PlantConnectors } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { fillTestPlant, HOUR_MS, MINUTE_MS, START_MS } from '../workers/database/test-plant';

const lines = Array.from({ length: 720 }, (_, i) => {
  const time = new Date(START_MS + i * 10_000).toISOString().slice(0, 19).replace('T', ' ');
  return `${time},${i % 100 === 7 ? 99 : 60 + (i % 5)},${i}\n`;
});
const text = `time,CH4,CO2\n${lines.join('')}`;
const file = new File([text], 'plant.csv');
const column = { unit: '', canonical: null, confidence: 0, trueWords: [], falseWords: [] };
const plan: SourcePlan = {
  fileName: 'plant.csv',
  sizeBytes: text.length,
  dialect: { encoding: 'utf-8', bomBytes: 0, delimiter: ',', quote: '"', decimal: '.', lineEnd: '\n' },
  dataStart: 13,
  firstDataLine: 2,
  hasHeader: true,
  time: { kind: 'column', column: 0, format: { kind: 'iso' } },
  zone: 'UTC',
  zoneInFile: false,
  columns: [
    { ...column, index: 0, header: 'time', tag: '', kind: 'time' },
    { ...column, index: 1, header: 'CH4', tag: 'ch4', kind: 'number' },
    { ...column, index: 2, header: 'CO2', tag: 'co2', kind: 'number' },
  ],
  preview: [],
  firstTimeMs: null,
  lastTimeMs: null,
  estimatedRows: 720,
  warnings: [],
};

let disposed = 0;
const dispose = () => void disposed++;
function asynchronous<T extends object>(api: T) {
  return new Proxy(api, {
    get:
      (target, key) =>
      async (...args: unknown[]) =>
        (Reflect.get(target, key) as (...a: unknown[]) => unknown)(...args),
  });
}
const connectors: PlantConnectors = {
  database: () => {
    const database = createDatabase(nodeEngine(), async (_engine, connection) => {
      connection.query("ATTACH ':memory:' AS plant");
      fillTestPlant(connection);
      connection.query(
        `DELETE FROM plant.source_index; INSERT INTO plant.source_index VALUES (0, 13, ${text.length}, epoch_ms(${START_MS}), epoch_ms(${START_MS + 7_190_000}))`,
      );
      connection.query(`UPDATE plant.source_plan SET plan = ${literal(JSON.stringify(plan))}`);
    });
    const remote = asynchronous<DatabaseApi>(database) as unknown as ReturnType<
      PlantConnectors['database']
    >['remote'];
    return { remote, dispose };
  },
  raw: () => ({
    remote: asynchronous<RawApi>(createRaw()) as unknown as ReturnType<PlantConnectors['raw']>['remote'],
    dispose,
  }),
};

let plant: Plant;
beforeAll(
  async () => void (plant = await openPlant({ kind: 'url', url: 'test' }, {}, connectors)),
  STARTING_MS,
);

test('an open plant knows its tags, sources, issues and extent', () => {
  const { info } = plant;
  expect(info).toMatchObject({
    name: 'Test plant',
    zone: 'UTC',
    rows: 1380,
    firstMs: START_MS,
    endMs: START_MS + 4 * HOUR_MS,
    minutes: 230,
    samplingIntervalSeconds: 10,
    createdMs: Date.UTC(2024, 3, 1),
  });
  expect(info.tags[0]).toMatchObject({
    tag: 'ch4',
    header: 'CH4',
    canonical: 'gas.ch4',
    kind: 'number',
    group: 'Gas',
  });
  expect(info.tags[7]).toMatchObject({ tag: 'spare', canonical: null, readings: 0, avg: NaN });
  expect(info.sources).toMatchObject([
    { name: 'plant.csv', rowsRead: 1381, rowsUsed: 1380, rowsRejected: 1 },
  ]);
  expect(info.issues).toMatchObject([
    { column: 'CH4', reason: 'not a number', rejectsRow: false, count: 3, firstLine: 17, sample: 'n/a' },
    { column: '', reason: 'time not readable', rejectsRow: true, count: 1 },
  ]);
});

test('a series has the level that fits its width', async () => {
  const fourHours = { tags: ['ch4'], fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
  const minutes = await plant.series({ ...fourHours, widthPx: 300 });
  expect([minutes.level, minutes.bucketSeconds, minutes.timesMs.length, minutes.rawMissing]).toEqual([
    'minute',
    60,
    240,
    null,
  ]);
  expect([minutes.rows[0], minutes.rows[30], minutes.series[0].avg[30]]).toEqual([6, 0, NaN]);
  const hours = await plant.series({ ...fourHours, widthPx: 4 });
  expect([hours.level, hours.bucketSeconds, hours.timesMs.length]).toEqual(['hour', 3600, 4]);
});

test('a zoom below the minute reads the export, or says why it cannot', async () => {
  const request = {
    tags: ['co2', 'ch4', 'fault'],
    fromMs: START_MS,
    toMs: START_MS + HOUR_MS / 2,
    widthPx: 1000,
  };
  expect(await plant.series(request)).toMatchObject({
    level: 'minute',
    bucketSeconds: 60,
    rawMissing: 'no file',
  });
  plant.setSourceFiles([new File(['other'], 'plant.csv')]);
  expect(await plant.series(request)).toMatchObject({ level: 'minute', rawMissing: 'file changed' });
  plant.setSourceFiles([file]);
  const { level, bucketSeconds, timesMs, series, rawMissing } = await plant.series(request);
  expect([level, bucketSeconds, rawMissing]).toEqual(['raw', 10, null]);
  expect([...timesMs]).toEqual(Array.from({ length: 180 }, (_, i) => START_MS + i * 10_000));
  expect([series[0].avg[8], series[1].max[7], series[2].avg[0]]).toEqual([8, 99, NaN]);
});

test('an aborted query rejects with AbortError', async () => {
  const controller = new AbortController();
  const slow = plant.query('SELECT sum(hash(a.range) % 7) FROM range(400000000) a', controller.signal);
  setTimeout(() => controller.abort(), 50);
  await expect(slow).rejects.toMatchObject({ name: 'AbortError' });
  await expect(plant.query('SELECT 1', controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

test('statistics give the mean of the last minute with readings', async () => {
  const [ch4] = await plant.statistics(['ch4'], { fromMs: START_MS, toMs: START_MS + 35 * MINUTE_MS });
  expect(ch4).toMatchObject({ tag: 'ch4', min: 60, max: 66 });
  expect(ch4.last).toBeGreaterThan(59);
  expect(await plant.statistics([], { fromMs: 0, toMs: 1 })).toEqual([]);
});

test('coverage is in percent of the rows that the sampling interval asks for', async () => {
  const range = { fromMs: START_MS, toMs: START_MS + HOUR_MS };
  const { bucketSeconds, timesMs, percent } = await plant.coverage(range, 7);
  expect([bucketSeconds, timesMs.length]).toEqual([600, 6]);
  expect([...percent]).toEqual([100, 100, 100, 0, 100, 100]);
});

test('the mapping in force names tags that exist', async () => {
  expect([plant.tagOf('gas.ch4'), plant.tagOf('gas.h2s'), plant.tagOf('toString')]).toEqual([
    'ch4',
    null,
    null,
  ]);
  await plant.setMapping({ 'gas.ch4': 'co2', 'gas.h2s': 'gone' });
  expect([plant.tagOf('gas.ch4'), plant.tagOf('gas.h2s')]).toEqual(['co2', null]);
});

test('of several tags with one canonical tag the surest is mapped, then the first', () => {
  const tag = (name: string, canonical: string | null, confidence: number) => ({
    tag: name,
    canonical,
    confidence,
  });
  expect(
    importedMapping([
      tag('a', 'gas.ch4', 0.5),
      tag('b', 'gas.ch4', 0.9),
      tag('c', 'gas.ch4', 0.9),
      tag('d', null, 0),
    ]),
  ).toEqual({ 'gas.ch4': 'b' });
});

test('more of the exports than is read for one plot is too much', () => {
  const block = { source: 0, start: 0, end: 65 * 1024 * 1024, minMs: 0, maxMs: 1 };
  const request = { tags: ['ch4'], fromMs: 0, toMs: 1, widthPx: 100 };
  expect(planRaw(request, [block], [plan], [file], 1)).toBe('too much');
  expect(planRaw({ ...request, tags: ['elsewhere'] }, [block], [plan], [null], 1)).toMatchObject({
    sources: [],
  });
});

test('a plant file with no index of an export keeps no single readings', () =>
  expect(planRaw({ tags: ['ch4'], fromMs: 0, toMs: 1, widthPx: 100 }, [], [], [], 1)).toBe('not kept'));

test('reasons why the browser does not read a file are told apart', () => {
  const names = ['NotAllowedError', 'NotReadableError', 'NotFoundError', 'TypeError'];
  expect(names.map((name) => readFailure(Object.assign(new Error('x'), { name })))).toEqual([
    'permission',
    'file changed',
    'file changed',
    null,
  ]);
});

test('a plant that cannot be opened leaves no worker behind', async () => {
  const before = disposed;
  const broken: PlantConnectors = {
    ...connectors,
    database: () => {
      const api = createDatabase(nodeEngine(), async () => {
        throw new Error('no such file');
      });
      const remote = asynchronous<DatabaseApi>(api) as unknown as ReturnType<
        PlantConnectors['database']
      >['remote'];
      return { remote, dispose };
    },
  };
  await expect(openPlant({ kind: 'url', url: 'gone.duckdb' }, {}, broken)).rejects.toMatchObject({
    name: 'PlantFileError',
    message: '"gone.duckdb" cannot be opened as a plant: no such file',
  });
  expect(disposed).toBe(before + 1);
});
