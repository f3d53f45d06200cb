import type { ColumnKind, Dialect, TimeSource } from './types';

/** What a person decided instead of the plan. */
export interface PlanChoices {
  time?: TimeSource;
  /** IANA zone of stamps without offset. */
  zone?: string;
  dialect?: Partial<Dialect>;
  hasHeader?: boolean;
  /** By header text; a name that occurs twice is changed twice. */
  columns?: Record<string, { kind?: ColumnKind; unit?: string; canonical?: string | null }>;
}
