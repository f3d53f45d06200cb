/** Statements on a dropped DuckDB file that may be a plant of ours. */

import type { PlantFacts } from '$lib/rpc/sources';
import { GIVEN } from './foreign-database';
import { verifyPlant } from './plant-tables';
import { numbersOf, textsOf, type Query } from './query';

/** Tables that only a plant of ours has together. */
const OURS = ['plant_meta', 'minute_rollup', 'hour_rollup', 'tags', 'import_report'];

/** Whether the dropped file is a plant of ours, by its tables. */
export const isPlantQuery = (): Query<boolean> => ({
  sql: `SELECT CAST(count(*) AS DOUBLE) AS found FROM duckdb_tables() WHERE database_name = '${GIVEN}' AND schema_name = 'main' AND table_name IN (${OURS.map((name) => `'${name}'`).join(', ')})`,
  params: [],
  decode: (result) => numbersOf(result, 'found')[0] === OURS.length,
});

/** Keys and values of the dropped plant's plant_meta. */
export const droppedMetaQuery = (): Query<Map<string, string>> => ({
  sql: `SELECT key, value FROM ${GIVEN}.plant_meta`,
  params: [],
  decode(result) {
    const values = textsOf(result, 'value');
    return new Map(textsOf(result, 'key').map((key, at) => [key, values[at]]));
  },
});

/** Size of the dropped plant: rows in its report, tags, first instant and end of its last minute. */
export const droppedExtentQuery = (): Query<Pick<PlantFacts, 'rows' | 'tags' | 'firstMs' | 'lastMs'>> => ({
  sql: `SELECT (SELECT CAST(coalesce(sum(rows_used), 0) AS DOUBLE) FROM ${GIVEN}.import_report) AS rows,
  (SELECT CAST(count(*) AS DOUBLE) FROM ${GIVEN}.tags) AS tags,
  (SELECT CAST(epoch_ms(min(bucket)) AS DOUBLE) FROM ${GIVEN}.minute_rollup) AS first_ms,
  (SELECT CAST(epoch_ms(max(bucket)) AS DOUBLE) FROM ${GIVEN}.minute_rollup) AS last_ms`,
  params: [],
  decode: (result) => ({
    rows: numbersOf(result, 'rows')[0],
    tags: numbersOf(result, 'tags')[0],
    firstMs: numbersOf(result, 'first_ms')[0],
    lastMs: numbersOf(result, 'last_ms')[0],
  }),
});

/** Exports that the dropped plant was made of. */
export const droppedSourcesQuery = (): Query<PlantFacts['sources']> => ({
  sql: `SELECT name, CAST(bytes AS DOUBLE) AS bytes FROM ${GIVEN}.import_report ORDER BY source`,
  params: [],
  decode(result) {
    const bytes = numbersOf(result, 'bytes');
    return textsOf(result, 'name').map((name, at) => ({ name, sizeBytes: bytes[at] }));
  },
});

/** Whether the dropped plant is whole: its minutes and hours hold the same rows. */
export const droppedIsWholeQuery = (): Query<boolean> => ({
  sql: verifyPlant(GIVEN),
  params: [],
  decode(result) {
    const [minutes, hours] = ['minute_rows', 'hour_rows'].map((name) => numbersOf(result, name)[0]);
    return minutes === hours && numbersOf(result, 'minutes')[0] > 0;
  },
});
