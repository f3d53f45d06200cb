import { readableStatement } from '$lib/sql/readable';
import { lastAsked, type Asked } from '$lib/store/asked';

/** A statement that a page asked, to be looked at in the console. */
export interface AskedQuery {
  sql: string;
  /** Last part of the page's path, '' for the start page. */
  page: string;
}

const MOST = 40;

const pageOf = ({ path }: Asked): string => path.replace(/\/$/, '').split('/').at(-1) ?? '';

/** What the pages asked the open plant last, newest first, each statement once; without what the console itself asked. */
export function askedQueries(asked: readonly Asked[] = lastAsked()): AskedQuery[] {
  const pages = new Map<string, string>();
  for (const statement of asked) {
    const sql = readableStatement(statement);
    const page = pageOf(statement);
    if (page !== 'sql' && !pages.has(sql)) pages.set(sql, page);
  }
  return [...pages].slice(0, MOST).map(([sql, page]) => ({ sql, page }));
}
