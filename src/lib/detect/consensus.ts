import { calibrate, surprise, type Calibration } from './calibrate';
import { scoresOutOfFold } from './folds';
import { usedSteps, type Mask } from './frame';
import { pick } from './quantile';
import { trailingMean } from './rolling';
import type { Standardised } from './standardise';
import { shares, type Detector, type DetectorName, type FittedDetector, type NotEnough } from './types';

/** A fitted detector with the spread of its healthy scores. */
export interface Member {
  detector: FittedDetector;
  calibration: Calibration;
  /** Surprise of healthy steps not fitted on; NaN elsewhere. */
  healthy: Float32Array;
}

/** Detectors that were fitted, and why the others were not. */
export interface Panel {
  members: Member[];
  left: { name: DetectorName; why: NotEnough }[];
}

/** Surprise of each step by a calibrated detector; NaN where it has no score. */
export function surprises(calibration: Calibration, scores: Float32Array): Float32Array {
  return scores.map((score) => surprise(calibration, score));
}

/** Fit detectors and calibrate each on the healthy steps, out of fold. */
export function fitPanel(
  detectors: readonly Detector[],
  data: Standardised,
  use: Mask,
  onDone: (name: DetectorName) => void = () => {},
): Panel {
  const panel: Panel = { members: [], left: [] };
  for (const detector of detectors) {
    const fitted = detector.fit(data, use);
    if (fitted.kind === 'not-enough') panel.left.push({ name: detector.name, why: fitted });
    else {
      const scores = scoresOutOfFold(detector, data, use);
      const calibration = calibrate(pick(scores, usedSteps(use)));
      panel.members.push({ detector: fitted, calibration, healthy: surprises(calibration, scores) });
    }
    onDone(detector.name);
  }
  return panel;
}

/**
 * The consensus of a step: the mean surprise of the detectors that have a score, smoothed over the last `smooth` steps.
 * A mean needs agreement: one detector alone moves it by no more than its share.
 * @param columns surprise by detector, each of the same length
 */
export function combine(columns: readonly Float32Array[], smooth: number): Float32Array {
  const length = columns[0]?.length ?? 0;
  const mean = new Float32Array(length);
  for (let at = 0; at < length; at++) {
    let sum = 0;
    let count = 0;
    for (const column of columns) {
      const value = column[at];
      if (value !== value) continue;
      sum += value;
      count += 1;
    }
    mean[at] = count > 0 ? sum / count : NaN;
  }
  return trailingMean(mean, smooth);
}

/** Mean share of each tag over the members of a panel, steps from (inclusive) to (exclusive); shape [tags]. */
export function panelContributions(panel: Panel, data: Standardised, from: number, to: number): Float64Array {
  const weights = new Float64Array(data.tags.length);
  for (const { detector } of panel.members)
    detector.contributions(data, from, to).forEach((share, tag) => (weights[tag] += share));
  return shares(weights);
}
