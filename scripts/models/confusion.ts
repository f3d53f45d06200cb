// Judgement of classes.

/** How often windows of a class were named as each class. */
export interface Confusion {
  classes: readonly string[];
  /** Row: what it was; column: what was said. Shape [classes][classes]. */
  counts: number[][];
}

export function confusionOf(
  known: ArrayLike<number>,
  said: ArrayLike<number>,
  classes: readonly string[],
): Confusion {
  const counts = classes.map(() => classes.map(() => 0));
  for (let i = 0; i < known.length; i++) counts[known[i]][said[i]] += 1;
  return { classes, counts };
}

/** Precision, recall and F1 of a class; F1 is 0 when it was never said rightly, null when it never was. */
export function scoresOf({ classes, counts }: Confusion) {
  return classes.map((name, i) => {
    const windows = counts[i].reduce((sum, count) => sum + count, 0);
    const said = counts.reduce((sum, row) => sum + row[i], 0);
    const recall = windows ? counts[i][i] / windows : null;
    const precision = said ? counts[i][i] / said : 0;
    const f1 =
      recall === null ? null : recall + precision ? (2 * recall * precision) / (recall + precision) : 0;
    return { name, windows, recall, precision, f1 };
  });
}

/** Mean F1 over the classes that occur. */
export function macroF1(confusion: Confusion): number {
  const found = scoresOf(confusion).flatMap(({ f1 }) => (f1 === null ? [] : [f1]));
  return found.reduce((sum, f1) => sum + f1, 0) / found.length;
}

/** Share of windows named rightly. */
export function accuracy({ counts }: Confusion): number {
  const all = counts.flat().reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, row, i) => sum + row[i], 0) / all;
}

/** Place of the greatest of each row, [rows]. */
export function greatestOf(shares: Float32Array, classes: number): Uint8Array {
  return Uint8Array.from({ length: shares.length / classes }, (_, row) => {
    const own = shares.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}

/**
 * Chance that one of `high` is greater than one of `low` (area under the ROC curve), ties half.
 * Mann & Whitney 1947.
 */
export function chanceGreater(high: Float32Array, low: Float32Array): number {
  const all = [
    ...Array.from(high, (value) => ({ value, own: 1 })),
    ...Array.from(low, (value) => ({ value, own: 0 })),
  ];
  all.sort((a, b) => a.value - b.value);
  let ranks = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to].value === all[from].value) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) ranks += all[i].own * rank;
    from = to;
  }
  return (ranks - (high.length * (high.length + 1)) / 2) / (high.length * low.length);
}
