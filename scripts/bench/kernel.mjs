import { createDuckDB, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { buildKernel } from '../build-kernel.mjs';
import { ensureWide } from '../wide/write.mjs';
import { summary } from './stats.mjs';
import { formatTable } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    file: { type: 'string' },
    megabytes: { type: 'string', default: '64' },
    repeat: { type: 'string', default: '5' },
    fast: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const LF = 10;
const HEAD = 512 * 1024;

/** The importer's own modules, bundled as the site's build bundles them. */
async function loadParts() {
  const outDir = join(root, '.cache/bench');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: { $lib: join(root, 'src/lib') } },
    build: {
      ssr: join(root, 'scripts/bench/kernel-parts.ts'),
      outDir,
      target: 'es2022',
      rollupOptions: { output: { entryFileNames: 'kernel-parts.mjs' } },
    },
  });
  return import(pathToFileURL(join(outDir, 'kernel-parts.mjs')).href);
}

function readHead(path, megabytes) {
  const file = openSync(path, 'r');
  const sizeBytes = fstatSync(file).size;
  const bytes = new Uint8Array(Math.min(sizeBytes, megabytes * 1e6));
  readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  return { sizeBytes, bytes: bytes.subarray(0, bytes.lastIndexOf(LF) + 1) };
}

async function startDuckDB() {
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  const bundle = { mainModule: join(dist, 'duckdb-eh.wasm'), mainWorker: '' };
  const engine = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME);
  await engine.instantiate(() => {});
  engine.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  return engine;
}

function countLines(bytes) {
  let lines = 0;
  for (let at = 0; at < bytes.length; lines++) at = bytes.indexOf(LF, at) + 1 || bytes.length;
  return lines;
}

/** What is timed, by name; each takes the slice's bytes and returns the rows it found. */
async function contenders(parts, plan, bytes) {
  const { createKernel, rollUpText, rollUpByReadCsv, scanSlice } = parts;
  const module = new WebAssembly.Module(readFileSync(join(root, 'workers/kernel/kernel.wasm')));
  const slice = { source: 0, order: 0, start: plan.dataStart, end: plan.dataStart + bytes.length };
  const [kernel, extra] = [createKernel(module), createKernel(module, { extra: true })];
  const timed = {
    'lines by indexOf': () => countLines(bytes),
    kernel: () => kernel.rollUp(slice, plan, bytes, null).rowsUsed,
    'kernel with extra': () => extra.rollUp(slice, plan, bytes, null).rowsUsed,
  };
  if (options.fast) return timed;
  const engine = await startDuckDB();
  return {
    ...timed,
    read_csv: () => rollUpByReadCsv(engine, scanSlice(slice, plan, bytes, null), plan)?.rowsUsed,
    text: () => rollUpText(scanSlice(slice, plan, bytes, null), plan).rowsUsed,
  };
}

/** Seconds of each contender in turn, round after round, so that a busy machine is busy for all; one round warms up. */
function measure(timed, repeat, rows) {
  const seconds = Object.fromEntries(Object.keys(timed).map((name) => [name, []]));
  for (let round = 0; round <= repeat; round++) {
    for (const [name, work] of Object.entries(timed)) {
      const start = performance.now();
      const found = work();
      if (found !== rows) throw new Error(`${name} found ${found} of ${rows} rows`);
      if (round > 0) seconds[name].push((performance.now() - start) / 1000);
    }
  }
  return seconds;
}

const ZOOM_ROWS = 3600;
const ZOOM_TAGS = 5;

/** Seconds of reading an hour of five tags, spread over the columns, out of its bytes: a zoom below the minute. */
function measureZoom({ readRows }, plan, bytes, repeat) {
  let end = 0;
  for (let row = 0; row < ZOOM_ROWS; row++) end = bytes.indexOf(LF, end) + 1;
  const numbers = plan.columns.filter(({ kind }) => kind === 'number');
  const columns = Array.from(
    { length: ZOOM_TAGS },
    (_, at) => numbers[Math.floor((at * numbers.length) / ZOOM_TAGS)],
  );
  const slice = { source: 0, order: 0, start: plan.dataStart, end: plan.dataStart + end };
  const runs = [];
  for (let round = 0; round <= repeat; round++) {
    const start = performance.now();
    const { timesMs } = readRows(slice, plan, bytes.subarray(0, end), columns, null);
    if (timesMs.length !== ZOOM_ROWS)
      throw new Error(`the zoom found ${timesMs.length} of ${ZOOM_ROWS} rows`);
    runs.push((performance.now() - start) / 1000);
  }
  // The first run is what a person waits for: nothing is compiled yet.
  return { bytes: end, firstSeconds: runs[0], seconds: summary(runs.slice(1)) };
}

await buildKernel();
const parts = await loadParts();
const path = options.file ?? (await ensureWide({ rows: 1_000_000 }));
const { sizeBytes, bytes: head } = readHead(path, Number(options.megabytes));
const plan = parts.planSource({
  fileName: path,
  sizeBytes,
  head: head.subarray(0, HEAD),
  tail: head.subarray(-HEAD),
});
const bytes = head.subarray(plan.dataStart);
const zoom = measureZoom(parts, plan, bytes, Number(options.repeat));
const seconds = measure(await contenders(parts, plan, bytes), Number(options.repeat), countLines(bytes));
const results = Object.entries(seconds).map(([name, runs]) => {
  const spread = summary(runs);
  return { name, seconds: spread, megabytesPerSecond: bytes.length / 1e6 / spread.median };
});
const kernelSpeed = results.find(({ name }) => name === 'kernel').megabytesPerSecond;
if (options.json) {
  const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version, load: loadavg() };
  console.log(JSON.stringify({ path, bytes: bytes.length, machine, results, zoom }, null, 2));
} else {
  const rows = results.map(({ name, seconds: { median, min, max }, megabytesPerSecond }) => [
    name,
    median.toFixed(3),
    `${min.toFixed(3)}-${max.toFixed(3)}`,
    megabytesPerSecond.toFixed(1),
    `${(kernelSpeed / megabytesPerSecond).toFixed(2)} x`,
  ]);
  console.log(`${path}, ${bytes.length} bytes, load ${loadavg()[0].toFixed(1)}`);
  console.log(formatTable(['reader', 'seconds', 'min-max', 'MB/s', 'kernel is'], rows));
  console.log(
    `an hour of ${ZOOM_TAGS} tags out of its ${zoom.bytes} bytes: ${(zoom.seconds.median * 1e3).toFixed(1)} ms, the first time ${(zoom.firstSeconds * 1e3).toFixed(1)} ms`,
  );
}
