import { getContext, setContext } from 'svelte';
import type { ChartData, ChartView } from './types';

/** Path of the SQL console with the view in force and a statement, as `resolve` takes it. */
export type SqlPath = '/sql/' | `/sql/?${string}` | `/sql/#${string}`;

/**
 * Where the numbers on a page can be asked for in SQL. Given by context and not as a prop, because all charts of the
 * site have it; a chart that is not given any is complete without.
 */
export interface SqlLinks {
  /** Path of the console with a statement in it, below the site's own. */
  path(sql: string): SqlPath;
  /**
   * The statement for series over time, null when none of them is in the plant file.
   * @param stepMs width of a bucket; less than a minute for single readings
   */
  series(tags: readonly string[], view: ChartView, stepMs: number): string | null;
  /** The statement for one number of a tag, null when there is none for this statistic. */
  statistic(tag: string, statistic: string, period: ChartView): string | null;
  /**
   * A statement about a period: in a replay about the part of it before the clock.
   * @param stepMs width of its buckets, whole minutes
   */
  within(period: ChartView, stepMs: number, make: (period: ChartView) => string): string;
  /**
   * A statement that a plant was asked, null for `''` and in a replay for one that saw past the clock.
   * @param untilMs end of what that plant knew, ms since epoch
   */
  asked(sql: string, untilMs: number): string | null;
}

const KEY = Symbol('sql-links');

/** Give links to all that is inside this component. */
export const provideSqlLinks = (links: SqlLinks): SqlLinks => setContext(KEY, links);

/** The links of this page, undefined when it gives none; call while a component is made. */
export const useSqlLinks = (): SqlLinks | undefined => getContext<SqlLinks | undefined>(KEY);

const MINUTE_MS = 60_000;

/** Distance of the points of a chart: of regular buckets, what the first two are apart. */
const stepOf = ({ timesMs, stepMs }: ChartData): number =>
  stepMs ?? (timesMs.length > 1 ? timesMs[1] - timesMs[0] : MINUTE_MS);

/**
 * Path of the console with what a chart shows, null when it cannot be asked for.
 * @param sql the chart's own statement, where its numbers are not the plain series of tags
 */
export function chartSqlPath(
  links: SqlLinks | undefined,
  {
    data,
    view,
    hidden,
    sql,
  }: { data: ChartData; view: ChartView; hidden: ReadonlySet<string>; sql?: string },
): SqlPath | null {
  if (!links) return null;
  const tags = data.series.map(({ tag }) => tag).filter((tag) => !hidden.has(tag));
  const statement = sql ?? (tags.length > 0 ? links.series(tags, view, stepOf(data)) : null);
  return statement === null ? null : links.path(statement);
}
