/** What `npm run bench:maintenance` measured, as the page shows it beside the predictions. */

import type { ComponentId } from './components';
import type { LifeModel } from './life-model';

/** Figures on C-MAPSS FD001, cycles. */
export interface CmapssFigures {
  engines: number;
  /** With lives capped at 125, and with those of the test engines as they are. */
  rmse: number;
  rmseUncapped: number;
  nasaScore: number;
  medianError: number;
  /** Share of the test engines within the interval, and its half width. */
  coverage: number;
  halfWidth: number;
  /** RMSE at each tenth cycle of the training engines held out. */
  heldOut: number;
  /** RMSE of foretelling the training mean for each engine. */
  baseline: number;
}

/** Figures of one way to foretell. */
export interface MethodFigures {
  method: string;
  /** Median error of the failure time 7 days before it, hours, and of how many moments. */
  medianErrorHours: number;
  judged: number;
  /** Share of moments whose interval holds the true failure; NaN (null in JSON) where there is no interval. */
  coverage: number | null;
  /** Middle width of the interval over the hours foretold. */
  width: number | null;
}

/** What became of the failures of one component. */
export interface ComponentFigures {
  component: ComponentId;
  failures: number;
  ahead: number;
  falseAnnouncements: number;
}

/** Figures over simulated plants. */
export interface LifeFigures {
  plants: number;
  days: number;
  failures: number;
  /** Announced at least 48 h before. */
  ahead: number;
  /** Announcements that no fault of the component stands behind. */
  falseAnnouncements: number;
  falsePerMonth: number;
  /** Of the false ones, those while another fault wore the plant. */
  falseBesideAnother: number;
  /** Of the moments at which something was announced, those at which nothing wore it: mostly just failed or repaired. */
  idleShare: number;
  /** Share of moments whose 80 % interval held the failure. */
  coverage: number;
  medianErrorHours: number;
  errorsJudged: number;
  methods: MethodFigures[];
  byComponent: ComponentFigures[];
  /** Of all trends, by what confidence was said: how many and the share that was real. */
  confidence: { from: number; to: number; said: number; trends: number; real: number }[];
  brier: number;
}

/** All that was measured. */
export interface MaintenanceCard {
  judgedOn: string;
  seeds: number[];
  trainedOn: LifeModel['trainedOn'];
  cmapss: CmapssFigures | null;
  plants: LifeFigures | null;
}
