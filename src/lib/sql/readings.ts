import {
  gasQualityScore,
  minutesWithUsual,
  pressureRatio,
  systemHealthScore,
  temperatureDifferential,
} from './derived';
import { quoteIdentifier } from './identifiers';
import type { Mapped } from './mapped';
import { rollupColumn } from './schema';

/**
 * The old platform's `sensor_readings` at minute resolution: the mean of each tag under the tag's name, then derived
 * columns; a tag of the same name as one of those hides it. compressor_efficiency is NULL: it needs the shaft power,
 * which no canonical tag carries (the old platform divided pressure by current). day_of_week counts from Monday = 0.
 */
export function sensorReadings(m: Mapped, tags: readonly string[]): string {
  const derived: Record<string, string> = {
    timestamp: 'bucket',
    gas_quality_score: gasQualityScore(m),
    compressor_efficiency: 'CAST(NULL AS DOUBLE)',
    temp_differential: temperatureDifferential(m),
    pressure_ratio: pressureRatio(m),
    system_health_score: systemHealthScore(m),
    hour: 'CAST(hour(bucket) AS INTEGER)',
    day_of_week: 'CAST(isodow(bucket) - 1 AS INTEGER)',
    day_of_month: 'CAST(day(bucket) AS INTEGER)',
  };
  const taken = new Set(tags);
  const columns = Object.entries(derived)
    .filter(([name]) => !taken.has(name))
    .map(([name, expression]) => `${expression} AS ${quoteIdentifier(name)}`);
  const [time, ...others] = taken.has('timestamp') ? ['bucket', ...columns] : columns;
  const means = tags.map((tag) => `${quoteIdentifier(rollupColumn(tag, 'avg'))} AS ${quoteIdentifier(tag)}`);
  return `SELECT ${[time, ...means, ...others].join(', ')} FROM ${minutesWithUsual(m)}`;
}
