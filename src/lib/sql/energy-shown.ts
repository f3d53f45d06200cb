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
