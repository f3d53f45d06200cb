/** Columns of the old platform's tables that analyses fill, in order; SQL written for them runs here. */
export const oldPlatformColumns = {
  anomalies: {
    id: 'INTEGER',
    timestamp: 'TIMESTAMP',
    detected_at: 'TIMESTAMP',
    anomaly_type: 'VARCHAR',
    severity: 'VARCHAR',
    confidence: 'DOUBLE',
    system: 'VARCHAR',
    sensor: 'VARCHAR',
    expected_value: 'DOUBLE',
    actual_value: 'DOUBLE',
    deviation: 'DOUBLE',
    description: 'VARCHAR',
    recommended_action: 'VARCHAR',
    acknowledged: 'BOOLEAN',
    acknowledged_at: 'TIMESTAMP',
    acknowledged_by: 'VARCHAR',
    resolved: 'BOOLEAN',
    resolved_at: 'TIMESTAMP',
  },
  maintenance_events: {
    id: 'INTEGER',
    timestamp: 'TIMESTAMP',
    event_type: 'VARCHAR',
    equipment: 'VARCHAR',
    component: 'VARCHAR',
    predicted_failure_time: 'TIMESTAMP',
    confidence: 'DOUBLE',
    remaining_useful_life_hours: 'DOUBLE',
    description: 'VARCHAR',
    priority: 'VARCHAR',
    estimated_downtime_hours: 'DOUBLE',
    status: 'VARCHAR',
    scheduled_date: 'TIMESTAMP',
    completed_date: 'TIMESTAMP',
  },
  model_predictions: {
    id: 'INTEGER',
    timestamp: 'TIMESTAMP',
    prediction_time: 'TIMESTAMP',
    model_name: 'VARCHAR',
    model_version: 'VARCHAR',
    prediction_type: 'VARCHAR',
    prediction_horizon_hours: 'DOUBLE',
    predicted_value: 'DOUBLE',
    confidence: 'DOUBLE',
    actual_value: 'DOUBLE',
    error: 'DOUBLE',
    features_used: 'VARCHAR',
  },
} as const;

export type ColumnType = 'INTEGER' | 'DOUBLE' | 'TIMESTAMP' | 'VARCHAR' | 'BOOLEAN';
export type OldPlatformTable = keyof typeof oldPlatformColumns;

type Cell = { INTEGER: number; DOUBLE: number; TIMESTAMP: number; VARCHAR: string; BOOLEAN: boolean };

/** A row of one of these tables without its id; times in ms since epoch, NaN becomes null. */
export type OldPlatformRow<T extends OldPlatformTable> = {
  [K in Exclude<keyof (typeof oldPlatformColumns)[T], 'id'>]:
    Cell[(typeof oldPlatformColumns)[T][K] & ColumnType] | null;
};
