import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DuckDBBindings, DuckDBConnection } from '@duckdb/duckdb-wasm/blocking';
import type { AnalysisRequest } from '$lib/rpc/analysis';
import {
  ANALYSIS_PARTS,
  analysisIdentityQuery,
  countPartsQuery,
  partMetaQuery,
  type AnalysisRow,
} from '$lib/sql/analysis-tables';
import { numbersOf, textsOf, type Query } from '$lib/sql/query';
import { partBatch } from '../../../../workers/analysis/part-batch';
import { attachBefore, fillAnalysis } from '../../../../workers/analysis/analysis-writer';
import type { AttachAnalysis } from '../../../../workers/database/analysis-beside';
import { createDatabase } from '../../../../workers/database/database';
import { decodeColumns } from '../../../../workers/database/decode';
import { nodeEngine, STARTING_MS } from '../database/node-engine';
import { attachTestPlant } from '../database/test-plant';

const EMPTY: AnalysisRow<'anomalies'> = {
  ...{ timestamp: null, detected_at: null, anomaly_type: null, severity: null, confidence: null },
  ...{ system: null, sensor: null, expected_value: null, actual_value: null, deviation: null },
  ...{ description: null, recommended_action: null, acknowledged: null, acknowledged_at: null },
  ...{ acknowledged_by: null, resolved: null, resolved_at: null },
};
const AT = Date.UTC(2024, 2, 1, 10, 30);
const ANOMALIES: AnalysisRow<'anomalies'>[] = [
  { ...EMPTY, timestamp: AT, severity: 'high', confidence: 0.97, sensor: 'größe "a"', resolved: true },
  { ...EMPTY, timestamp: AT + 60_500, expected_value: Number.NaN, description: "it's" },
];
const request = (more: Partial<AnalysisRequest> = {}): AnalysisRequest => ({
  ...{ fingerprint: 'abc', part: 'anomalies', rows: ANOMALIES, writtenMs: AT, before: null, sealed: null },
  meta: { version: 'detect 3', parameters: { falseAlarmsPerDay: 0.05, "o'clock": [1, null] } },
  ...more,
});

let engine: DuckDBBindings;
beforeAll(async () => {
  engine = await nodeEngine();
}, STARTING_MS);

const ask = <T>(connection: DuckDBConnection, { sql, decode }: Query<T>): T =>
  decode(decodeColumns([connection.useUnsafe((bindings, id) => bindings.runQuery(id, sql))]));

