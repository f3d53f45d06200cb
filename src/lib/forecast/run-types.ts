import type { StepMeasures } from './measures';
import type { Fold } from './plan';
import type { MethodName } from './types';

/** One method on one target. */
export interface MethodRun {
  name: MethodName;
  /** What it said at each origin, [origins * horizon] row-major; where it said nothing, the last reading stands in. */
  forecast: Float32Array;
  /** Share of those in which the last reading stood in. */
  standIn: number;
  /** On the origins that choose and on those that judge. */
  validation: StepMeasures;
  test: StepMeasures;
  /** From the end of the history, [horizon]; NaN where there is none. */
  ahead: Float64Array;
  /**
   * Its own lines before they are made to hold, for a method that has some: of each origin, [origins * horizon * LEVELS],
   * and from the end, [horizon * LEVELS]; NaN where it said nothing.
   */
  lines?: Float32Array;
  aheadLines?: Float64Array;
  /** Share of the outcomes that judge within its own 80 %; NaN where none was said. */
  ownHeld?: number;
}

/** Why a target got no full treatment. */
export interface TargetProblem {
  kind: 'no readings' | 'constant' | 'too short' | 'standing still';
  message: string;
}

/** All of one target. */
export interface TargetRun {
  tag: string;
  /** Outcomes, [origins * horizon] row-major; NaN where not known or not counted. Empty without a back-test. */
  actual: Float32Array;
  methods: MethodRun[];
  /** Methods that could not be used, and why. */
  left: { name: MethodName; why: string }[];
  /** Best on the origins that choose; what the page opens with. */
  winner: MethodName;
  /** What had been best by the outcomes known at each fold's beginning. */
  winnerOfFold: MethodName[];
  /** Weights of the combination from the end of the history, by method, mean over the steps. */
  weights: { name: MethodName; weight: number }[];
  problem: TargetProblem | null;
}

/** Forecasts of a plant with the back-test that judges them. Plain data: it is kept and crosses workers. */
export interface ForecastRun {
  /** Start of the history's first hour, ms since epoch, and its hours: nothing later was known. */
  startMs: number;
  hours: number;
  horizon: number;
  /** Hours known at each forecast of the back-test, ascending; empty without one. */
  origins: Int32Array;
  folds: Fold[];
  testFrom: number;
  /** Why there is no back-test; null when there is one. */
  noBacktest: string | null;
  targets: TargetRun[];
}

/** How far a run is. */
export interface ForecastProgress {
  /** 0 to 1. */
  fraction: number;
  doing: string;
}
