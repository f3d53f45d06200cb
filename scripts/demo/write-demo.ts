import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { HourRollup } from '../../src/lib/ingest/hours';
import { emptyMinutes, type Minutes } from '../../src/lib/ingest/merge-minutes';
import { HistorySummary } from '../../src/lib/ingest/tag-summary';
import { simulatePlant, type SimulatedPlant } from '../../src/lib/simulator/simulate';
import {
  attachForWriting,
  createPlantTables,
  insertRows,
  rowGroupRows,
} from '../../src/lib/sql/plant-tables';
import { appendRollup, appendSeconds } from './append';
import { demoIndex, secondSpans } from './path';
import { reportRows } from './report';

const SEED = 7;
const DAYS = 90;
const START_MS = Date.UTC(2024, 0, 1);

/** The plant's minutes in chunks of a row group. */
function* chunks(plant: SimulatedPlant, rows: number): Generator<Minutes> {
  const tags = plant.columns.length;
  let chunk = emptyMinutes(rows, tags);
  let at = 0;
  for (const minute of plant.minutes()) {
    chunk.minutes[at] = minute.startMs / 60_000;
    chunk.rows[at] = 60;
    for (let tag = 0; tag < tags; tag++) {
      const cell = at * tags + tag;
      if (minute.count[tag] === 0) continue;
      chunk.count[cell] = minute.count[tag];
      chunk.sum[cell] = minute.avg[tag] * minute.count[tag];
      chunk.min[cell] = minute.min[tag];
      chunk.max[cell] = minute.max[tag];
    }
    if (++at === rows) {
      yield chunk;
      chunk = emptyMinutes(rows, tags);
      at = 0;
    }
  }
  const cells = ['sum', 'min', 'max', 'count'] as const;
  const rest = { ...chunk, minutes: chunk.minutes.slice(0, at), rows: chunk.rows.slice(0, at) };
  for (const key of cells) (rest[key] as Float64Array | Uint32Array) = chunk[key].slice(0, at * tags);
  if (at > 0) yield rest;
}

/**
 * Write the simulated plant into a folder: plant.duckdb (roll-ups of 90 days, what was injected, one-second readings around
 * two faults) and demo.json (what the start page shows of it).
 * @returns size of the plant file in bytes
 */
export async function writeDemo(folder: string): Promise<number> {
  const plant = simulatePlant({ seed: SEED, days: DAYS, startMs: START_MS });
  const names = plant.columns.map(({ name }) => name);
  const path = join(folder, 'plant.duckdb');
  // One thread: the same bytes from the same sources.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const run = async (statements: string[]) => {
    for (const statement of statements) await connection.run(statement);
  };
  await run([...attachForWriting(path, names.length), ...createPlantTables(names)]);
  const history = new HistorySummary(names.length);
  const hours = new HourRollup(names.length);
  for (const chunk of chunks(plant, rowGroupRows(names.length))) {
    history.add(chunk);
    await appendRollup(connection, 'minute_rollup', chunk, names.length);
    await appendRollup(connection, 'hour_rollup', hours.add(chunk), names.length);
  }
  await appendRollup(connection, 'hour_rollup', hours.finish(), names.length);
  const spans = secondSpans(plant.truth);
  await appendSeconds(connection, plant, spans);
  for (const { table, rows } of reportRows(plant, history, spans, DAYS * 86_400)) {
    await run(insertRows(table, rows));
  }
  await run(['CHECKPOINT plant', 'USE memory', 'DETACH plant']);
  connection.closeSync();
  instance.closeSync();
  const { size } = statSync(path);
  writeFileSync(join(folder, 'demo.json'), `${JSON.stringify(demoIndex(plant, size), null, 2)}\n`);
  return size;
}
