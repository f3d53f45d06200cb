/** Most tags blamed for one step. */
const MOST_BLAMED = 12;

/** A linear model of every tag by all others: P of `expected.ts` and the healthy limit of each residual. */
export interface BlameModel {
  /** Inverse covariance, [n, n] row-major. */
  precision: Float64Array;
  /** Residual at which a tag counts as abnormal, [n]. */
  limits: Float64Array;
}

/** Take tag `wrong` as what the others expect, and judge the rest again. */
function explainAway({ precision, limits }: BlameModel, ratios: Float64Array, wrong: number): void {
  const n = ratios.length;
  const off = ratios[wrong] * limits[wrong];
  for (let i = 0; i < n; i++)
    ratios[i] -= ((precision[i * n + wrong] / precision[i * n + i]) * off) / limits[i];
  ratios[wrong] = 0;
}

/**
 * Ratio of each tag's residual to its limit with the blame put where it belongs: the tag furthest off is taken as wrong,
 * replaced by what the others expect, and the rest judged again, until no tag is beyond its limit. Without this a
 * single wrong instrument shows in every tag that is predicted from it (reconstruction-based contributions, Alcala &
 * Qin, Automatica 45, 2009, one tag after another).
 * @param row    centred values, [n]; 0 for a missing one
 * @param ratios [n], overwritten: signed residual over limit
 * @param missing tags without a reading, [n], 1 = missing: expected too, never blamed
 */
export function blame(model: BlameModel, row: Float64Array, missing: Uint8Array, ratios: Float64Array): void {
  const { precision, limits } = model;
  const n = row.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += precision[i * n + j] * row[j];
    ratios[i] = sum / precision[i * n + i] / limits[i];
  }
  const settled = Uint8Array.from(missing);
  for (let i = 0; i < n; i++) if (missing[i] !== 0) explainAway(model, ratios, i);
  const blamed: { tag: number; ratio: number }[] = [];
  while (blamed.length < MOST_BLAMED) {
    let worst = -1;
    for (let i = 0; i < n; i++)
      if (settled[i] === 0 && (worst < 0 || Math.abs(ratios[i]) > Math.abs(ratios[worst]))) worst = i;
    if (worst < 0 || !(Math.abs(ratios[worst]) > 1)) break;
    blamed.push({ tag: worst, ratio: ratios[worst] });
    settled[worst] = 1;
    explainAway(model, ratios, worst);
  }
  for (let i = 0; i < n; i++) if (settled[i] !== 0) ratios[i] = 0;
  for (const { tag, ratio } of blamed) ratios[tag] = ratio;
}
