import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobReader, TextWriter, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js';
import * as parquetWasm from 'parquet-wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Columns } from '$lib/rpc/database';
import { alarmColumns } from '$lib/state/alarm-columns';
import type { AlarmRow } from '$lib/state/alarm-rows';
import { exportPlant, type ExportProgress, type ExportSource } from '$lib/store/export-run';
import { aboutArchive, holdsPlant, partsOf, spansOf, type ExportChoice } from '$lib/store/export-plan';
import type { Plant } from '$lib/store/plant-types';
import { createExport } from '../../../../workers/export/export';
import { nativeQuery } from '../../../native/duckdb';
import { openTestPlant } from '../../api/open-test-plant';
import { STARTING_MS } from '../database/node-engine';
import { START_MS, TEST_TAGS } from '../database/test-plant';

const folder = mkdtempSync(join(tmpdir(), 'export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const api = createExport(() => Promise.resolve(parquetWasm));
const remote = { parquet: api.parquet, zip: api.zip };
const NOTHING: ExportChoice = {
  plant: false,
  analysis: false,
  minutes: false,
  hours: false,
  events: false,
  alarms: false,
  workspace: false,
  csv: null,
};

async function onDisk(content: Blob, name: string): Promise<string> {
  const path = join(folder, name.replaceAll('/', '-'));
  writeFileSync(path, new Uint8Array(await content.arrayBuffer()));
  return path;
}

describe('Parquet', () => {
  const rows: Columns = {
    rows: 3,
    columns: [
      { name: 'moment', kind: 'time', values: Float64Array.of(START_MS, START_MS + 0.5, Number.NaN) },
      { name: 'value', kind: 'number', values: Float64Array.of(1.25, Number.NaN, -3) },
      { name: 'n', kind: 'number', values: Float64Array.of(7, 0, Number.NaN) },
      { name: 'text', kind: 'text', values: ['ä "q", x', null, ''] },
      { name: 'done', kind: 'boolean', values: [true, false, null] },
    ],
  };

  it('holds what was given, by native DuckDB: types, times to the microsecond, null for what is not known', async () => {
    const types = ['TIMESTAMP', 'DOUBLE', 'INTEGER', 'VARCHAR', 'BOOLEAN'] as const;
    const path = await onDisk(await api.parquet(rows, types), 'types.parquet');
    const found = await nativeQuery(
      `SELECT CAST(epoch_us(moment) AS DOUBLE) AS us, value, n, text, done, typeof(moment) AS t FROM '${path}'`,
    );
    const t = 'TIMESTAMP';
    expect(found).toEqual([
      { us: START_MS * 1000, value: 1.25, n: 7, text: 'ä "q", x', done: true, t },
      { us: START_MS * 1000 + 500, value: null, n: 0, text: null, done: false, t },
      { us: null, value: -3, n: null, text: '', done: null, t },
    ]);
    const described = await nativeQuery(`DESCRIBE SELECT * FROM '${path}'`);
    expect(described.map(({ column_type: type }) => type)).toEqual([...types]);
  });

  it('may hold no rows', async () => {
    const none: Columns = { rows: 0, columns: [{ name: 'text', kind: 'text', values: [] }] };
    const path = await onDisk(await api.parquet(none, ['VARCHAR']), 'none.parquet');
    expect(await nativeQuery(`SELECT CAST(count(*) AS INTEGER) AS n FROM '${path}'`)).toEqual([{ n: 0 }]);
  });
});

describe('an export of a plant', () => {
  let plant: Plant;
  let source: ExportSource;
  beforeAll(async () => {
    plant = await openTestPlant();
    source = {
      plant,
      plantFile: new File(['the plant'], 'any.duckdb'),
      analysisFile: null,
      workspace: () => Promise.resolve('{"kind":"x"}'),
      alarms: () => Promise.resolve(null),
    };
  }, STARTING_MS);
  afterAll(() => plant.dispose());
  const run = (choice: Partial<ExportChoice>, tell: (progress: ExportProgress) => void = () => {}) =>
    exportPlant({ ...NOTHING, ...choice }, source, remote, tell, new AbortController().signal);

  it('gives every minute to native DuckDB as the plant has it', async () => {
    const { ending, content } = await run({ minutes: true });
    expect(ending).toBe('.minute_rollup.2024-03.parquet');
    const path = await onDisk(content, 'minutes.parquet');
    const sums = TEST_TAGS.flatMap((tag) =>
      ['avg', 'min', 'max', 'count'].map((m) => `CAST(sum(${tag}_${m}) AS DOUBLE) AS ${tag}_${m}`),
    );
    const select = `SELECT CAST(count(*) AS DOUBLE) AS rows, CAST(sum(n) AS DOUBLE) AS n, CAST(epoch_ms(max(bucket)) AS DOUBLE) AS last, ${sums.join(', ')} FROM`;
    const { columns } = await plant.query(`${select} minute_rollup`);
    const wanted = Object.fromEntries(
      columns.map(({ name, values }) => [name, Number.isNaN(values[0] as number) ? null : values[0]]),
    );
    const [found] = await nativeQuery(`${select} '${path}'`);
    expect(Object.keys(found)).toEqual(Object.keys(wanted));
    for (const [name, value] of Object.entries(found))
      if (value === null) expect(wanted[name]).toBeNull();
      else expect(value).toBeCloseTo(wanted[name] as number, 6);
    expect(found.rows).toBe(230);
  });

  it('gives every occurrence of an alarm to native DuckDB', async () => {
    const row = (occurrence: object) => ({
      definition: { kind: 'threshold', name: 'Methane low', priority: 'high', tag: 'ch4', response: 'Look.' },
      status: 'closed',
      occurrence: { id: 'a@1', raisedMs: START_MS + 60_000, sinceMs: START_MS, value: 61.5, ...occurrence },
    });
    const acknowledged = { atMs: START_MS + 90_000, by: 'Ada', note: 'seen' };
    const all = [
      row({ returnedMs: START_MS + 120_000, worst: 60, acknowledged }),
      row({ id: 'a@2', returnedMs: null, worst: null, acknowledged: null }),
      { ...row({}), occurrence: null },
    ] as unknown as AlarmRow[];
    const alarms = () => Promise.resolve(alarmColumns(all));
    const { ending, content } = await exportPlant(
      { ...NOTHING, alarms: true },
      { ...source, alarms },
      remote,
      () => {},
      new AbortController().signal,
    );
    expect(ending).toBe('.alarms.parquet');
    const path = await onDisk(content, 'alarms.parquet');
    const seconds = (name: string) => `CAST((epoch_ms(${name}) - ${START_MS}) / 1000 AS DOUBLE) AS ${name}`;
    const found = await nativeQuery(
      `SELECT id, alarm, tag, status, value_when_raised, worst_value, acknowledged_by, ${['began', 'raised', 'returned', 'acknowledged_at'].map(seconds).join(', ')} FROM '${path}'`,
    );
    const same = {
      alarm: 'Methane low',
      tag: 'ch4',
      status: 'closed',
      value_when_raised: 61.5,
      began: 0,
      raised: 60,
    };
    expect(found).toEqual([
      { ...same, id: 'a@1', worst_value: 60, acknowledged_by: 'Ada', returned: 120, acknowledged_at: 90 },
      { ...same, id: 'a@2', worst_value: null, acknowledged_by: null, returned: null, acknowledged_at: null },
    ]);
  });

  it('says so where alarms are all that is wanted, and none is judged', async () => {
    await expect(run({ alarms: true })).rejects.toThrow('the alarms are not judged yet');
  });

  it('writes a range of some tags as CSV that reads back to the same numbers', async () => {
    const range = { fromMs: START_MS + 3_600_000, toMs: START_MS + 3 * 3_600_000 };
    const { ending, content } = await run({ csv: { level: 'hour', tags: ['ch4', 'spare'], range } });
    expect(ending).toBe('.hour_rollup.csv');
    const lines = (await content.text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      'bucket,n,ch4_avg,ch4_min,ch4_max,ch4_count,spare_avg,spare_min,spare_max,spare_count',
    );
    expect(lines).toHaveLength(3);
    const { columns } = await plant.query('SELECT ch4_avg FROM hour_rollup ORDER BY bucket LIMIT 1 OFFSET 1');
    const cells = lines[1].split(',');
    expect(cells[0]).toBe('2024-03-01T01:00:00.000Z');
    expect(Number(cells[2])).toBe(columns[0].values[0]);
    expect(cells.slice(6)).toEqual(['', '', '', '0']);
  });

  it('packs several parts as one archive that tells what it is; what is packed already is stored', async () => {
    const told: number[] = [];
    const choice = { plant: true, analysis: true, hours: true, events: true, workspace: true };
    const { ending, content } = await run(choice, ({ fraction }) => told.push(fraction));
    expect(ending).toBe('.zip');
    const reader = new ZipReader(new BlobReader(content), { useWebWorkers: false });
    const entries = (await reader.getEntries()) as FileEntry[];
    const names = entries.map(({ filename }) => filename);
    expect(names).toEqual([
      'ABOUT.txt',
      'plant.duckdb',
      'hour_rollup/2024.parquet',
      'anomalies.parquet',
      'maintenance_events.parquet',
      'model_predictions.parquet',
      'workspace.json',
    ]);
    expect(holdsPlant(names)).toBe(true);
    expect(await entries[1].getData(new TextWriter())).toBe('the plant');
    expect(entries.map(({ compressionMethod }) => compressionMethod)).toEqual([8, 0, 0, 0, 0, 0, 8]);
    const hours = await entries[2].getData(new Uint8ArrayWriter());
    const path = await onDisk(new Blob([hours]), 'hours.parquet');
    expect(await nativeQuery(`SELECT CAST(count(*) AS INTEGER) AS n FROM '${path}'`)).toEqual([{ n: 4 }]);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    await reader.close();
  });

  it('ends when it is given up', async () => {
    const gone = AbortSignal.abort();
    await expect(exportPlant({ ...NOTHING, hours: true }, source, remote, () => {}, gone)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});

describe('spans', () => {
  const range = { fromMs: Date.UTC(2023, 10, 30, 12), toMs: Date.UTC(2024, 1, 1) };

  it('are calendar months or years, without gap or overlap', () => {
    expect(spansOf(range, 'month').map(({ name }) => name)).toEqual(['2023-11', '2023-12', '2024-01']);
    expect(spansOf(range, 'year').map(({ name }) => name)).toEqual(['2023', '2024']);
    for (const spans of [spansOf(range, 'month'), partsOf(range, 7 * 86_400_000)]) {
      expect(spans[0].fromMs).toBe(range.fromMs);
      expect(spans.at(-1)?.toMs).toBe(range.toMs);
      spans.slice(1).forEach((span, at) => expect(span.fromMs).toBe(spans[at].toMs));
    }
    expect(spansOf({ fromMs: 5, toMs: 5 }, 'month')).toEqual([]);
  });

  it('an archive of somebody else is not taken for ours', () => {
    expect(holdsPlant(['plant.duckdb', 'notes.txt'])).toBe(false);
    expect(aboutArchive('P', ['a'], 0)).toContain('"P", 1970-01-01');
  });
});
