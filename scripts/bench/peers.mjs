// npm run bench:peers -- [--rows 1300000] [--python python3] [--json]: the same roll-up of one file by what else one
// might pick, on one thread each, in one run. Peers that are not at hand are named and left out.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { ensureWide } from '../wide/write.mjs';
import { nativeRun, wideSource } from './native.mjs';
import { javascriptPeers } from './peer-readers.mjs';
import { productRun, withSite } from './product.mjs';
import { formatTable } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1300000' },
    python: { type: 'string', default: 'python3' },
    json: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
if (!Number.isSafeInteger(rows) || rows < 1) throw new RangeError(`--rows ${options.rows} is not a count`);

const script = fileURLToPath(new URL('peers.py', import.meta.url));

async function pythonRun(library, path) {
  const { stdout } = await promisify(execFile)(options.python, [script, library, path], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function isInstalled(library) {
  try {
    await promisify(execFile)(options.python, ['-c', `import ${library}`]);
    return true;
  } catch {
    return false;
  }
}

const source = wideSource(await ensureWide({ rows }));
const sizeBytes = statSync(source.path).size;
const tags = source.columns.length - 1;
const results = [];
const missing = [];

async function measure(name, run) {
  const { seconds, rows: read, minutes } = await run();
  if (read !== rows) throw new Error(`${name} read ${read} of ${rows} rows`);
  results.push({ name, seconds, minutes, megabytesPerSecond: sizeBytes / 1e6 / seconds });
  console.error(`${name}: ${seconds.toFixed(2)} s`);
}

await withSite((site) =>
  measure('this product, kernel in Chromium', async () => {
    const { readSeconds, ...run } = await productRun(site, source.path, 1);
    return { ...run, seconds: readSeconds };
  }),
);
await measure('native DuckDB', () => nativeRun(source, 1));
for (const [name, run] of Object.entries(javascriptPeers)) await measure(name, () => run(source.path, tags));
for (const library of ['pandas', 'polars'])
  if (await isInstalled(library)) await measure(library, () => pythonRun(library, source.path));
  else missing.push(library);

const [product] = results;
console.log(
  `${source.path}: ${(sizeBytes / 1e6).toFixed(0)} MB, ${rows} rows; one thread each; ${cpus()[0].model}`,
);
if (missing.length > 0) console.log(`not at hand in ${options.python}: ${missing.join(', ')}`);
console.log(
  formatTable(
    ['reader', 'seconds', 'MB/s', 'of this product'],
    results.map(({ name, seconds, megabytesPerSecond }) => [
      name,
      seconds.toFixed(2),
      megabytesPerSecond.toFixed(1),
      `${(product.seconds / seconds).toFixed(2)} x`,
    ]),
  ),
);
if (options.json) console.log(JSON.stringify({ rows, sizeBytes, results, missing }));
