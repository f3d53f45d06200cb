import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { literal, renderStatement } from '$lib/sql/render';
import { nodeEngine, STARTING_MS } from '../workers/database/node-engine';

let engine: DuckDBBindings;
beforeAll(async () => void (engine = await nodeEngine()), STARTING_MS);

const evaluate = (expression: string): unknown => {
  const connection = engine.connect();
  try {
    return connection.query(`SELECT ${expression} AS v`).getChildAt(0)?.get(0);
  } finally {
    connection.close();
  }
};

test('parameters are written in as literals, question marks in texts and identifiers stay', () => {
  const sql = `SELECT ?, '?''?', "a?""?" FROM t WHERE a = ? AND b - ? > 0 AND c IS NOT ? AND d = ?`;
  expect(renderStatement({ sql, params: ["it's", 1.5, -2, null, true] })).toBe(
    `SELECT 'it''s', '?''?', "a?""?" FROM t WHERE a = 1.5 AND b - (-2) > 0 AND c IS NOT NULL AND d = TRUE`,
  );
});

test('the number of parameters must match', () => {
  expect(() => renderStatement({ sql: 'SELECT ?', params: [] })).toThrow('more than 0 parameters');
  expect(() => renderStatement({ sql: 'SELECT 1', params: [1] })).toThrow('0 parameters, 1 were given');
});

test('what has no literal is refused', () => {
  expect(() => literal(Number.NaN)).toThrow('NaN is not a finite number');
  expect(() => literal('a\0b')).toThrow('zero character');
});

test('any text comes back from the engine as it went in', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      (text) => {
        expect(evaluate(literal(text))).toBe(text);
      },
    ),
    { numRuns: 60 },
  );
});

test('any number comes back from the engine as it went in', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(evaluate(`CAST(${literal(value)} AS DOUBLE)`)).toBe(value === 0 ? 0 : value);
    }),
    { numRuns: 60 },
  );
});
