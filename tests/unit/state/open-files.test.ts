import { gzipSync, strToU8, zipSync } from 'fflate';
import * as parquetWasm from 'parquet-wasm/node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planParquet } from '$lib/sources/parquet-plan';
import { FileOpener, type Opened, type Unpacking } from '$lib/state/open-files';
import type { PickedFile } from '$lib/store/handles';
import { createSources } from '../../../workers/sources/sources';

const CSV = 'time,ch4\n2024-01-01 00:00:00,60\n2024-01-01 00:00:01,61\n';
const text = (content: string) => strToU8(content);
const picked = (name: string, bytes: Uint8Array): PickedFile => ({
  file: new File([bytes as Uint8Array<ArrayBuffer>], name),
  handle: null,
});

const nowhere = () => {
  throw new Error('nothing is written to files here');
};

/** The worker's own implementation, without a worker. */
function opener(unpacking: Unpacking[] = []): FileOpener {
  const sources = createSources(
    () => Promise.reject(new Error('no database is dropped here')),
    () => Promise.resolve(parquetWasm),
    { openCopy: nowhere, openPart: nowhere, openMemory: nowhere },
  );
  return new FileOpener({
    batch: null,
    onUnpacking: (state) => unpacking.push(state),
    connect: () => ({ remote: sources, dispose() {} }),
  });
}

const summary = (opened: Opened[]) =>
  opened.map((one) =>
    one.kind === 'refused'
      ? `${one.picked.file.name}: ${one.problem.message}`
      : `${one.kind} ${one.picked.file.name}`,
  );

let room: { usage: number; quota: number } | undefined;
beforeEach(() => {
  room = undefined;
  vi.stubGlobal('navigator', { storage: { estimate: () => Promise.resolve(room ?? {}) } });
});
afterEach(() => vi.unstubAllGlobals());

describe('files that were dropped', () => {
  it('are opened in their order; archives become what is inside, with their text unchanged', async () => {
    const unpacking: Unpacking[] = [];
    const zip = zipSync({
      'a.csv': text(CSV),
      'more/b.csv.gz': gzipSync(text(CSV)),
      'photo.jpg': text('not an export'),
    });
    const one = opener(unpacking);
    const opened = await one.open([
      picked('plain.csv', text(CSV)),
      picked('packed.csv.gz', gzipSync(text(CSV))),
      picked('plant.zip', zip),
    ]);
    expect(summary(opened)).toEqual([
      'source plain.csv',
      'source packed.csv',
      'source plant.zip › a.csv',
      'source plant.zip › more/b.csv',
    ]);
    for (const {
      picked: { file },
    } of opened)
      expect(await file.text()).toBe(CSV);
    expect(one.notes.map(({ message }) => message)).toEqual([
      'Left out of plant.zip, for they are empty or not CSV, text or Parquet by their names: photo.jpg.',
    ]);
    expect(unpacking[0]).toEqual({ name: 'packed.csv', bytes: 0, totalBytes: CSV.length });
    expect(unpacking.at(-1)?.bytes).toBe(CSV.length);
  });

  it('that cannot be used are refused one by one, in words', async () => {
    const xlsx = zipSync({ '[Content_Types].xml': text('<Types/>'), 'xl/workbook.xml': text('<workbook/>') });
    const cut = gzipSync(text(CSV.repeat(1000))).subarray(0, 60);
    const opened = await opener().open([
      picked('book.xlsx', xlsx),
      picked('cut.csv.gz', cut),
      picked('pictures.zip', zipSync({ 'photo.jpg': text('x') })),
      picked('nothing.zip', zipSync({})),
      picked('books.zip', zipSync({ 'sheet.csv': xlsx })),
      picked('fine.csv', text(CSV)),
    ]);
    expect(summary(opened)).toEqual([
      'book.xlsx: "book.xlsx" is an Excel workbook (xlsx).',
      expect.stringMatching(/^cut.csv.gz: "cut.csv.gz" is damaged or not complete/),
      'pictures.zip: "pictures.zip" holds no CSV, text or Parquet file, only photo.jpg.',
      'nothing.zip: "nothing.zip" is empty.',
      'books.zip › sheet.csv: "books.zip › sheet.csv" is an Excel workbook (xlsx).',
      'source fine.csv',
    ]);
    const [book] = opened;
    expect(book.kind === 'refused' && book.problem.advice).toContain('CSV UTF-8');
  });

  it('that need more room than there is are refused before they are unpacked', async () => {
    room = { usage: 90, quota: 100 };
    const unpacking: Unpacking[] = [];
    const opened = await opener(unpacking).open([picked('plant.zip', zipSync({ 'a.csv': text(CSV) }))]);
    expect(summary(opened)[0]).toMatch(/takes 55 B unpacked, and this browser has 10 B free for this site/);
    expect(unpacking).toEqual([]);
  });

  it('of Parquet come with a sample to plan by', async () => {
    const table = parquetWasm.Table;
    expect(table).toBeDefined();
    const { tableFromArrays, tableToIPC } = await import('apache-arrow');
    const arrow = tableFromArrays({
      time: Float64Array.of(1.7e9, 1.7e9 + 1, 1.7e9 + 2),
      ch4: Float64Array.of(60, 61, 62),
    });
    const bytes = parquetWasm.writeParquet(table.fromIPCStream(tableToIPC(arrow, 'stream')));
    const [opened] = await opener().open([picked('plant.parquet', bytes)]);
    expect(opened.kind).toBe('source');
    if (opened.kind !== 'source' || !opened.parquet) return expect(opened).toBe('with a sample');
    const plan = planParquet('plant.parquet', bytes.length, opened.parquet);
    expect(plan.time).toEqual({ kind: 'column', column: 0, format: { kind: 'epoch', unit: 's' } });
    expect(plan.estimatedRows).toBe(3);
  });
});
