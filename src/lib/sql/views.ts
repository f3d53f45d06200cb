import { analysisViews } from './analysis-tables';
import { hourlyAggregates } from './hourly';
import { mapped, type Mapping } from './mapped';
import { sensorReadings } from './readings';
import { tables } from './schema';

/** Statements that make the plant's tables readable by their bare names; run once when a plant is attached. */
export const plantViews = (): string[] => [
  ...['minute_rollup', 'hour_rollup', ...Object.keys(tables)].map(
    (table) => `CREATE VIEW ${table} AS SELECT * FROM plant.${table}`,
  ),
  ...analysisViews(false),
];

/** Statements that (re)create the views which depend on the mapping of canonical tags. */
export function mappedViews(mapping: Mapping, tags: readonly string[]): string[] {
  const m = mapped(mapping, tags);
  return [
    `CREATE OR REPLACE VIEW sensor_readings AS ${sensorReadings(m, tags)}`,
    `CREATE OR REPLACE VIEW hourly_aggregates AS ${hourlyAggregates(m, tags)}`,
  ];
}
