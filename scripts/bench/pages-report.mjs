import { groupBy, summary } from './stats.mjs';
import { formatTable } from './table.mjs';

/** Budgets of issue 6. */
export const BUDGET = { paintMs: 300, queryMs: 100 };

const LONGEST = 110;

/** A statement without its numbers and times, so that the same question about other times is the same. */
export const shapeOf = (sql) =>
  sql
    .replaceAll(/'[^']*'/g, '?')
    .replaceAll(/(?<![\w"])\d+(\.\d+)?(?![\w"])/g, '?')
    .replaceAll(/\s+/g, ' ')
    .trim();

function queriesOf(visits, repeated) {
  // What is asked on the first visit only is cached by the page, and measured there.
  const all = visits.flatMap(({ queries }, at) =>
    queries.map((query) => ({ ...query, at, shape: shapeOf(query.sql) })),
  );
  return groupBy(all, ({ shape }) => shape).map(({ key, items }) => {
    const later = items.filter(({ at }) => at >= visits.length - repeated);
    const counted = later.length > 0 ? later : items;
    return {
      sql: key,
      example: counted[0].sql,
      firstVisitOnly: later.length === 0,
      ms: summary(counted.map(({ ms }) => ms)),
    };
  });
}

/**
 * What visits of a page say: the first, on which code is loaded and the engine warms up, apart from the others.
 * @param visits as `timesOf` gives them, the first first; two or more
 */
export function summarisePage(path, visits) {
  const [first, ...others] = visits;
  const of = (field) => summary(others.map((visit) => visit[field]));
  const queries = queriesOf(visits, others.length);
  return {
    path,
    headingMs: of('headingMs'),
    firstMs: of('firstMs'),
    wholeMs: of('wholeMs'),
    firstVisitMs: first.firstMs,
    paintWithin: of('firstMs').median <= BUDGET.paintMs,
    queries,
    slowest: Math.max(0, ...queries.map(({ ms }) => ms.median)),
    missed: queries.filter(({ ms }) => ms.median > BUDGET.queryMs),
  };
}

const HEADER = [
  'page',
  'heading',
  'first data',
  'all data',
  'first visit',
  'queries',
  'slowest',
  `${BUDGET.paintMs} / ${BUDGET.queryMs} ms`,
];
const ms = (value) => value.toFixed(0);

function verdict({ paintWithin, missed }) {
  const faults = [
    ...(paintWithin ? [] : ['paint']),
    ...(missed.length > 0 ? [`${missed.length} queries`] : []),
  ];
  return faults.length === 0 ? 'kept' : `missed: ${faults.join(', ')}`;
}

/** Pages of one plant as a table for people; all times in ms, medians but for the first visit. */
export const pagesTable = (pages) =>
  formatTable(
    HEADER,
    pages.map((page) => [
      page.path,
      ms(page.headingMs.median),
      ms(page.firstMs.median),
      ms(page.wholeMs.median),
      ms(page.firstVisitMs),
      page.queries.length,
      ms(page.slowest),
      verdict(page),
    ]),
  );

const short = (sql) => (sql.length > LONGEST ? `${sql.slice(0, LONGEST - 1)}…` : sql);

/** Queries over budget, slowest first, one a line; '' when there are none. */
export function missedLines(pages) {
  const missed = pages.flatMap(({ path, missed: of }) => of.map((query) => ({ path, ...query })));
  return missed
    .sort((a, b) => b.ms.median - a.ms.median)
    .map(
      ({ path, ms: { median, min }, sql, firstVisitOnly }) =>
        `${ms(median)} ms (least ${ms(min)}${firstVisitOnly ? ', first visit only' : ''})  ${path}  ${short(sql)}`,
    )
    .join('\n');
}
