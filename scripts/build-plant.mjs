// npm run build-plant -- --in 'data/*.csv' --out plant.duckdb : a plant file by native DuckDB. docs/big-data.md
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/esm/api';

const USAGE = `npm run build-plant -- --in 'data/*.csv' --out plant.duckdb
  --in       file or pattern (* and ? in the last part); several times for several
  --out      the plant file to write
  --name     what the plant is called; the first file's name
  --zone     IANA zone of stamps without offset; UTC
  --memory   most memory, for instance 4GB; what does not fit is spilled beside --out
  --threads  most threads
  --print    clickhouse: print the statement for ClickHouse instead; --in is then one local file that shows the layout
  --address  with --print: address of the files on object storage, for instance https://bucket.s3.amazonaws.com/year/*.csv
  --cluster  with --print: name of the cluster; one server when left out`;

function matching(pattern) {
  if (statSync(pattern, { throwIfNoEntry: false })?.isFile()) return [pattern];
  const escaped = basename(pattern).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  const folder = dirname(pattern);
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  return names
    .filter((name) => expression.test(name))
    .sort()
    .map((name) => join(folder, name));
}

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    in: { type: 'string', multiple: true },
    out: text,
    name: text,
    zone: { type: 'string', default: 'UTC' },
    memory: text,
    threads: text,
    print: text,
    address: text,
    cluster: text,
  },
});
const files = (values.in ?? []).flatMap(matching);
if (files.length === 0 || (!values.out && !values.print)) {
  console.error(values.in && files.length === 0 ? `no file matches ${values.in.join(', ')}` : USAGE);
  process.exit(1);
}

register();
try {
  if (values.print) {
    const { clusterStatement } = await import('./build-plant/cluster-statement.ts');
    console.log(await clusterStatement(files[0], values.zone, values.address, values.cluster ?? null));
  } else {
    const { buildPlant } = await import('./build-plant/build-plant.ts');
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s`;
    const built = await buildPlant({
      files,
      out: values.out,
      name: values.name ?? basename(files[0]).replace(/\.[^.]+$/, ''),
      zone: values.zone,
      memory: values.memory,
      threads: values.threads ? Number(values.threads) : undefined,
      tell: (words) => console.log(`${seconds()}  ${words}`),
    });
    console.log(
      `${seconds()}  ${values.out}: ${built.rowsUsed} rows in ${built.minutes} minutes, ${(built.sizeBytes / 1e6).toFixed(1)} MB; ${built.rowsRejected} rows without a readable time, ${built.cellsRejected} cells that are no readings`,
    );
  }
} catch (error) {
  if (!['BuildError', 'PlanError', 'ParquetError'].includes(error.name)) throw error;
  console.error(`${error.message}${error.advice ? ` ${error.advice}` : ''}`);
  process.exit(1);
}
