/** A run over an open plant: the same queries and the same judging as in the browser, without its workers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../../../workers/database/database';
import { createQuality } from '../../../workers/quality/quality';
import { NO_DECISIONS } from '$lib/quality/decisions';
import type { QualityReport } from '$lib/quality/report';
import { basisOf } from '$lib/state/quality-basis';
import { countReadings, findingsIn, qualityRows, sharesOf } from '$lib/state/quality-map';
import { openPlant } from '$lib/store/plant';
import type { PlantConnectors } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';
import { runQuality, type ConnectQuality } from '$lib/store/quality-run';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, MINUTE_MS, START_MS, TEST_TAGS } from '../workers/database/test-plant';

/** The methods of an implementation, answering promises as a worker's do. */
function asynchronous(api: object): never {
  const methods = Object.entries(api).map(([name, method]) => [
    name,
    async (...args: unknown[]) => (method as (...given: unknown[]) => unknown)(...args),
  ]);
  return Object.fromEntries(methods) as never;
}

let disposed = 0;
const connect: ConnectQuality = () => ({
  remote: asynchronous(createQuality()),
  dispose: () => void disposed++,
});
const connectors: PlantConnectors = {
  database: () => ({ remote: asynchronous(createDatabase(nodeEngine(), attachTestPlant)), dispose() {} }),
  raw: () => {
    throw new Error('no readings are asked for');
  },
};

const ALL = { fromMs: START_MS, toMs: START_MS + 4 * HOUR_MS };
let plant: Plant;
let report: QualityReport;
const progress: number[] = [];

beforeAll(async () => {
  const file = new File([], 'test.duckdb');
  plant = await openPlant({ kind: 'file', file }, {}, connectors);
  report = await runQuality(
    plant,
    { decisions: NO_DECISIONS, range: ALL, onprogress: ({ tags }) => progress.push(tags) },
    connect,
  );
}, STARTING_MS);
afterAll(() => plant.dispose());

describe('a run over the test plant', () => {
  it('does not judge by a part of the rows', async () => {
    const cut: Plant = { ...plant, query: async (sql) => ({ ...(await plant.query(sql)), truncated: true }) };
    await expect(runQuality(cut, { decisions: NO_DECISIONS, range: ALL }, connect)).rejects.toThrow(
      /more than \d+ rows/,
    );
  });

  it('measures the interval, and finds the ten minutes without rows once, not for every tag', () => {
    expect(report.rowsInterval).toMatchObject({ seconds: 10, regular: true });
    expect(report.minutes).toBe(230);
    const gaps = report.findings.filter(({ kind }) => kind === 'no rows' || kind === 'gap');
    expect(gaps).toMatchObject([
      { tag: null, fromMs: START_MS + 30 * MINUTE_MS, toMs: START_MS + 40 * MINUTE_MS },
    ]);
  });

  it('knows every tag by how it behaves', () => {
    const behaviour = Object.fromEntries(report.tags.map(({ tag, behaviour: found }) => [tag, found]));
    expect(behaviour).toMatchObject({
      ...{ ch4: 'live', flow: 'live', running: 'state', fault: 'state', spare: 'empty', energy: 'counter' },
    });
    expect(report.tags.map(({ tag }) => tag)).toEqual(TEST_TAGS);
  });

  it('finds the counter reset after an hour and a half, and what the import could not read', () => {
    const resets = report.findings.filter(({ kind }) => kind === 'counter reset');
    expect(resets.map(({ fromMs }) => (fromMs - START_MS) / MINUTE_MS)).toEqual([90, 180]);
    const cells = report.findings.filter(({ kind }) => kind === 'unreadable cells');
    expect(cells).toMatchObject([
      { tag: 'ch4', count: 3 },
      { tag: null, count: 1 },
    ]);
  });

  it('tells how far it is, tag by tag, and ends its worker', () => {
    expect(progress).toEqual(TEST_TAGS.map((_, at) => at + 1));
    expect(disposed).toBeGreaterThan(0);
  });

  it('applies limits that a person set', async () => {
    const limits = { flow: { low: 0, high: 50.5 } };
    const options = { decisions: { ...NO_DECISIONS, limits }, range: ALL };
    const found = await runQuality(plant, options, connect);
    expect(found.findings.filter(({ kind }) => kind === 'impossible')).toMatchObject([{ tag: 'flow' }]);
    expect(basisOf(plant, options.decisions)).not.toBe(basisOf(plant, NO_DECISIONS));
  });

  it('sees nothing after the end of its range, as in a replay', async () => {
    const range = { fromMs: START_MS, toMs: START_MS + HOUR_MS };
    const found = await runQuality(plant, { decisions: NO_DECISIONS, range }, connect);
    expect(found.minutes).toBe(50);
    expect(found.findings.every(({ toMs }) => Number.isNaN(toMs) || toMs <= range.toMs)).toBe(true);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const running = runQuality(
      plant,
      {
        ...{ decisions: NO_DECISIONS, range: ALL, signal: controller.signal },
        onprogress: () => controller.abort(),
      },
      connect,
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the map', () => {
  it('shows for each tag the share of the readings expected', async () => {
    const counts = await countReadings(plant, ALL, 9);
    expect(counts.bucketMs).toBe(30 * MINUTE_MS);
    const rows = qualityRows(TEST_TAGS, counts, report, 10, ALL);
    // Every fifth reading is missing, so that minutes hold five or four: measured as one every 12 s.
    const ch4 = [...rows[0].cells.good].map((percent) => Math.round(percent));
    expect(ch4).toEqual([96, 64, 96, 96, 96, 96, 96, 96]);
    expect(rows[TEST_TAGS.indexOf('spare')].good).toBe(0);
    const flow = rows[TEST_TAGS.indexOf('flow')];
    expect([...flow.cells.good].map((percent) => Math.round(percent))).toEqual([
      100, 67, 100, 100, 100, 100, 100, 100,
    ]);
    const { good, uncertain, bad, missing } = sharesOf(rows);
    expect(good + uncertain + bad + missing).toBeCloseTo(100, 6);
    expect(bad).toBe(0);
    expect(good).toBeCloseTo((96 * (230 / 240) + 6 * 100 * (230 / 240)) / 8, 0);
  });

  it('is told with the findings of its time, and those of the import', () => {
    const hour = { fromMs: START_MS, toMs: START_MS + HOUR_MS };
    const found = findingsIn(report.findings, hour);
    expect(found.filter(({ kind }) => kind === 'unreadable cells')).toHaveLength(2);
    expect(found.filter(({ kind }) => kind === 'no rows')).toHaveLength(1);
    expect(found.filter(({ kind }) => kind === 'counter reset')).toEqual([]);
  });
});
