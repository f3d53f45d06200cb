export interface CsvColumn {
  name: string;
  type: 'TIMESTAMP' | 'DOUBLE' | 'BOOLEAN' | 'VARCHAR';
}
export interface CsvSource {
  path: string;
  /** Every column of the file, in file order. */
  columns: CsvColumn[];
  timeColumn: string;
  delimiter?: string;
  header?: boolean;
  /** Lines before the header. */
  skip?: number;
  /** DuckDB strptime format; ISO when absent. */
  timeFormat?: string;
  decimal?: '.' | ',';
}
export type Measure = 'sum' | 'avg' | 'min' | 'max' | 'count';
export function rolledUp(columns: readonly CsvColumn[]): CsvColumn[];
export function rollupSql(source: CsvSource, measures: readonly Measure[]): string;
