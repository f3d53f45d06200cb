import type { Reader } from '$lib/rpc/ingest';
import { tagColumns, type SourcePlan, type TimeRange } from '$lib/ingest/types';

/** How much of the export is imported. */
export type Amount = { kind: 'all' } | { kind: 'quick' } | ({ kind: 'range' } & TimeRange);

/** Rows of a quick look. */
export const QUICK_ROWS = 100_000;

/** Bytes per tag and minute: avg, min, max and count, measured with DuckDB's compression on wide exports. */
const BYTES_A_CELL = 16;
const FILE_BYTES = 4_000_000;
/** The browser's estimate is rough, and the last part of the disk is not ours. */
const SPARE = 1.1;

function rowsOf(plan: SourcePlan, amount: Amount): number {
  if (amount.kind === 'quick') return Math.min(QUICK_ROWS, plan.estimatedRows);
  if (amount.kind === 'all' || plan.firstTimeMs === null || plan.lastTimeMs === null)
    return plan.estimatedRows;
  const span = Math.max(1, plan.lastTimeMs - plan.firstTimeMs);
  const inside = Math.min(amount.toMs, plan.lastTimeMs) - Math.max(amount.fromMs, plan.firstTimeMs);
  return plan.estimatedRows * Math.min(1, Math.max(0, inside / span));
}

function minutesOf(plan: SourcePlan, rows: number): number {
  if (plan.firstTimeMs === null || plan.lastTimeMs === null) return rows;
  const share = rows / Math.max(1, plan.estimatedRows);
  return Math.min(rows, ((plan.lastTimeMs - plan.firstTimeMs) / 60_000) * share + 1);
}

/** About how large the plant file will be, in bytes; an upper estimate. */
export function estimatePlantBytes(plans: readonly SourcePlan[], amount: Amount): number {
  const cells = plans.map((plan) => minutesOf(plan, rowsOf(plan, amount)) * tagColumns(plan).length);
  return FILE_BYTES + BYTES_A_CELL * cells.reduce((total, count) => total + count, 0);
}

/** Whether a plant of this size fits. A browser that tells no quota is taken at its silence. */
export function hasRoom(bytes: number, room: { usage: number | null; quota: number | null }): boolean {
  return room.quota === null || bytes * SPARE <= room.quota - (room.usage ?? 0);
}

/** Workers for an import: what the address asks for, else all cores but one; 1 to 8. */
export function workerCount(search: string, cores: number): number {
  const asked = Number(new URLSearchParams(search).get('workers') ?? Number.NaN);
  return Math.min(8, Math.max(1, Number.isInteger(asked) && asked > 0 ? asked : cores - 1));
}

/** A plant's name to begin with: the file's without its ending, words apart; `Plant 7` for `7.csv`. */
export function nameFromFile(fileName: string): string {
  const words = fileName
    .replace(/^.* › /, '')
    .replace(/(\.(csv|txt|tsv|dat|log|parquet|pq|duckdb|gz|zip))+$/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return /\p{L}/u.test(words) ? words : `Plant ${words}`.trim();
}

/** Which reader rolls slices up: the kernel, or DuckDB's read_csv by `?reader=read_csv`, to measure one against the other. */
export const readerChoice = (search: string): Reader =>
  new URLSearchParams(search).get('reader') === 'read_csv' ? 'read_csv' : 'kernel';
