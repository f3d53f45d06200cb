import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBTimestampValue,
  INTEGER,
  TIMESTAMP,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Minutes } from '../../src/lib/ingest/merge-minutes';
import type { SimulatedPlant } from '../../src/lib/simulator/simulate';
import { secondReadingsTable } from '../../src/lib/sql/second-readings';

const VECTOR_ROWS = 2048;
/** Digits kept of every value in the demo: finer ones cost it 80 MB, and no instrument of the plant reads finer. */
const DIGITS = 5;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

const timestamp = (ms: number) => new DuckDBTimestampValue(BigInt(Math.round(ms)) * 1000n);

async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  types: DuckDBType[],
  rows: number,
  column: (index: number, row: number) => DuckDBValue,
): Promise<void> {
  const appender = await connection.createAppender(table, 'main', 'plant');
  for (let from = 0; from < rows; from += VECTOR_ROWS) {
    const length = Math.min(VECTOR_ROWS, rows - from);
    const chunk = DuckDBDataChunk.create(types, length);
    types.forEach((_, index) =>
      chunk.setColumnValues(
        index,
        Array.from({ length }, (_row, row) => column(index, from + row)),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Append minutes or hours; keys count buckets since epoch. */
export function appendRollup(
  connection: DuckDBConnection,
  table: 'minute_rollup' | 'hour_rollup',
  chunk: Minutes,
  tags: number,
): Promise<void> {
  const bucketMs = table === 'minute_rollup' ? 60_000 : 3_600_000;
  const types = [
    TIMESTAMP,
    INTEGER,
    ...Array.from({ length: tags }, () => [DOUBLE, DOUBLE, DOUBLE, INTEGER]).flat(),
  ];
  return appendColumns(connection, table, types, chunk.minutes.length, (index, row) => {
    if (index === 0) return timestamp(chunk.minutes[row] * bucketMs);
    if (index === 1) return chunk.rows[row];
    const cell = row * tags + Math.floor((index - 2) / 4);
    const count = chunk.count[cell];
    const measure = (index - 2) % 4;
    if (measure === 3) return count;
    if (count === 0) return null;
    if (measure === 0) return rounded(chunk.sum[cell] / count);
    return rounded(measure === 1 ? chunk.min[cell] : chunk.max[cell]);
  });
}

/** Create `second_readings` and fill it with the readings of these spans. */
export async function appendSeconds(
  connection: DuckDBConnection,
  plant: SimulatedPlant,
  spans: readonly { fromMs: number; toMs: number }[],
): Promise<void> {
  const names = plant.columns.map(({ name }) => name);
  await connection.run(secondReadingsTable(names));
  const types = [TIMESTAMP, ...names.map(() => DOUBLE)];
  for (const { fromMs, toMs } of spans) {
    const { values } = plant.seconds(fromMs, toMs);
    await appendColumns(connection, 'second_readings', types, values.length / names.length, (index, row) => {
      if (index === 0) return timestamp(fromMs + row * 1000);
      const value = values[row * names.length + index - 1];
      return Number.isNaN(value) ? null : rounded(value);
    });
  }
}