describe('an analysis file', () => {
  let connection: DuckDBConnection;
  beforeEach(() => {
    connection = engine.connect();
    // In Node the engine cannot write a file that it can attach.
    connection.query("ATTACH ':memory:' AS analysis");
  });
  afterEach(() => {
    connection.query('USE memory');
    connection.query('DETACH analysis');
    connection.query('DETACH DATABASE IF EXISTS before');
    connection.close();
  });
  const asBefore = () => {
    connection.query('USE memory');
    connection.query('DETACH DATABASE IF EXISTS before');
    connection.query("ATTACH ':memory:' AS before");
    for (const part of [...ANALYSIS_PARTS, 'analysis_meta'])
      connection.query(`CREATE TABLE before.${part} AS FROM analysis.${part}`);
    connection.query('DETACH analysis');
    connection.query("ATTACH ':memory:' AS analysis");
  };

  it('holds the rows with ids from 1, times to the millisecond, and null for NaN', () => {
    expect(fillAnalysis(connection, request(), false)).toEqual({
      ...{ anomalies: 2, maintenance_events: 0, model_predictions: 0 },
    });
    const found = ask(connection, {
      sql: 'SELECT * FROM analysis.anomalies ORDER BY id',
      params: [],
      decode: (r) => r,
    });
    expect([...numbersOf(found, 'id')]).toEqual([1, 2]);
    expect([...numbersOf(found, 'timestamp')]).toEqual([AT, AT + 60_500]);
    expect([...numbersOf(found, 'expected_value')]).toEqual([NaN, NaN]);
    expect(textsOf(found, 'sensor')).toEqual(['größe "a"', '']);
    expect(found.columns.find(({ name }) => name === 'resolved')?.values).toEqual([true, null]);
  });

  it('says of which plant it is, and by what each part was made', () => {
    fillAnalysis(connection, request(), false);
    expect(ask(connection, analysisIdentityQuery('analysis'))).toEqual({ schema: 1, fingerprint: 'abc' });
    expect(ask(connection, partMetaQuery())).toEqual({
      anomalies: { ...request().meta, rows: 2, writtenMs: AT },
    });
  });

  it('keeps the other parts as they were, and replaces its own', () => {
    fillAnalysis(connection, request(), false);
    asBefore();
    const model = { version: '1', parameters: { hours: 24 } };
    const later = request({ part: 'model_predictions', rows: [], meta: model, writtenMs: AT + 1 });
    expect(fillAnalysis(connection, later, true)).toMatchObject({ anomalies: 2, model_predictions: 0 });
    expect(Object.keys(ask(connection, partMetaQuery()))).toEqual(['anomalies', 'model_predictions']);
    asBefore();
    const none = request({ rows: [ANOMALIES[0]], writtenMs: AT + 2 });
    fillAnalysis(connection, none, true);
    expect(ask(connection, countPartsQuery('analysis')).anomalies).toBe(1);
    expect(ask(connection, partMetaQuery()).anomalies?.writtenMs).toBe(AT + 2);
  });

  it('is begun anew where the one before cannot be read', () => {
    const before = new File(['no database'], 'x');
    const silent = { ...engine, registerFileHandle() {} } as unknown as DuckDBBindings;
    expect(attachBefore(silent, connection, request({ before }))).toBe(false);
  });

  it('is made without compiling text, which the content policy of the site forbids', () => {
    vi.stubGlobal('Function', function forbidden() {
      throw new EvalError('unsafe-eval');
    });
    try {
      expect(partBatch('anomalies', ANOMALIES, 1).length).toBeGreaterThan(100);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('takes many rows', () => {
    const rows = Array.from({ length: 45_000 }, (_, at) => ({ ...EMPTY, timestamp: AT + at }));
    expect(fillAnalysis(connection, request({ rows }), false).anomalies).toBe(45_000);
    const { rows: distinct } = ask(connection, {
      sql: 'SELECT DISTINCT id, timestamp FROM analysis.anomalies',
      params: [],
      decode: (result) => result,
    });
    expect(distinct).toBe(45_000);
  });
});

describe('beside an open plant', () => {
  const attach =
    (more: Partial<AnalysisRequest> = {}): AttachAnalysis =>
    (_engine, connection) => {
      connection.query("ATTACH ':memory:' AS analysis");
      fillAnalysis(connection, request(more), false);
      connection.query('USE memory');
    };
  const opened = async (how: AttachAnalysis) => {
    const database = createDatabase(nodeEngine(), attachTestPlant, how);
    await database.open({ kind: 'url', url: 'test' });
    return database;
  };
  const file = new File([], 'analysis');
  const count = async (database: Awaited<ReturnType<typeof opened>>) =>
    numbersOf(await database.querySafely(1, 'SELECT count(*) AS n FROM anomalies', 10), 'n')[0];

  it('the bare names stand for its rows, and for none when it is taken away', async () => {
    const database = await opened(attach());
    expect(await count(database)).toBe(0);
    expect(await database.setAnalysis(file)).toBeNull();
    expect(await count(database)).toBe(2);
    const meta = await database.querySafely(2, "FROM analysis_meta WHERE part = 'anomalies'", 10);
    expect(meta.rows).toBe(4);
    expect(await database.setAnalysis(file)).toBeNull();
    expect(await count(database)).toBe(2);
    expect(await database.setAnalysis(null)).toBeNull();
    expect(await count(database)).toBe(0);
  });

  it('one of another plant, or that cannot be read, is left out with words', async () => {
    const foreign = await opened(attach({ fingerprint: 'other' }));
    expect(await foreign.setAnalysis(file)).toMatch(/another plant/);
    expect(await count(foreign)).toBe(0);
    const broken = await opened((_engine, connection) => {
      connection.query("ATTACH 'analysis/none.duckdb' AS analysis (READ_ONLY)");
    });
    expect(await broken.setAnalysis(file)).toMatch(/cannot be read/);
    expect(await count(broken)).toBe(0);
  });

  it('no other file than those of the folder of analyses can be attached', async () => {
    const database = await opened((_engine, connection) => {
      connection.query("ATTACH 'elsewhere.duckdb' AS analysis (READ_ONLY)");
    });
    expect(await database.setAnalysis(file)).toMatch(/cannot be read/);
  });
});
