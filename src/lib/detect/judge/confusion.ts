/** Point-wise judgement of predicted labels. */
export interface Confusion {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

/**
 * Count predictions against labels, both 0 or 1, of the same length.
 * @throws RangeError when the lengths differ
 */
export function confusion(labels: ArrayLike<number>, predicted: ArrayLike<number>): Confusion {
  if (labels.length !== predicted.length)
    throw new RangeError(`${labels.length} labels, ${predicted.length} predictions`);
  const found: Confusion = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (let at = 0; at < labels.length; at++) {
    const said = predicted[at] !== 0;
    if (labels[at] !== 0) found[said ? 'truePositives' : 'falseNegatives'] += 1;
    else found[said ? 'falsePositives' : 'trueNegatives'] += 1;
  }
  return found;
}

/** Counts of several series as one. */
export const pool = (parts: readonly Confusion[]): Confusion =>
  parts.reduce(
    (sum, part) => ({
      truePositives: sum.truePositives + part.truePositives,
      falsePositives: sum.falsePositives + part.falsePositives,
      trueNegatives: sum.trueNegatives + part.trueNegatives,
      falseNegatives: sum.falseNegatives + part.falseNegatives,
    }),
    { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 },
  );

/** F1 of the points, never point-adjusted; 0 when nothing was to be found and nothing was said. */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number {
  const said = 2 * truePositives + falsePositives + falseNegatives;
  return said === 0 ? 0 : (2 * truePositives) / said;
}

/** Share of healthy points called abnormal: SKAB's FAR. NaN when there is no healthy point. */
export const falseAlarmRate = ({ falsePositives, trueNegatives }: Confusion): number =>
  falsePositives / (falsePositives + trueNegatives);

/** Share of abnormal points missed: SKAB's MAR. NaN when there is no abnormal point. */
export const missedAlarmRate = ({ falseNegatives, truePositives }: Confusion): number =>
  falseNegatives / (falseNegatives + truePositives);
