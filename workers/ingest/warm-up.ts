import type { DuckDBBindings } from 'duckdb-browser-blocking';
import { emptyMinutes } from '$lib/ingest/merge-minutes';
import { rowGroupRows } from '$lib/sql/plant-tables';
import { MemoryFile } from './memory-file';
import { PlantWriter } from './plant-writer';

/** Enough columns that the code of the writer is compiled, few enough to take no more than a moment. */
const TAGS = 24;

/**
 * Write a row group into memory and forget it: the code that writes is compiled when it first runs, which takes seconds on a first
 * group (docs/performance.md). The values are not of any plant.
 */
export function warmUp(engine: DuckDBBindings): void {
  const names = Array.from({ length: TAGS }, (_, tag) => `t${tag}`);
  const writer = new PlantWriter(engine, { database: new MemoryFile(), wal: new MemoryFile() }, names);
  const chunk = emptyMinutes(rowGroupRows(TAGS), TAGS);
  chunk.minutes.forEach((_, at) => (chunk.minutes[at] = at));
  chunk.rows.fill(1);
  chunk.count.fill(1);
  for (const cells of [chunk.sum, chunk.min, chunk.max])
    cells.forEach((_, at) => (cells[at] = Math.sqrt(at)));
  writer.append('minute_rollup', chunk);
  writer.close();
}
