import type { Columns } from '$lib/rpc/database';
import type { Known } from '$lib/store/plant-types';
import type { SEVERITIES } from './events';
import { numbersOf, type Query } from './query';
import { rangeParams } from './time-range';

type Severity = (typeof SEVERITIES)[number];

/** Most rows that are listed. */
export const MOST_ANOMALIES = 1000;

/** Anomalies that a range touches and that were known before `untilMs`: a replay does not know what is found later. */
const WHERE =
  'timestamp < epoch_ms(CAST(? AS BIGINT)) AND (resolved_at IS NULL OR resolved_at > epoch_ms(CAST(? AS BIGINT))) AND detected_at < epoch_ms(CAST(? AS BIGINT))';

const paramsOf = ({ range, untilMs }: Known) => {
  const [from, to] = rangeParams(range);
  return [to, from, untilMs];
};

const severityIs = (severity: Severity | null) => (severity === null ? '' : ` AND severity = '${severity}'`);

/** Rows of `anomalies` that touch a range, by onset, the newest first; one more than `MOST_ANOMALIES` at most. */
export const anomaliesQuery = (known: Known, severity: Severity | null): Query<Columns> => ({
  sql: `SELECT * FROM anomalies WHERE ${WHERE}${severityIs(severity)} ORDER BY timestamp DESC, id LIMIT ${MOST_ANOMALIES + 1}`,
  params: paramsOf(known),
  decode: (result) => result,
});

/** How many rows of `anomalies` touch a range. */
export const countAnomaliesQuery = (known: Known): Query<number> => ({
  sql: `SELECT CAST(count(*) AS DOUBLE) AS n FROM anomalies WHERE ${WHERE}`,
  params: paramsOf(known),
  decode: (result) => numbersOf(result, 'n')[0],
});
