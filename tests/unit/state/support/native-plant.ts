import { DuckDBInstance, type JS } from '@duckdb/node-api';
import { createRaw } from '../../../../workers/raw/raw';
import type { RawApi } from '$lib/rpc/raw';
import type { Column, Columns, Statement } from '$lib/rpc/database';
import { renderStatement } from '$lib/sql/render';
import { openPlant } from '$lib/store/plant';
import type { PlantConnectors } from '$lib/store/plant-remotes';
import type { Plant } from '$lib/store/plant-types';

function columnOf(name: string, type: string, values: JS[]): Column {
  if (type === 'VARCHAR')
    return { name, kind: 'text', values: values.map((v) => (v === null ? null : String(v))) };
  if (type === 'BOOLEAN')
    return { name, kind: 'boolean', values: values.map((v) => (v === null ? null : v === true)) };
  return { name, kind: 'number', values: Float64Array.from(values, (v) => (v === null ? NaN : Number(v))) };
}

/** A plant file opened by native DuckDB, behind the functions that the pages use. */
export async function nativePlant(path: string): Promise<Plant> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const run = async (statement: Statement): Promise<Columns> => {
    const reader = await connection.runAndReadAll(renderStatement(statement));
    const [types, values] = [reader.columnTypes(), reader.getColumnsJS()];
    const columns = reader
      .columnNames()
      .map((name, at) => columnOf(name, types[at].toString(), values[at] ?? []));
    return { rows: reader.currentRowCount, columns };
  };
  const remote = {
    open: async () => void (await connection.run(`ATTACH '${path}' AS plant (READ_ONLY)`)),
    query: (_id: number, statement: Statement) => run(statement),
    querySafely: async (_id: number, sql: string) => ({
      ...(await run({ sql, params: [] })),
      truncated: false,
    }),
    cancel: async () => {},
    setMapping: async () => {},
    setAnalysis: async () => null,
    watchTransfer: async () => {},
  };
  const connectors: PlantConnectors = {
    database: () => ({
      remote,
      dispose: () => {
        connection.closeSync();
        instance.closeSync();
      },
    }),
    raw: () => {
      const api = createRaw();
      const remote = {
        read: async (...asked: Parameters<RawApi['read']>) => api.read(...asked),
        cancel: async () => {},
      };
      return { remote, dispose: () => {} };
    },
  };
  return openPlant({ kind: 'url', url: path }, {}, connectors);
}
