import { numbersOf } from '$lib/sql/query';
import type { Plant } from './plant-types';

const MINUTE_MS = 60_000;

/** What was known of a plant as a whole at an instant. */
export interface ReplayFacts {
  /** Nothing at or after this instant is in it; ms since epoch, a whole minute. */
  untilMs: number;
  rows: number;
  minutes: number;
  tags: ReadonlyMap<string, { readings: number; avg: number; min: number; max: number }>;
}

/** Before anything is known. */
export const NO_FACTS: ReplayFacts = {
  untilMs: Number.NEGATIVE_INFINITY,
  rows: 0,
  minutes: 0,
  tags: new Map(),
};

/** What the whole minutes before an instant say of a plant; costs a pass over its hours. */
export async function readReplayFacts(plant: Plant, clockMs: number): Promise<ReplayFacts> {
  const untilMs = Math.floor(clockMs / MINUTE_MS) * MINUTE_MS;
  const { firstMs, tags } = plant.info;
  const counts = await plant.query(
    `SELECT CAST(coalesce(sum(n), 0) AS DOUBLE) AS counted, CAST(count(*) AS DOUBLE) AS minutes FROM minute_rollup WHERE bucket < epoch_ms(CAST(${untilMs} AS BIGINT))`,
  );
  const range = { fromMs: firstMs, toMs: Math.max(firstMs, untilMs) };
  const found = await plant.statistics(
    tags.map(({ tag }) => tag),
    range,
  );
  return {
    untilMs,
    rows: numbersOf(counts, 'counted')[0],
    minutes: numbersOf(counts, 'minutes')[0],
    tags: new Map(found.map(({ tag, readings, avg, min, max }) => [tag, { readings, avg, min, max }])),
  };
}
