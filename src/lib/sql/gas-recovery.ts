import type { TimeRange } from '$lib/ingest/types';
import type { MethaneBalance, StreamRole } from '$lib/plant/gas-quality-recovery';
import { quoteIdentifier } from './identifiers';
import { numbersOf, type Query } from './query';
import { rollupColumn } from './schema';
import { RANGE_CONDITION, rangeParams } from './time-range';

/** A stream with a part in the balance. */
export interface BalancedStream {
  role: Exclude<StreamRole, 'none'>;
  flow: { tag: string; /** Nm3/h a unit of the reading. */ scale: number };
  methane: { tag: string; /** percent a unit of the reading. */ scale: number };
}

const mean = ({ tag, scale }: { tag: string; scale: number }) =>
  `${quoteIdentifier(rollupColumn(tag, 'avg'))} * ${scale}`;

/** Methane of a stream in a minute, Nm3; a flow below zero is none. */
const methane = ({ flow, methane: share }: BalancedStream) =>
  `greatest(${mean(flow)}, 0) / 60 * (${mean(share)}) / 100`;

/**
 * Methane by role over a range: sum of flow times methane of each minute's means, in those minutes only in which every
 * stream has both. A role without a stream is NaN.
 * @param streams at least one
 */
export function methaneBalanceQuery(
  streams: readonly BalancedStream[],
  range: TimeRange,
): Query<MethaneBalance> {
  const parts = streams.map((stream, at) => `${methane(stream)} AS m${at}`);
  const whole = streams.map((_, at) => `m${at} IS NOT NULL`).join(' AND ');
  const sums = (['feed', 'product', 'off-gas'] as const).map((role, at) => {
    const terms = streams.flatMap((stream, place) => (stream.role === role ? [`m${place}`] : []));
    return `${terms.length ? `sum(${terms.join(' + ')})` : 'CAST(NULL AS DOUBLE)'} AS r${at}`;
  });
  return {
    sql: `SELECT ${sums.join(', ')}, CAST(count(*) AS DOUBLE) AS minutes FROM (SELECT ${parts.join(', ')} FROM plant.minute_rollup WHERE ${RANGE_CONDITION}) WHERE ${whole}`,
    params: rangeParams(range),
    decode(result) {
      const [feed, product, offGas, minutes] = ['r0', 'r1', 'r2', 'minutes'].map(
        (name) => numbersOf(result, name)[0],
      );
      return { feed, product, offGas, minutes };
    },
  };
}
