import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { chartSqlPath } from '$lib/charts/sql-link';
import type { DatabaseApi } from '$lib/rpc/database';
import type { Plant, TagInfo } from '$lib/store/plant-types';
import { statementHash, statementIn } from '$lib/state/sql-console-address';
import { askedQueries } from '$lib/state/sql-console-asked';
import { examplesOf } from '$lib/state/sql-console-examples';
import {
  consolePath,
  endsAtClock,
  seriesStatement,
  sqlLinks,
  statisticStatement,
} from '$lib/state/sql-console-links';
import { readTables } from '$lib/state/sql-console-tables';
import { statementErrorInWords } from '$lib/state/sql-console-words';
import { coverageQuery } from '$lib/sql/coverage';
import { splitPlace } from '$lib/sql/error-place';
import { readableStatement } from '$lib/sql/readable';
import { seriesQuery } from '$lib/sql/series';
import { forgetAsked, noteAsked } from '$lib/store/asked';
import { createDatabase } from '../../../workers/database/database';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';
import { attachTestPlant, HOUR_MS, START_MS, TEST_TAGS } from '../workers/database/test-plant';

let database: DatabaseApi;
let id = 0;
const query: Plant['query'] = (sql) => database.querySafely(++id, sql, 1000);

beforeAll(async () => {
  database = createDatabase(nodeEngine(), attachTestPlant);
  await database.open({ kind: 'url', url: 'test' });
}, STARTING_MS);

const tag = (name: string, kind: TagInfo['kind'] = 'number'): TagInfo => ({
  tag: name,
  header: name.toUpperCase(),
  canonical: null,
  confidence: 0,
  unit: '%',
  kind,
  group: 'Other',
  readings: 10,
  avg: 1,
  min: 0,
  max: 2,
  firstMs: START_MS,
  lastMs: START_MS,
});
const tags = TEST_TAGS.map((name) => tag(name, name === 'running' ? 'boolean' : 'number'));
const range = { fromMs: START_MS, toMs: START_MS + HOUR_MS };

describe('a statement in an address', () => {
  test('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (sql) => {
        fc.pre(sql.trim() !== '');
        expect(statementIn(statementHash(sql))).toBe(sql);
      }),
    );
  });

  test('is left out when it is empty or too long, and unread when it was cut', () => {
    expect(statementHash('  ')).toBe('');
    expect(statementHash('x'.repeat(20_000))).toBe('');
    expect(statementIn('#sql=%E2%82')).toBeNull();
    expect(statementIn('#tags')).toBeNull();
  });
});

describe('links to the console', () => {
  const info = { tags, samplingIntervalSeconds: 10 };

  test('carry the view and the statement', () => {
    expect(consolePath('?range=24h', 'SELECT 1')).toBe('/sql/?range=24h#sql=SELECT%201');
  });

  test('a chart asks for the tags that are in the plant file, and names those that are not', () => {
    const sql = seriesStatement(info, ['ch4', 'efficiency'], range, HOUR_MS);
    expect(sql).toContain('FROM hour_rollup');
    expect(sql).toContain('not in the plant file: efficiency');
    expect(seriesStatement(info, ['efficiency'], range, HOUR_MS)).toBeNull();
    expect(seriesStatement(info, ['ch4'], range, 1000)).toContain('single readings lie in the export');
  });

  test('a chart without links, or whose lines are all hidden, has none', () => {
    const values = Float64Array.of(1, 2);
    const data = {
      timesMs: Float64Array.of(START_MS, START_MS + HOUR_MS),
      series: [
        {
          tag: 'ch4',
          label: 'CH4',
          unit: '%',
          color: '#000',
          kind: 'line' as const,
          values,
          min: null,
          max: null,
        },
      ],
    };
    const links = {
      path: (sql: string) => consolePath('', sql),
      series: (wanted: readonly string[], view: typeof range, step: number) =>
        seriesStatement(info, wanted, view, step),
      statistic: () => null,
      within: (period: typeof range, _stepMs: number, make: (period: typeof range) => string) => make(period),
      asked: (sql: string) => sql,
    };
    const asked = { data, view: range, hidden: new Set<string>() };
    expect(chartSqlPath(links, asked)).toContain(encodeURIComponent('hour_rollup'));
    expect(chartSqlPath(links, { ...asked, sql: 'SELECT 1' })).toBe('/sql/#sql=SELECT%201');
    expect(chartSqlPath(links, { ...asked, hidden: new Set(['ch4']) })).toBeNull();
    expect(chartSqlPath(undefined, asked)).toBeNull();
  });

  test('a key figure asks by its statistic, and has no link for one that is not a statement', async () => {
    for (const statistic of ['mean', 'share', 'rise']) {
      const sql = statisticStatement(info, 'energy', statistic, range);
      expect([statistic, (await query(sql ?? '')).rows]).toEqual([statistic, 1]);
    }
    expect(statisticStatement(info, 'energy', 'health', range)).toBeNull();
  });
});

