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
  return shownRise(tag, range, counterStepMs({ samplingIntervalSeconds }, range));
}

/** Width of the buckets that a counter's rise is told from. */
function counterStepMs(
  { samplingIntervalSeconds }: Pick<PlantInfo, 'samplingIntervalSeconds'>,
  { fromMs, toMs }: TimeRange,
): number {
  const least = Math.max(60, samplingIntervalSeconds);
  return 1000 * chooseLevel(toMs - fromMs, COUNTER_WIDTH_PX, least).bucketSeconds;
}

/** Statements of ours that end at a replay's clock; a person's own may not be run in a replay. */
const limited = new Set<string>();
/** Links are made anew twice a second while a replay plays. */
const MOST_LIMITED = 2000;

/** Whether a statement was made of what a replay shows, and so sees nothing past its clock. */
export const endsAtClock = (sql: string): boolean => limited.has(sql);

function noteLimited(sql: string): void {
  if (limited.size >= MOST_LIMITED) limited.clear();
  limited.add(sql);
}

/** What the links know of the open plant: in a replay `info` is of the plant as it was at the clock. */
export interface LinkedPlants {
  readonly info: PlantInfo | null;
  /** The whole plant; the same as the one seen while there is no replay. */
  readonly whole: { readonly info: PlantInfo } | null;
}

/** A range without the buckets that are not over at a replay's clock; as it is where there is no replay. */
export function beforeClock({ info, whole }: LinkedPlants, range: TimeRange, stepMs: number): TimeRange {
  const { fromMs, toMs } = range;
  if (!info || !whole || info === whole.info) return { fromMs, toMs };
  const step = Math.max(MINUTE_MS, stepMs);
  const lastMs = Math.floor(info.endMs / step) * step;
  return { fromMs: Math.min(fromMs, lastMs), toMs: Math.min(toMs, lastMs) };
}

const MADE_FOR_REPLAY = '-- ends at the clock of the replay\n';

/**
 * Links from all that is shown of the open plant to the console.
 * @param plants the state of the open plant, read when a link is made
 * @param view   the state of the view
 */
export function sqlLinks(plants: LinkedPlants, view: { readonly query: '' | `?${string}` }): SqlLinks {
  /** Only statements made here, or asked of the plant as it was, may be marked: their range was cut. */
  const marked = <T extends string | null>(sql: T): T | string => {
    if (sql === null || plants.info === plants.whole?.info) return sql;
    const text = MADE_FOR_REPLAY + sql;
    noteLimited(text);
    return text;
  };
  return {
    path: (sql) => consolePath(view.query, sql),
    series: (tags, shown, stepMs) =>
      plants.info && marked(seriesStatement(plants.info, tags, beforeClock(plants, shown, stepMs), stepMs)),
    statistic: (tag, statistic, period) => {
      const { info } = plants;
      if (!info?.tags.some((one) => one.tag === tag)) return null;
      const stepMs = statistic === 'rise' ? counterStepMs(info, period) : MINUTE_MS;
      return marked(statisticStatement(info, tag, statistic, beforeClock(plants, period, stepMs)));
    },
    within: (period, stepMs, make) => marked(make(beforeClock(plants, period, stepMs))),
    asked: (sql, untilMs) => (sql === '' || untilMs > (plants.info?.endMs ?? Infinity) ? null : marked(sql)),
  };
}
