import { statSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureWide } from '../wide/write.mjs';
import { nativeRun, nativeVersion, sniffSource, wideSource } from './native.mjs';
import { productRun, withSite } from './product.mjs';
import { reportTable, summarise } from './import-report.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    workers: { type: 'string', default: '1,2' },
    repeat: { type: 'string', default: '3' },
    file: { type: 'string' },
    json: { type: 'boolean', default: false },
    'native-only': { type: 'boolean', default: false },
  },
});

function positive(name, text) {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`--${name} ${text} is not a count`);
  return number;
}

async function findSource() {
  if (options.file) return sniffSource(options.file);
  return wideSource(await ensureWide({ rows: positive('rows', options.rows) }));
}

/** A benchmark of two different answers says nothing: rows and bytes must agree. */
function checkSame(native, product, sizeBytes) {
  if (product.rows !== native.rows)
    throw new Error(`the product read ${product.rows} rows, native DuckDB ${native.rows}`);
  if (product.sizeBytes !== sizeBytes)
    throw new Error(`the product read ${product.sizeBytes} bytes of ${sizeBytes}`);
}

const note = (text) => console.error(text);

async function measure(source, sizeBytes, site) {
  const runs = [];
  const threadCounts = options.workers.split(',').map((text) => positive('workers', text));
  for (let round = 1; round <= positive('repeat', options.repeat); round++)
    for (const threads of threadCounts) {
      const native = await nativeRun(source, threads);
      note(`round ${round}: native, ${threads} threads: ${native.seconds.toFixed(2)} s`);
      runs.push({ engine: 'native', threads, ...native });
      if (!site) continue;
      const product = await productRun(site, source.path, threads);
      note(`round ${round}: product, ${threads} workers: ${product.seconds.toFixed(2)} s`);
      checkSame(native, product, sizeBytes);
      runs.push({ engine: 'product', threads, ...product });
    }
  return runs;
}

const source = await findSource();
const sizeBytes = statSync(source.path).size;
const runs = options['native-only']
  ? await measure(source, sizeBytes, null)
  : await withSite((site) => measure(source, sizeBytes, site));

const report = {
  file: { path: source.path, sizeBytes, rows: runs[0].rows, columns: source.columns.length },
  machine: {
    processor: cpus()[0].model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    duckdb: await nativeVersion(),
  },
  repeat: positive('repeat', options.repeat),
  results: summarise(runs, sizeBytes),
};
console.log(
  `${report.file.path}: ${(sizeBytes / 1e6).toFixed(1)} MB, ${report.file.rows} rows, ${report.file.columns} columns`,
);
console.log(
  `${report.machine.processor}, ${report.machine.cores} cores; native DuckDB ${report.machine.duckdb}; medians of ${report.repeat}`,
);
console.log(reportTable(report.results));
if (options.json) console.log(JSON.stringify(report));
