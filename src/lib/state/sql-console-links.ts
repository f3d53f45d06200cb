import type { SqlLinks, SqlPath } from '$lib/charts/sql-link';
import type { TimeRange } from '$lib/ingest/types';
import { chooseLevel } from '$lib/series/level';
import { shownRise, shownSeries, shownStatistic } from '$lib/sql/shown-sql';
import type { PlantInfo } from '$lib/store/plant-types';
import { statementHash } from './sql-console-address';

const MINUTE_MS = 60_000;
/** As the Overview asks for counters. */
const COUNTER_WIDTH_PX = 2400;

/** Path of the console with a statement. @param query of the view in force */
export const consolePath = (query: '' | `?${string}`, sql: string): SqlPath =>
  `/sql/${query}${statementHash(sql)}`;

/** The statement for series of an open plant; what is no tag of it is named in a comment. Null when none is. */
export function seriesStatement(
  { tags }: Pick<PlantInfo, 'tags'>,
  wanted: readonly string[],
  range: TimeRange,
  stepMs: number,
): string | null {
  const known = wanted.filter((name) => tags.some(({ tag }) => tag === name));
  if (known.length === 0) return null;
  const others = wanted.filter((name) => !known.includes(name));
  const notes = [
    ...(others.length > 0
      ? [`-- computed on the page, not in the plant file: ${others.join(', ').replaceAll(/\s+/g, ' ')}`]
      : []),
    ...(stepMs < MINUTE_MS
      ? ['-- single readings lie in the export itself; the plant file holds minutes']
      : []),
  ];
  return [...notes, shownSeries(known, range, stepMs)].join('\n');
}

/** The statement for a number of a tag, null for a statistic that is not computed by one. */
export function statisticStatement(
  { samplingIntervalSeconds }: Pick<PlantInfo, 'samplingIntervalSeconds'>,
  tag: string,
  statistic: string,
  range: TimeRange,
): string | null {
  if (statistic === 'mean' || statistic === 'share') return shownStatistic(tag, statistic, range);
  if (statistic !== 'rise') return null;
  const { bucketSeconds } = chooseLevel(
    range.toMs - range.fromMs,
    COUNTER_WIDTH_PX,
    Math.max(60, samplingIntervalSeconds),
  );
  return shownRise(tag, range, bucketSeconds * 1000);
}

/**
 * Links from all that is shown of the open plant to the console.
 * @param plants the state of the open plant, read when a link is made
 * @param view   the state of the view
 */
export function sqlLinks(
  plants: { readonly info: PlantInfo | null },
  view: { readonly query: '' | `?${string}` },
): SqlLinks {
  return {
    path: (sql) => consolePath(view.query, sql),
    series: (tags, shown, stepMs) =>
      plants.info && seriesStatement(plants.info, tags, { fromMs: shown.fromMs, toMs: shown.toMs }, stepMs),
    statistic: (tag, statistic, period) =>
      plants.info?.tags.some((one) => one.tag === tag)
        ? statisticStatement(plants.info, tag, statistic, period)
        : null,
  };
}
