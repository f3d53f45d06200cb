import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync as nodeGzip } from 'node:zlib';
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { GIVEN } from '$lib/sql/foreign-database';
import { GivenDatabase, type AttachGiven } from '../../../../workers/sources/given-database';
import { gunzip } from '../../../../workers/sources/gunzip';
import { memorySink } from '../../../../workers/sources/sink';
import { unzip, zipMembers } from '../../../../workers/sources/zip';
import { nodeEngine, STARTING_MS } from '../database/node-engine';
import { fillTestPlant, MINUTE_MS, START_MS, TEST_TAGS } from '../database/test-plant';

const rows = (count: number) =>
  `time,ch4\n${Array.from({ length: count }, (_, at) => `2024-01-01 00:00:${String(at % 60).padStart(2, '0')},${at}`).join('\n')}\n`;
const text = async (file: File | null) => (file ? file.text() : '');

async function unpacked(run: (sink: ReturnType<typeof memorySink>) => Promise<void>): Promise<string> {
  const sink = memorySink('out.csv');
  await run(sink);
  return text(sink.finish());
}

describe('a .gz', () => {
  const content = rows(200_000);
  const file = (bytes: Uint8Array) => new File([bytes as Uint8Array<ArrayBuffer>], 'plant.csv.gz');

  it('is unpacked in whole, telling how far', async () => {
    const told: number[] = [];
    const out = await unpacked((sink) => gunzip(file(nodeGzip(content)), sink, (bytes) => told.push(bytes)));
    expect(out).toBe(content);
    expect(told.at(-1)).toBe(content.length);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it('put together from several is unpacked in whole', async () => {
    const parts = [content.slice(0, 100_000), content.slice(100_000)].map((part) => nodeGzip(part));
    expect(await unpacked((sink) => gunzip(file(Buffer.concat(parts)), sink, () => {}))).toBe(content);
  });

  it('that is cut off or damaged is refused in words', async () => {
    const whole = nodeGzip(content);
    const cut = whole.subarray(0, whole.length / 2);
    await expect(unpacked((sink) => gunzip(file(cut), sink, () => {}))).rejects.toThrow(
      /"plant.csv.gz" is damaged or not complete.*Copy or download it again/,
    );
  });
});

describe('a zip', () => {
  async function zip(members: Record<string, string>, password?: string): Promise<File> {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    for (const [name, content] of Object.entries(members))
      await writer.add(name, new TextReader(content), { password });
    return new File([await writer.close()], 'plant.zip');
  }

  it('lists its members and unpacks each', async () => {
    const file = await zip({ '2024/a.csv': rows(1000), 'b.csv': rows(5) });
    expect(await zipMembers(file)).toMatchObject([
      { name: '2024/a.csv', sizeBytes: rows(1000).length },
      { name: 'b.csv', sizeBytes: rows(5).length },
    ]);
    expect(await unpacked((sink) => unzip(file, '2024/a.csv', sink, () => {}))).toBe(rows(1000));
    expect(await unpacked((sink) => unzip(file, 'b.csv', sink, () => {}))).toBe(rows(5));
  });

  it('with a password, damaged or cut off is refused in words', async () => {
    const locked = await zip({ 'a.csv': rows(10) }, 'secret');
    await expect(unpacked((sink) => unzip(locked, 'a.csv', sink, () => {}))).rejects.toThrow(
      '"a.csv" in "plant.zip" is locked by a password. Unpack it',
    );
    const bytes = new Uint8Array(await (await zip({ 'a.csv': rows(10_000) })).arrayBuffer());
    await expect(zipMembers(new File([bytes.subarray(0, 5000)], 'cut.zip'))).rejects.toThrow(
      /"cut.zip" cannot be unpacked/,
    );
    bytes.fill(0xff, 2000, 2100);
    const damaged = new File([bytes], 'damaged.zip');
    await expect(unpacked((sink) => unzip(damaged, 'a.csv', sink, () => {}))).rejects.toThrow(
      /"damaged.zip" cannot be unpacked/,
    );
  });
});

describe('a DuckDB file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'given-'));
  let engine: DuckDBBindings;
  beforeAll(async () => {
    engine = await nodeEngine();
  }, STARTING_MS);
  afterAll(() => rmSync(folder, { recursive: true }));

  const inNode =
    (...statements: string[]): AttachGiven =>
    (_engine, connection) => {
      // In Node the engine cannot attach a file; what it asks of one is the same.
      connection.query(`ATTACH ':memory:' AS ${GIVEN}`);
      for (const statement of statements) connection.query(statement);
    };
  const given = (name: string, attach: AttachGiven) => {
    engine.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
    return new GivenDatabase(engine, new File([], name), attach);
  };

  it('that is foreign is offered table by table, nested columns named', async () => {
    const foreign = given(
      'foreign.duckdb',
      inNode(
        `CREATE TABLE ${GIVEN}.readings AS SELECT TIMESTAMP '2024-01-01' + INTERVAL (i) SECOND AS "Time", i / 4 AS "CH4 (%)", i % 2 = 0 AS run, [i] AS pair, 'x'::BLOB AS raw FROM range(5000) t(i)`,
        `CREATE SCHEMA ${GIVEN}.lab`,
        `CREATE TABLE ${GIVEN}.lab.samples (day DATE, "H2S" DOUBLE)`,
        `CREATE VIEW ${GIVEN}.daily AS SELECT 1 AS one`,
      ),
    );
    const contents = await foreign.contents();
    if (contents.kind !== 'tables') throw new Error('taken for a plant of ours');
    expect(contents.tables).toMatchObject([
      { title: 'lab.samples', rows: 0, columns: ['day', 'H2S'], leftOut: [] },
      { title: 'daily', rows: 1, columns: ['one'] },
      { title: 'readings', rows: 5000, columns: ['Time', 'CH4 (%)', 'run'], leftOut: ['pair', 'raw'] },
    ]);
    const out = join(folder, 'readings.csv');
    const told: number[] = [];
    await foreign.writeTable(
      contents.tables[2],
      out,
      () => 7,
      (bytes) => told.push(bytes),
    );
    const lines = readFileSync(out, 'utf8').split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Time,CH4 (%),run',
      '2024-01-01 00:00:00,0.0,true',
      '2024-01-01 00:00:01,0.25,false',
    ]);
    expect(lines.length).toBe(5002);
    await expect(
      foreign.writeTable(
        { ...contents.tables[2], columns: ['gone'] },
        out,
        () => 0,
        () => {},
      ),
    ).rejects.toThrow(/a table of "foreign.duckdb" could not be read: .*gone/);
    foreign.close();
  });

  it('that is a plant of ours tells its name, sources and extent; one of another schema is refused', async () => {
    const asGiven =
      (version?: number): AttachGiven =>
      (_engine, connection) => {
        connection.query("ATTACH ':memory:' AS plant");
        fillTestPlant(connection, version);
        connection.query(`ATTACH ':memory:' AS ${GIVEN}`);
        connection.query(`COPY FROM DATABASE plant TO ${GIVEN}`);
      };
    const plant = given('plant.duckdb', asGiven());
    expect(await plant.contents()).toEqual({
      kind: 'plant',
      facts: {
        name: 'Test plant',
        label: '',
        fingerprint: 'abc',
        sources: [{ name: 'plant.csv', sizeBytes: 100_000 }],
        rows: 1380,
        tags: TEST_TAGS.length,
        firstMs: START_MS,
        lastMs: START_MS + 239 * MINUTE_MS,
      },
    });
    plant.close();
    const newer = given('newer.duckdb', asGiven(99));
    await expect(newer.contents()).rejects.toThrow('"newer.duckdb" is a plant file of schema 99');
    newer.close();
  });

  it('that DuckDB does not open is refused in words', () => {
    const fails: AttachGiven = () => {
      throw new Error('IO Error: The file is corrupt');
    };
    expect(() => given('damaged.duckdb', fails)).toThrow(
      '"damaged.duckdb" cannot be opened as a DuckDB database: IO Error: The file is corrupt. Close the program',
    );
  });
});
