import type { Column, Columns } from '$lib/rpc/database';
import type { Plant } from '$lib/store/plant-types';
import { ApiError, finiteOrNull, isoOrNull, ok, type ApiResponse } from './http';

function cellsOf(column: Column): (row: number) => unknown {
  switch (column.kind) {
    case 'number':
      return (row) => finiteOrNull(column.values[row]);
    case 'time':
      return (row) => isoOrNull(column.values[row]);
    case 'boolean':
    case 'text':
      return (row) => column.values[row];
  }
  column satisfies never;
}

/** A result as an object for each row; times as ISO 8601 in UTC, never NaN. */
export function rowsOf(result: Columns): Record<string, unknown>[] {
  const cells = result.columns.map((column) => [column.name, cellsOf(column)] as const);
  return Array.from({ length: result.rows }, (_, row) =>
    Object.fromEntries(cells.map(([name, cell]) => [name, cell(row)])),
  );
}

/**
 * GET /api/query: the rows of one read-only statement; `truncated` says when there were more than are given.
 * @throws ApiError 400 with the reason when the statement is missing, refused or fails
 */
export async function query(plant: Plant, sql: string | null): Promise<ApiResponse> {
  if (!sql?.trim())
    throw new ApiError(400, 'parameter sql is missing, as in /api/query?sql=FROM hour_rollup');
  try {
    const result = await plant.query(sql);
    return ok(rowsOf(result), { row_count: result.rows, truncated: result.truncated });
  } catch (error) {
    if (error instanceof Error && error.name === 'QueryError') throw new ApiError(400, error.message);
    throw error;
  }
}
