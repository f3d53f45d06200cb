import type { IndexBlock, TimeRange } from '$lib/ingest/types';
import { numbersOf, textsOf, type Query } from './query';

/** Blocks of the exports that hold rows of a range, by source and place; from inclusive, to exclusive. */
export function sourceBlocksQuery({ fromMs, toMs }: TimeRange): Query<IndexBlock[]> {
  return {
    sql: `SELECT source, start_byte, end_byte, epoch_ms(min_time) AS min_ms, epoch_ms(max_time) AS max_ms FROM plant.source_index WHERE max_time >= epoch_ms(CAST(? AS BIGINT)) AND min_time < epoch_ms(CAST(? AS BIGINT)) ORDER BY source, start_byte`,
    params: [Math.floor(fromMs), Math.ceil(toMs)],
    decode(result) {
      const column = (name: string) => numbersOf(result, name);
      const [source, start, end] = [column('source'), column('start_byte'), column('end_byte')];
      const [minMs, maxMs] = [column('min_ms'), column('max_ms')];
      return Array.from(source, (_, at) => ({
        source: source[at],
        start: start[at],
        end: end[at],
        minMs: minMs[at],
        maxMs: maxMs[at],
      }));
    },
  };
}

/** The plans under which the exports were read, as JSON, in the order of the sources. */
export const sourcePlansQuery = (): Query<string[]> => ({
  sql: 'SELECT source, plan FROM plant.source_plan ORDER BY source',
  params: [],
  decode: (result) => textsOf(result, 'plan'),
});
