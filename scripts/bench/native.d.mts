import type { CsvSource } from './rollup-sql.mjs';

export function wideSource(path: string): CsvSource;
export function sniffSource(path: string): Promise<CsvSource>;
export function nativeVersion(): Promise<string>;
export function nativeRun(
  source: CsvSource,
  threads: number,
): Promise<{ seconds: number; rows: number; minutes: number }>;
