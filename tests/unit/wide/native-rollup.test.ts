import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rollupSql } from '../../../scripts/bench/rollup-sql.mjs';
import { wideHeader, wideSensors } from '../../../scripts/wide/columns.mjs';
import { ensureWide } from '../../../scripts/wide/write.mjs';
import { nativeAttach, nativeQuery, nativeRollup } from '../../native/duckdb';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'native-'));
});
afterAll(() => rm(dir, { recursive: true }));

describe('roll-up by native DuckDB', () => {
  it('gives every measure of each minute, with NaN where a minute has no reading', async () => {
    const path = join(dir, 'small.csv');
    await writeFile(
      path,
      't;a;note;"b ""q"""\n' +
        '1970-01-01 00:01:59;-1.5;x;t\n' +
        '1970-01-01 00:00:59;2;x;f\n' +
        '1970-01-01 00:01:00;4.5;x;\n' +
        ';9;x;t\n' +
        '1970-01-01 00:02:00;;x;T\n',
    );
    const rollup = await nativeRollup(path, {
      timeColumn: 't',
      delimiter: ';',
      columns: [
        { name: 't', type: 'TIMESTAMP' },
        { name: 'a', type: 'DOUBLE' },
        { name: 'note', type: 'VARCHAR' },
        { name: 'b "q"', type: 'BOOLEAN' },
      ],
      threads: 1,
    });
    expect(rollup).toEqual({
      tags: ['a', 'b "q"'],
      minutes: Int32Array.of(0, 1, 2),
      rows: Uint32Array.of(1, 2, 1),
      sum: Float64Array.of(2, 0, 3, 1, NaN, 1),
      avg: Float64Array.of(2, 0, 1.5, 1, NaN, 1),
      min: Float64Array.of(2, 0, -1.5, 1, NaN, 1),
      max: Float64Array.of(2, 0, 4.5, 1, NaN, 1),
      count: Uint32Array.of(1, 1, 2, 1, 0, 1),
    });
  });

  it('reads the wide file: all rows, the same by one thread and by two', async () => {
    const path = await ensureWide({ rows: 5000, dir });
    const columns = wideHeader.map((name, i) => {
      if (i === 0) return { name, type: 'TIMESTAMP' as const };
      return {
        name,
        type: wideSensors[i - 1].kind === 'boolean' ? ('BOOLEAN' as const) : ('DOUBLE' as const),
      };
    });
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => nativeRollup(path, { timeColumn: 'timestamp', columns, threads })),
    );
    expect(one.rows.reduce((sum, n) => sum + n, 0)).toBe(5000);
    expect(one.tags).toHaveLength(94);
    expect(two.minutes).toEqual(one.minutes);
    expect(two.min).toEqual(one.min);
    expect(two.count).toEqual(one.count);
  });

  it('quotes names and texts in the statement', () => {
    const sql = rollupSql(
      {
        path: "it's.csv",
        columns: [
          { name: 't', type: 'TIMESTAMP' },
          { name: 'a"b', type: 'BOOLEAN' },
        ],
        timeColumn: 't',
      },
      ['avg'],
    );
    expect(sql).toContain('avg(CAST("a""b" AS DOUBLE)) AS avg_0');
    expect(sql).toContain("read_csv('it''s.csv', columns={'t': 'TIMESTAMP', 'a\"b': 'BOOLEAN'}");
  });
});

describe('native DuckDB', () => {
  it('answers a query with the threads asked for', async () => {
    const rows = await nativeQuery("SELECT current_setting('threads')::INTEGER AS threads", { threads: 1 });
    expect(rows).toEqual([{ threads: 1 }]);
  });

  it('opens a sealed file read-only and refuses to write to it', async () => {
    const path = join(dir, 'plant.duckdb');
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run('CREATE TABLE minute_rollup AS SELECT 7::INTEGER AS n');
    connection.closeSync();
    instance.closeSync();
    const plant = await nativeAttach(path);
    try {
      expect(await plant.query('SELECT n FROM minute_rollup')).toEqual([{ n: 7 }]);
      await expect(plant.query('DROP TABLE minute_rollup')).rejects.toThrow('read-only');
    } finally {
      plant.close();
    }
  });
});
