import type { ColumnKind, Dialect, QualityColumn, TimeSource } from './types';

/** What a person decided of one column; what is left out is as found. */
export interface ColumnDecision {
  kind?: ColumnKind;
  unit?: string;
  canonical?: string | null;
  /** Numbers that stand for "no value"; an empty list for none. */
  sentinels?: number[];
  /** Null: the quality column, if there is one, is not heeded. */
  quality?: QualityColumn | null;
}

/** What a person decided instead of the plan. */
export interface PlanChoices {
  time?: TimeSource;
  /** IANA zone of stamps without offset. */
  zone?: string;
  dialect?: Partial<Dialect>;
  hasHeader?: boolean;
  /** By header text; a name that occurs twice is changed twice. */
  columns?: Record<string, ColumnDecision>;
}
