import type { TimeRange } from '$lib/ingest/types';
import { hourlyAggregates, rangeTotals } from '$lib/sql/hourly';
import type { Mapped } from '$lib/sql/mapped';
import { renderStatement } from '$lib/sql/render';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** How /api/health counts hours. */
const HOURS = 'SELECT count(*) AS hours FROM hour_rollup';
/** An instant as `renderStatement` writes it. */
const INSTANT = /epoch_ms\(CAST\(\(?(-?\d+)\)? AS BIGINT\)\)/g;
/** The roll-ups as tables, not as part of a quoted column. */
const ROLLUP = /(?<!["\w])(?:plant\.)?(minute|hour)_rollup(?!["\w])/g;

/** The period that one of our statements is about; from the epoch to the epoch when it names none. */
function periodIn(sql: string): TimeRange {
  const [fromMs = 0, toMs = 0] = [...sql.matchAll(INSTANT)].map((match) => Number(match[1]));
  return { fromMs, toMs };
}

const before = (unit: 'minute' | 'hour', endMs: number) =>
  `(SELECT * FROM plant.${unit}_rollup WHERE bucket < epoch_ms(CAST(${endMs} AS BIGINT)))`;

/**
 * The statement to run in a replay for one of the API's own, which then reads only whole minutes and whole hours before
 * the clock. It is one of the API's own when it is, letter for letter, what the API writes for the period in it; a
 * person who writes the same gets the same.
 * @returns null for any other statement: views, statistics and the tag list of a plant know its whole history, and no
 * rewriting of free SQL is sure to leave out all of it
 */
export function replayStatement(sql: string, mapped: Mapped, clockMs: number): string | null {
  const period = periodIn(sql);
  const ours = [rangeTotals(mapped, period), hourlyAggregates(mapped, [], period)].map(renderStatement);
  if (![HOURS, ...ours].includes(sql)) return null;
  const ends = {
    minute: Math.floor(clockMs / MINUTE_MS) * MINUTE_MS,
    hour: Math.floor(clockMs / HOUR_MS) * HOUR_MS,
  };
  return sql.replaceAll(ROLLUP, (_, unit: 'minute' | 'hour') => before(unit, ends[unit]));
}
