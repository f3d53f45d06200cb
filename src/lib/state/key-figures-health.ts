import { mappedOf } from '$lib/api/mapping';
import type { TimeRange } from '$lib/ingest/types';
import type { HealthMeans } from '$lib/plant/health-score';
import { healthQuery } from '$lib/sql/health';
import { renderStatement } from '$lib/sql/render';
import type { Known, Plant } from '$lib/store/plant-types';
import { periodBefore } from './range';

/** System health of a period: the API's `health_score`, and what it is made of. */
export interface Health {
  now: HealthMeans;
  /** Score of the period before, NaN when not known. */
  before: number;
  /** Score by the hour. */
  spark: Float64Array;
  /** Whether a fault bit is mapped: without one health is not known. */
  mapped: boolean;
  /** The statement that it was computed by. */
  sql: string;
  /** End of what the plant knew when it was asked, ms since epoch. */
  untilMs: number;
}

/** Read the health of a period. */
export async function readHealth(plant: Plant, range: TimeRange, signal: AbortSignal): Promise<Health> {
  const m = mappedOf(plant);
  const before = periodBefore(range);
  let sql = '';
  const ask = (known: Known) => {
    const query = healthQuery(m, known);
    sql = renderStatement(query);
    return query;
  };
  const [now, earlier] = await Promise.all([
    plant.ask(range, ask, signal),
    before.toMs <= plant.info.firstMs ? null : plant.ask(before, (known) => healthQuery(m, known), signal),
  ]);
  return {
    now: now.means,
    before: earlier?.means.score ?? Number.NaN,
    spark: now.score,
    sql,
    untilMs: plant.info.endMs,
    mapped: m.has('compressor.fault') || m.has('blower.fault'),
  };
}
