/** What maintenance is judged from, and what is said. Plain data, for workers and for keeping. */

import type { ComponentId, Machine, ResidualKind } from './components';
import type { WearTrend } from './degradation';
import type { LifeModel, RemainingLife } from './life-model';
import type { References } from './plant-indicators';
import type { MissingSensor, Sensor, SensorHours } from './sensors';
import type { SensorReading } from './instruments';
import type { WearSeries } from './wear-series';

/** Everything that the judgement goes by. */
export interface MaintenanceInput {
  hours: SensorHours;
  sensors: Sensor[];
  missing: MissingSensor[];
  references: References;
  /** Residual at the limit by indicator, in its unit, where a person set one. */
  limits: Readonly<Record<string, number>>;
  /** When a person last completed work on a component, ms since epoch. */
  serviced: Partial<Record<ComponentId, number>>;
  /** Nothing at or after it is used, ms since epoch. */
  nowMs: number;
}

export interface MaintenanceProgress {
  /** 0 to 1. */
  fraction: number;
  doing: string;
}

/** One indicator of a component. */
export interface PartHealth {
  id: string;
  name: string;
  formula: string;
  kind: ResidualKind;
  /** True when nothing but this component's wear moves it. */
  specific: boolean;
  /** 0 to 100; null when it cannot be judged, and then `why` says so. */
  health: number | null;
  why: string | null;
  /** Residual of the last day, in its unit (SI, %, ppm); NaN without one. */
  residual: number;
  /** Residual at which the component counts as failed. */
  limit: number;
  limitSource: string;
  /** Healthy days that it is measured against, ms since epoch; null when it cannot be judged. */
  healthy: { fromMs: number; toMs: number; days: number; spread: number } | null;
  /** Sensor in whose unit it is shown, and SI over that unit; null for shares and ppm. */
  sensor: { tag: string; scale: number } | null;
  series: WearSeries;
  trend: WearTrend | null;
  /** When the trend was last reset, ms since epoch; null when never. */
  resetMs: number | null;
  /** When wear was seen to go at once, ms since epoch, ascending. */
  servicesMs: number[];
}

/** A component. */
export interface ComponentHealth {
  id: ComponentId;
  machine: Machine;
  name: string;
  /** Lowest of the parts that only it moves, else of all, 0 to 100; null when none can be judged. */
  health: number | null;
  why: string | null;
  parts: PartHealth[];
  /** Null when there is no trend. */
  life: RemainingLife | null;
  announced: boolean;
}

/** What is said of a plant. */
export interface MaintenanceJudgement {
  /** First hour, and the instant of the judgement, ms since epoch. */
  firstMs: number;
  nowMs: number;
  components: ComponentHealth[];
  instruments: SensorReading[];
  model: { version: string; trainedOn: LifeModel['trainedOn'] };
}
