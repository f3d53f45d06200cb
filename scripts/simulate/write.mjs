import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { register } from 'tsx/esm/api';
import { createPool } from './pool.mjs';
import { createProgress } from './progress.mjs';

const HOUR_MS = 3_600_000;
const simulator = new URL('../../src/lib/simulator/', import.meta.url);

async function loadSimulator() {
  const unregister = register();
  const names = ['block', 'csv', 'fault-plan', 'fault-schedule', 'plant-config', 'truth'];
  const modules = await Promise.all(names.map((name) => import(new URL(`${name}.ts`, simulator).href)));
  await unregister();
  return Object.assign({}, ...modules);
}

async function faultsFor(lib, { faults, seed, startMs, hours }) {
  if (faults === undefined) return lib.drawFaults(seed, startMs, startMs + hours * HOUR_MS);
  if (faults === 'none') return [];
  return lib.readFaultPlan(JSON.parse(await readFile(faults, 'utf8')));
}

/** Blocks in order to the file: a bounded number in work, so that memory does not grow with the file. */
async function writeBlocks(file, source, pool, hours, afterBlock) {
  const inWork = [];
  let started = 0;
  for (let written = 0; written < hours; written++) {
    while (started < hours && inWork.length < pool.capacity) {
      const done = pool.render(source.next());
      // Awaited below, in order; a failure before its turn is no unhandled rejection.
      done.catch(() => undefined);
      inWork.push(done);
      started += 1;
    }
    const bytes = await inWork.shift();
    await file.appendFile(bytes);
    afterBlock(written + 1, bytes.length);
  }
}

/**
 * Write a simulated plant as CSV, and its ground truth; the file appears under its name only when complete.
 * @returns {Promise<{rows: number, bytes: number, seconds: number, rowsPerSecond: number, faults: number}>}
 */
export async function writePlant(options) {
  const { hours, everySeconds, seed, startMs, workers, truth } = options;
  const out = resolve(options.out);
  const began = performance.now();
  const lib = await loadSimulator();
  const config = lib.plantConfig(seed);
  const faults = await faultsFor(lib, options);
  const rowsPerHour = 3600 / everySeconds;
  const progress = createProgress(hours * rowsPerHour);
  const unfinished = `${out}.${process.pid}.part`;
  await mkdir(dirname(out), { recursive: true });
  const pool = createPool(workers, { config, everySeconds });
  const source = lib.blocksFrom(config, faults, lib.firstBookmark(config, faults, startMs));
  const file = await open(unfinished, 'w');
  let bytes = Buffer.byteLength(lib.CSV_HEADER);
  try {
    await file.appendFile(lib.CSV_HEADER);
    await writeBlocks(file, source, pool, hours, (done, size) => {
      bytes += size;
      progress(done * rowsPerHour);
    });
    await file.close();
    await rename(unfinished, out);
  } catch (error) {
    await file.close();
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await pool.close();
  }
  if (truth !== undefined) await writeFile(truth, lib.truthCsv(lib.truthRows(faults)));
  const seconds = (performance.now() - began) / 1000;
  const rows = hours * rowsPerHour;
  return { rows, bytes, seconds, rowsPerSecond: Math.round(rows / seconds), faults: faults.length };
}
