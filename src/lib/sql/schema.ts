/** Names of the tables and columns of a plant file, and the suffixes of a tag's columns in the roll-ups. */

/** Raised when a plant file written by one version cannot be read by the other. */
export const SCHEMA_VERSION = 1;

export const measures = ['avg', 'min', 'max', 'count'] as const;
export type Measure = (typeof measures)[number];

/** Column of a tag in minute_rollup and hour_rollup. */
export const rollupColumn = (tag: string, measure: Measure): string => `${tag}_${measure}`;

/**
 * Tables of the plant file:
 * minute_rollup, hour_rollup (bucket TIMESTAMP, n INTEGER, then per tag <tag>_avg DOUBLE, _min DOUBLE, _max DOUBLE, _count INTEGER),
 * tags, import_report, import_issue, source_index, source_plan, plant_meta; second_span (which ranges `second_readings` holds, where
 * the file keeps one-second readings itself) and fault_truth (what a simulation injected) are empty for imports.
 */
export const tables = {
  tags: `tag VARCHAR, header VARCHAR, canonical VARCHAR, confidence DOUBLE, unit VARCHAR, kind VARCHAR, position INTEGER,
    readings BIGINT, avg DOUBLE, min DOUBLE, max DOUBLE, first_time TIMESTAMP, last_time TIMESTAMP`,
  import_report: `source INTEGER, name VARCHAR, bytes BIGINT, lines BIGINT, rows_read BIGINT, rows_used BIGINT, rows_rejected BIGINT,
    cells_rejected BIGINT, first_time TIMESTAMP, last_time TIMESTAMP, slices_kernel INTEGER, slices_read_csv INTEGER, slices_text INTEGER`,
  import_issue: `source INTEGER, column_name VARCHAR, reason VARCHAR, rejects_row BOOLEAN, count BIGINT, first_line BIGINT, sample VARCHAR`,
  source_index: `source INTEGER, start_byte BIGINT, end_byte BIGINT, min_time TIMESTAMP, max_time TIMESTAMP`,
  second_span: `from_time TIMESTAMP, to_time TIMESTAMP`,
  fault_truth: `from_time TIMESTAMP, to_time TIMESTAMP, fault VARCHAR, equipment VARCHAR, component VARCHAR, tags VARCHAR, severity DOUBLE,
    failure_time TIMESTAMP`,
  source_plan: `source INTEGER, plan VARCHAR`,
  plant_meta: `key VARCHAR, value VARCHAR`,
} as const;

/** Keys of plant_meta. */
export type MetaKey =
  | 'schema_version'
  | 'fingerprint'
  | 'name'
  | 'label'
  | 'created_at'
  | 'zone'
  | 'sampling_interval_seconds'
  | 'app_version';
