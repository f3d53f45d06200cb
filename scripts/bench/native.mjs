import { DuckDBInstance } from '@duckdb/node-api';
import { wideSensors } from '../wide/columns.mjs';
import { rollupSql } from './rollup-sql.mjs';

const MEASURES = ['avg', 'min', 'max', 'count'];
const NUMBERS = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|FLOAT|DOUBLE|DECIMAL.*)$/;

async function withConnection(threads, use) {
  const instance = await DuckDBInstance.create(':memory:', { threads: `${threads}` });
  const connection = await instance.connect();
  try {
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The generated wide file as a source for `rollupSql`, its types known. */
export function wideSource(path) {
  const sensors = wideSensors.map(({ name, kind }) => ({
    name,
    type: kind === 'boolean' ? 'BOOLEAN' : 'DOUBLE',
  }));
  return { path, columns: [{ name: 'timestamp', type: 'TIMESTAMP' }, ...sensors], timeColumn: 'timestamp' };
}

function explicitType(sniffed) {
  if (sniffed === 'TIMESTAMP' || sniffed === 'BOOLEAN') return sniffed;
  return NUMBERS.test(sniffed) ? 'DOUBLE' : 'VARCHAR';
}

/** Any CSV as a source for `rollupSql`, sniffed by DuckDB; throws when no column is a time stamp. */
export function sniffSource(path) {
  return withConnection(1, async (connection) => {
    const reader = await connection.runAndReadAll('SELECT * FROM sniff_csv($1)', [path]);
    const [found] = reader.getRowObjectsJS();
    const columns = found.Columns.map(({ name, type }) => ({ name, type: explicitType(type) }));
    const time = columns.find(({ type }) => type === 'TIMESTAMP');
    if (!time) throw new Error(`${path} has no time column that DuckDB recognises`);
    return {
      path,
      columns,
      timeColumn: time.name,
      delimiter: found.Delimiter,
      header: found.HasHeader,
      skip: Number(found.SkipRows),
    };
  });
}

/** Version of native DuckDB, like `v1.5.6`. */
export function nativeVersion() {
  return withConnection(1, async (connection) => {
    const reader = await connection.runAndReadAll('SELECT version()');
    return reader.getRows()[0][0];
  });
}

/**
 * Roll the source up to minutes (avg, min, max, count of every column) with native DuckDB, which holds the
 * finished result. Starting the instance and turning values into JavaScript's are not timed.
 * @returns {Promise<{ seconds: number, cpuSeconds: number, rows: number, minutes: number }>}
 */
export function nativeRun(source, threads) {
  return withConnection(threads, async (connection) => {
    const began = performance.now();
    const cpuBefore = process.cpuUsage();
    const result = await connection.run(rollupSql(source, MEASURES));
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const rowsPerMinute = (await result.fetchAllChunks()).flatMap((chunk) => chunk.getColumnValues(1));
    const rows = rowsPerMinute.reduce((sum, n) => sum + n, 0);
    return { seconds, cpuSeconds: (user + system) / 1e6, rows, minutes: rowsPerMinute.length };
  });
}
