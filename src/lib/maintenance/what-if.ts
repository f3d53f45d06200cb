/** What waiting costs against acting, when prices are given. */

import type { RemainingLife } from './life-model';

/** Prices in the plant's currency. */
export interface WorkPrices {
  /** An hour of standstill. */
  hour: number;
  /** Parts and labour of planned work. */
  planned: number;
  /** Parts and labour after a failure, with what it damages. */
  failure: number;
  /** Standstill after a failure over that of planned work, >= 1. */
  longer: number;
}

/** Expected cost of doing the work at a time. */
export interface CostPoint {
  /** Hours from now. */
  hours: number;
  /** Chance that it fails before. */
  failsBefore: number;
  cost: number;
}

/** 90th percentile of the standard normal. */
const Z80 = 1.2816;

/** Standard normal distribution; Zelen & Severo in Abramowitz & Stegun 26.2.17, error below 7.5e-8. */
export function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989422804 *
    Math.exp((-z * z) / 2) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}

/**
 * Chance that a component has failed after some hours: the confidence times a lognormal around the hours foretold, its
 * sides as wide as the two sides of the 80 % interval.
 */
export function failedBy({ hours, lowHours, highHours, confidence }: RemainingLife, after: number): number {
  if (after <= 0) return 0;
  const off = Math.log(after / hours);
  const width = Math.log(off < 0 ? hours / lowHours : highHours / hours) / Z80;
  return confidence * normalShare(off / Math.max(width, 0.05));
}

const POINTS = 60;

/**
 * Expected cost of doing the work so many hours from now, up to the late end of the interval.
 * @param downtimeHours of planned work
 */
export function costOfWaiting(life: RemainingLife, downtimeHours: number, prices: WorkPrices): CostPoint[] {
  const planned = prices.planned + downtimeHours * prices.hour;
  const failure = prices.failure + downtimeHours * prices.longer * prices.hour;
  const farthest = Math.max(life.highHours, 24);
  return Array.from({ length: POINTS + 1 }, (_, at) => {
    const hours = (at / POINTS) * farthest;
    const failsBefore = failedBy(life, hours);
    return { hours, failsBefore, cost: failsBefore * failure + (1 - failsBefore) * planned };
  });
}
