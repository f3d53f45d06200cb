import { groupBy, median, summary } from './stats.mjs';
import { formatTable } from './table.mjs';

const medianOf = (runs, field) => median(runs.map((run) => run[field]));

function speeds(runs, sizeBytes) {
  const wholeSeconds = summary(runs.map((run) => run.seconds));
  return {
    wholeSeconds,
    cpuSeconds: medianOf(runs, 'cpuSeconds'),
    megabytesPerSecond: sizeBytes / 1e6 / wholeSeconds.median,
    rowsPerSecond: runs[0].rows / wholeSeconds.median,
  };
}

function productFields(runs, sizeBytes) {
  const readSeconds = summary(runs.map((run) => run.readSeconds));
  return {
    readSeconds,
    readMegabytesPerSecond: sizeBytes / 1e6 / readSeconds.median,
    wallSeconds: medianOf(runs, 'wallSeconds'),
    baselineBytes: medianOf(runs, 'baselineBytes'),
    peakBytes: medianOf(runs, 'peakBytes'),
    longTasks: runs.flatMap((run) => run.longTasksMs).length / runs.length,
    longestTaskMs: Math.max(0, ...runs.flatMap((run) => run.longTasksMs)),
  };
}

/** Speed of the product over native's at the same number of threads: above 1 the product is faster. */
function ratios(product, native) {
  return {
    readRatio: native.wholeSeconds.median / product.readSeconds.median,
    wholeRatio: native.wholeSeconds.median / product.wholeSeconds.median,
    cpuRatio: native.cpuSeconds / product.cpuSeconds,
  };
}

/**
 * Medians of repeated runs, by number of threads: [{ threads, native, product }], product null when it was not
 * run. MB is 10^6 bytes.
 * @param runs [{ engine: 'native' | 'product', threads, seconds, rows, ... as the runs return }]
 */
export function summarise(runs, sizeBytes) {
  return groupBy(runs, (run) => run.threads).map(({ key: threads, items }) => {
    const of = (engine) => items.filter((run) => run.engine === engine);
    const native = speeds(of('native'), sizeBytes);
    const ran = of('product');
    if (ran.length === 0) return { threads, native, product: null };
    const product = { ...speeds(ran, sizeBytes), ...productFields(ran, sizeBytes) };
    return { threads, native, product: { ...product, ...ratios(product, native) } };
  });
}

const HEADER = [
  'run',
  'threads',
  'seconds',
  'min-max',
  'MB/s',
  'rows/s',
  'peak MB',
  'before MB',
  'of native',
];
const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
const range = ({ min, max }) => `${min.toFixed(2)}-${max.toFixed(2)}`;

function row(name, threads, seconds, rate, rows, extra = ['', '', '']) {
  return [
    name,
    threads,
    seconds.median.toFixed(2),
    range(seconds),
    rate.toFixed(1),
    rows.toFixed(0),
    ...extra,
  ];
}

function productRows(threads, product) {
  const { readSeconds, wholeSeconds, megabytesPerSecond, rowsPerSecond, readMegabytesPerSecond } = product;
  const readRows = (rowsPerSecond * wholeSeconds.median) / readSeconds.median;
  const memory = [megabytes(product.peakBytes), megabytes(product.baselineBytes)];
  const ratio = (value) => `${value.toFixed(2)} x`;
  return [
    row('product, parse and aggregate', threads, readSeconds, readMegabytesPerSecond, readRows, [
      '',
      '',
      ratio(product.readRatio),
    ]),
    row('product, press to sealed', threads, wholeSeconds, megabytesPerSecond, rowsPerSecond, [
      ...memory,
      ratio(product.wholeRatio),
    ]),
  ];
}

/** The summary as a table for people; `of native` is speed over native's at the same number of threads. */
export function reportTable(results) {
  const rows = results.flatMap(({ threads, native, product }) => [
    row(
      'native DuckDB, roll-up',
      threads,
      native.wholeSeconds,
      native.megabytesPerSecond,
      native.rowsPerSecond,
    ),
    ...(product ? productRows(threads, product) : []),
  ]);
  const ran = results.filter(({ product }) => product);
  return [formatTable(HEADER, rows), ...ran.map(cpuLine), ...ran.map(tasksLine)].join('\n');
}

const cpuLine = ({ threads, native, product }) =>
  `${threads} workers: processor time ${native.cpuSeconds.toFixed(2)} s native, ${product.cpuSeconds.toFixed(2)} s product in all its processes: ${product.cpuRatio.toFixed(2)} x`;
const tasksLine = ({ threads, product: { longTasks, longestTaskMs } }) =>
  `${threads} workers: ${longTasks.toFixed(1)} main-thread tasks of over 50 ms an import, the longest ${longestTaskMs.toFixed(0)} ms`;