describe('what the pages asked', () => {
  test('is listed once each, newest first, as a statement that gives the same', async () => {
    const chart = seriesQuery(['ch4'], range, HOUR_MS);
    const minutes = coverageQuery({ fromMs: START_MS, toMs: START_MS + HOUR_MS }, 600_000);
    forgetAsked();
    for (const statement of [minutes, chart, minutes]) noteAsked(statement);
    const asked = askedQueries();
    expect(asked.map(({ page }) => page)).toEqual(['', '']);
    expect(asked[0].sql).toContain("WHERE bucket >= TIMESTAMP '2024-03-01 00:00:00'");
    for (const [at, statement] of [minutes, chart].entries()) {
      const { truncated, ...shown } = await query(asked[at].sql);
      expect(truncated).toBe(false);
      expect(shown).toEqual(await database.query(++id, { sql: statement.sql, params: statement.params }));
    }
  });

  test('does not hold what the console asks itself, and is bounded', () => {
    expect(askedQueries([{ sql: 'SELECT 1', params: [], path: '/plant/sql/' }])).toEqual([]);
    expect(askedQueries([{ sql: 'SELECT 1', params: [], path: '/plant/gas/' }])[0].page).toBe('gas');
    forgetAsked();
    for (let at = 0; at < 500; at++) noteAsked({ sql: 'SELECT ?', params: [at] });
    expect(askedQueries()[0].sql).toBe('SELECT 499');
    expect(askedQueries().length).toBeLessThan(100);
  });

  test('keeps texts and quoted names as they are', () => {
    const sql = `SELECT "a  FROM b" FROM t WHERE c = 'x  WHERE y' ORDER BY 1`;
    expect(readableStatement({ sql, params: [] })).toBe(
      `SELECT "a  FROM b"\nFROM t\nWHERE c = 'x  WHERE y'\nORDER BY 1`,
    );
  });
});

describe('what the page offers', () => {
  test('all tables of the plant with their columns, roll-ups first', async () => {
    const tables = await readTables({ query } as Plant);
    expect(tables[0].name).toBe('hour_rollup');
    expect(tables[0].columns.slice(0, 3).map(({ name }) => name)).toEqual(['bucket', 'n', 'ch4_avg']);
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['sensor_readings', 'hourly_aggregates', 'tags', 'anomalies']),
    );
    for (const { name } of tables)
      expect([name, (await query(`FROM ${name} LIMIT 1`)).rows <= 1]).toEqual([name, true]);
  });

  test('examples of sensors whose meaning is known, else of those that move most; all run', async () => {
    const known = { info: { tags }, tagOf: (canonical: string) => (canonical === 'gas.ch4' ? 'ch4' : null) };
    const unknown = { info: { tags }, tagOf: () => null };
    expect(examplesOf(known as never, range)[0].title).toBe('Methane by hour');
    expect(examplesOf(unknown as never, range)[0].title).toMatch(/^[A-Z0-9]+ by hour$/);
    for (const plant of [known, unknown, { info: { tags: [] }, tagOf: () => null }])
      for (const { title, sql } of examplesOf(plant as never, range))
        expect([title, (await query(sql)).truncated]).toEqual([title, false]);
  });
});

describe('errors of a statement', () => {
  const words = async (sql: string) => {
    const error = await query(sql).then(
      () => null,
      (cause: Error) => cause,
    );
    return statementErrorInWords(splitPlace(error?.message ?? '').message);
  };

  test.each([
    ['SELECT foo FROM tags', 'No table named in FROM has a column "foo"'],
    ['SELECT foo', '"foo" is a column, but no FROM says of which table.'],
    ['FROM nothere', 'There is no table "nothere"; the tables of this plant are listed on this page.'],
    ['SELECT nope(1)', 'There is no function "nope"'],
    ['SELECT tag, count(*) FROM tags', '"tag" stands beside a sum or mean'],
    ['SELECT 1 +', 'The statement is not finished, or has a bracket too many.'],
    ['SELECT count(* FROM tags', '"FROM" is not expected here.'],
    ["SELECT CAST('x' AS INTEGER)", 'A value does not fit its type'],
    ['DROP TABLE tags', '"drop" is not allowed'],
    ["FROM read_csv('x.csv')", 'Function "read_csv" is not allowed'],
    ['SELECT 1; SELECT 2', 'Only one statement can be run at a time.'],
  ])('%s is answered in words', async (sql, expected) => {
    expect(await words(sql)).toContain(expected);
  });
});

describe('links in a replay', () => {
  const info = { tags, samplingIntervalSeconds: 10, endMs: START_MS + 4 * HOUR_MS } as Plant['info'];
  const clockMs = START_MS + HOUR_MS + 90_000;
  const whole = { info };
  const seen = { info: { ...info, endMs: clockMs }, whole };
  const view = { query: '' as const };
  const day = { fromMs: START_MS, toMs: START_MS + 24 * HOUR_MS };

  test('end with the last bucket that is over at its clock, and say so', () => {
    const links = sqlLinks(seen, view);
    const series = links.series(['ch4'], day, HOUR_MS) ?? '';
    expect(series).toContain("bucket < TIMESTAMP '2024-03-01 01:00:00'");
    expect(links.statistic('ch4', 'mean', day)).toContain("bucket < TIMESTAMP '2024-03-01 01:01:00'");
    expect(links.within(day, 60_000, ({ toMs }) => `SELECT ${toMs}`)).toContain(
      `${START_MS + HOUR_MS + 60_000}`,
    );
    expect(series).toMatch(/^-- ends at the clock of the replay\n/);
    expect(endsAtClock(series)).toBe(true);
  });

  test('leave out what was asked of more than the replay shows, and a statement that was changed', () => {
    const links = sqlLinks(seen, view);
    expect(links.asked('SELECT 1', info.endMs)).toBeNull();
    const asked = links.asked('SELECT 1', clockMs) ?? '';
    expect([endsAtClock(asked), endsAtClock(`${asked} + 1`), endsAtClock('SELECT 1')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('are as ever where there is none', () => {
    const links = sqlLinks({ info, whole }, view);
    const series = links.series(['ch4'], day, HOUR_MS) ?? '';
    expect(series).toContain("bucket < TIMESTAMP '2024-03-02 00:00:00'");
    expect([series.startsWith('SELECT'), endsAtClock(series)]).toEqual([true, false]);
    expect(links.asked('', 0)).toBeNull();
  });
});
