import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wideHeader, wideSensors } from '../../../scripts/wide/columns.mjs';
import { startSeconds, wideChunks, type WideOptions } from '../../../scripts/wide/csv.mjs';
import { ensureWide } from '../../../scripts/wide/write.mjs';

// A chunk is valid until the next is asked for: copied here.
const wideFile = (options: WideOptions) =>
  Buffer.concat(Array.from(wideChunks(options), (chunk) => Buffer.from(chunk)));
const linesOf = (file: Buffer) => file.toString('latin1').trimEnd().split('\n');

describe('the wide file', () => {
  const rows = 40_000;
  const file = wideFile({ rows });
  const [header, ...data] = linesOf(file);
  const cells = data.map((line) => line.split(','));

  it('has 95 columns of different names, time first', () => {
    expect(header).toBe(wideHeader.join(','));
    expect(wideHeader).toHaveLength(95);
    expect(new Set(wideHeader).size).toBe(95);
    expect(wideHeader[0]).toBe('timestamp');
  });

  it('has the rows asked for, each with 95 cells, about 780 bytes a row', () => {
    expect(data).toHaveLength(rows);
    expect(cells.every((row) => row.length === 95)).toBe(true);
    expect(file.length / rows).toBeGreaterThan(740);
    expect(file.length / rows).toBeLessThan(820);
  });

  it('holds t or f in boolean columns and numbers or nothing in the others', () => {
    wideSensors.forEach(({ kind, name }, i) => {
      const pattern = kind === 'boolean' ? /^[tf]$/ : /^(|0|-?\d+\.\d+)$/;
      expect(
        cells.find((row) => !pattern.test(row[i + 1])),
        name,
      ).toBeUndefined();
    });
  });

  it('goes forward a second at a time but for a few gaps, and has a few empty cells', () => {
    const times = cells.map((row) => Date.parse(`${row[0].replace(' ', 'T')}Z`));
    const steps = times.slice(1).map((time, i) => (time - times[i]) / 1000);
    const gaps = steps.filter((step) => step !== 1);
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.length).toBeLessThan(10);
    expect(gaps.every((gap) => gap >= 2 && gap < 182)).toBe(true);
    expect(cells.flat().filter((cell) => cell === '').length).toBeGreaterThan(0);
  });

  it('is the same bytes for the same seed, whatever the chunks, and others for another seed', () => {
    const small = wideFile({ rows: 2000, chunkBytes: 5000 });
    expect(small.equals(wideFile({ rows: 2000 }))).toBe(true);
    expect(small.equals(wideFile({ rows: 2000, seed: 2 }))).toBe(false);
  });

  it('is a prefix of a longer file', () => {
    const shorter = wideFile({ rows: 3000 });
    expect(file.subarray(0, shorter.length).equals(shorter)).toBe(true);
  });

  it('starts energy of the day again at midnight', () => {
    const lines = linesOf(wideFile({ rows: 10, start: '2024-02-28T23:59:57Z' }));
    const energy = wideHeader.indexOf('bop_plc_inr_fc_todayenergy_real');
    expect(lines[4].startsWith('2024-02-29 00:00:00,')).toBe(true);
    expect(Number(lines[4].split(',')[energy])).toBeLessThan(Number(lines[3].split(',')[energy]));
  });

  it('refuses a start that is not a time', () => {
    expect(() => startSeconds('yesterday')).toThrow('start "yesterday" is not an ISO time');
  });
});

describe('the cached wide file', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'wide-'));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('is written once, complete, and reused', async () => {
    const path = await ensureWide({ rows: 500, dir });
    const written = await stat(path);
    expect((await readFile(path)).equals(wideFile({ rows: 500 }))).toBe(true);
    expect(await ensureWide({ rows: 500, dir })).toBe(path);
    expect((await stat(path)).mtimeMs).toBe(written.mtimeMs);
    expect(await readdir(dir)).toHaveLength(1);
  });
});
