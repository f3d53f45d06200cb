/** What was seen of a plant when the fleet was looked at. */

import type { AlarmPriority } from '$lib/alarms/definition';

/** A key figure of a plant, in the unit it was recorded in; NaN without readings. */
export interface FleetFigure {
  canonical: string;
  name: string;
  /** Header of the sensor, for what its unit means. */
  header: string;
  unit: string;
  value: number;
}

export interface FleetFacts {
  fingerprint: string;
  /** When it was looked at, ms since epoch. */
  lookedMs: number;
  /** The time that the figures are of: the last of the plant's data. */
  fromMs: number;
  toMs: number;
  /** Of known meaning only. */
  figures: FleetFigure[];
  /** Methane over that time, equally spaced; empty where none is mapped. */
  methane: Float64Array;
  /** Rows read in percent of those expected, NaN when not known. */
  coveragePercent: number;
  /** Alarms that call for somebody, by priority; null when the history was never judged. */
  alarms: { priority: AlarmPriority; unacknowledged: number; acknowledged: number }[] | null;
}
