import { textsOf } from '$lib/sql/query';
import type { Plant } from '$lib/store/plant-types';

/** A table that can be asked, with its columns in order. */
export interface ConsoleTable {
  name: string;
  /** What a row of it is. */
  purpose: string;
  columns: { name: string; type: string }[];
}

const PURPOSES: Record<string, string> = {
  hour_rollup: 'a row an hour: mean, lowest, highest and count of each sensor',
  minute_rollup: 'a row a minute: mean, lowest, highest and count of each sensor',
  sensor_readings: "the old platform's table: each sensor's mean by minute, and derived columns",
  hourly_aggregates: "the old platform's table: gas, energy, health by hour",
  tags: 'a row a sensor: name, meaning, unit, readings',
  import_report: 'a row a file that was imported',
  import_issue: 'what of the files could not be used, and why',
  plant_meta: 'what the plant file says of itself',
  source_index: 'which bytes of a file hold which times',
  source_plan: 'how each file was read',
  second_span: 'which times second_readings holds',
  'plant.second_readings': 'readings by the second that the plant file itself keeps',
  fault_truth: 'faults that a simulation put in; empty for imports',
  anomalies: 'detected anomalies',
  maintenance_events: 'predicted, scheduled and unplanned work',
  model_predictions: 'what each model predicted',
  analysis_meta: 'by what and when those three were made',
};
const ORDER = Object.keys(PURPOSES);

/** Tables by their bare names, and of the plant file's own what has no other name. */
const COLUMNS = `SELECT CASE WHEN database_name = 'plant' THEN 'plant.' || table_name ELSE table_name END AS name, column_name, data_type
FROM duckdb_columns()
WHERE NOT internal AND (database_name NOT IN ('plant', 'analysis') OR table_name = 'second_readings')
ORDER BY name, column_index`;

const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** The tables of an open plant, the most used first. @throws QueryError in a replay, as any person's statement does */
export async function readTables(plant: Plant, signal?: AbortSignal): Promise<ConsoleTable[]> {
  const result = await plant.query(COLUMNS, signal);
  const [names, columns, types] = ['name', 'column_name', 'data_type'].map((c) => textsOf(result, c));
  const tables = new Map<string, ConsoleTable>();
  names.forEach((name, row) => {
    const table = tables.get(name) ?? { name, purpose: PURPOSES[name] ?? '', columns: [] };
    table.columns.push({ name: columns[row], type: types[row].toLowerCase() });
    tables.set(name, table);
  });
  return [...tables.values()].sort((a, b) => place(a.name) - place(b.name) || a.name.localeCompare(b.name));
}
