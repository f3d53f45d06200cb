import type { TimeRange } from '$lib/ingest/types';
import { rollupColumn } from './schema';
import { shownName, shownRange } from './shown-sql';

/**
 * What a counter counted by hour, day or month, as SQL to read, change and run. Simpler than the page: buckets are those
 * of UTC, and a dropout counts as a reset.
 */
export function shownCounterSql(tag: string, width: 'hour' | 'day' | 'month', range: TimeRange): string {
  const counter = shownName(rollupColumn(tag, 'max'));
  return `-- Buckets of UTC. A fall counts as a reset here; the page tells resets from dropouts.
WITH steps AS (
  SELECT bucket, ${counter} AS counter,
    lag(${counter} IGNORE NULLS) OVER (ORDER BY bucket) AS before
  FROM minute_rollup
  WHERE ${shownRange(range)}
)
SELECT date_trunc('${width}', bucket) AS ${width},
  sum(CASE WHEN counter >= before THEN counter - before ELSE counter END) AS counted
FROM steps
WHERE before IS NOT NULL
GROUP BY ${width}
ORDER BY ${width}`;
}

/** A reading's tag and what a unit of it is in the base unit. */
interface Scaled {
  tag: string;
  scale: number;
}

/**
 * Gas of a flow meter over a period and, with an analyser, its energy, as SQL to read, change and run.
 * @param flow        Nm3/h a unit of the reading
 * @param methane     percent a unit of the reading, null without an analyser
 * @param kwhPerNm3   heat of a Nm3 of methane
 */
export function shownFlowSql(
  { flow, methane }: { flow: Scaled; methane: Scaled | null },
  kwhPerNm3: number,
  range: TimeRange,
): string {
  const mean = shownName(rollupColumn(flow.tag, 'avg'));
  const share = methane && shownName(rollupColumn(methane.tag, 'avg'));
  const energy =
    methane && share
      ? `,\n  sum(${mean} * ${share}) * ${(flow.scale * methane.scale * kwhPerNm3) / 6000} AS kwh`
      : '';
  return `-- Each minute counts with its mean flow; the factors turn its unit into Nm3 and kWh.
SELECT sum(${mean}) * ${flow.scale / 60} AS nm3${energy},
  count(${mean}) AS minutes
FROM minute_rollup
WHERE ${shownRange(range)}`;
}
