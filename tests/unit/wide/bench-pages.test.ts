import { describe, expect, it } from 'vitest';
import {
  BUDGET,
  missedLines,
  pagesTable,
  shapeOf,
  summarisePage,
} from '../../../scripts/bench/pages-report.mjs';
import { timesOf } from '../../../scripts/bench/pages-visit.mjs';
import { noteQuery, type QueryTimesHost } from '../../../workers/database/query-times';

const paint = (atMs: number, heading: string) => ({ atMs, heading, busy: false });

describe('times of a visit to a page', () => {
  it('are the first paints after the heading, the first and the last answer', () => {
    const seen = {
      beganMs: 1000,
      paints: [paint(1010, 'Before'), paint(1040, 'Gas'), paint(1105, 'Gas'), paint(1310, 'Gas')],
      queries: [
        { sql: 'SELECT 0', beganMs: 900, endedMs: 950 },
        { sql: 'SELECT 1', beganMs: 1050, endedMs: 1100 },
        { sql: 'SELECT 2', beganMs: 1100, endedMs: 1300 },
      ],
    };
    const { headingMs, firstMs, wholeMs, queries } = timesOf(seen, 'Gas');
    expect([headingMs, firstMs, wholeMs]).toEqual([40, 105, 310]);
    expect(queries).toEqual([
      { sql: 'SELECT 1', ms: 50 },
      { sql: 'SELECT 2', ms: 200 },
    ]);
  });

  it('of a page that asks nothing are those of its heading', () => {
    const seen = { beganMs: 0, paints: [paint(20, 'Data')], queries: [] };
    expect(timesOf(seen, 'Data')).toMatchObject({ headingMs: 20, firstMs: 20, wholeMs: 20 });
    expect(() => timesOf({ ...seen, paints: [] }, 'Data')).toThrow('never painted');
  });
});

describe('a report on pages', () => {
  const visit = (firstMs: number, ms: number, sql = "SELECT a1 FROM t WHERE b > 7 AND c = 'x'") => ({
    headingMs: 10,
    firstMs,
    wholeMs: firstMs,
    queries: [{ sql, ms }],
  });

  it('takes statements about other times for the same, and keeps names with digits', () => {
    expect(shapeOf('SELECT  a1, "2nd"\nFROM t WHERE b > 7.5 AND c = \'2024\'')).toBe(
      'SELECT a1, "2nd" FROM t WHERE b > ? AND c = ?',
    );
  });

  it('judges medians without the first visit', () => {
    const kept = summarisePage('/gas/', [visit(900, 500), visit(200, 90), visit(250, 95), visit(400, 120)]);
    expect([kept.firstMs.median, kept.paintWithin, kept.slowest, kept.missed]).toEqual([250, true, 95, []]);
    expect(pagesTable([kept])).toMatch(/\/gas\/ .* 250 .* 900 .* kept/);
    const slow = summarisePage('/gas/', [visit(1, 1), visit(BUDGET.paintMs + 1, BUDGET.queryMs + 1)]);
    expect(pagesTable([slow])).toContain('missed: paint, 1 queries');
    expect(missedLines([slow])).toContain('101 ms (least 101)  /gas/  SELECT a1');
    expect(missedLines([kept])).toBe('');
  });

  it('counts a query that is asked on the first visit only, and says so', () => {
    const page = summarisePage('/gas/', [visit(9, 150, 'SELECT once'), visit(9, 1), visit(9, 1)]);
    expect(page.queries).toHaveLength(2);
    expect(missedLines([page])).toContain('first visit only');
  });
});

describe('times of statements in the worker', () => {
  it('are kept only for one who asked', () => {
    const host = globalThis as QueryTimesHost;
    noteQuery('SELECT 1', performance.now());
    expect(host.queryTimes).toBeUndefined();
    host.queryTimes = [];
    noteQuery('SELECT 2', performance.now() - 5);
    expect(host.queryTimes).toHaveLength(1);
    const [{ sql, beganMs, endedMs }] = host.queryTimes;
    delete host.queryTimes;
    expect(sql).toBe('SELECT 2');
    expect(endedMs - beganMs).toBeGreaterThanOrEqual(5);
    expect(Math.abs(endedMs - Date.now())).toBeLessThan(10_000);
  });
});
