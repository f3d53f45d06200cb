// Figures of a judgement of classes.
import { precisionOf, recallOf, type Confusion } from '../../src/lib/models/confusion';

/** Precision, recall and F1 of a class; F1 is 0 when it was never said rightly, null when it never was. */
export function scoresOf(confusion: Confusion) {
  return confusion.classes.map((name, i) => {
    const { windows, recall } = recallOf(confusion, i);
    const precision = precisionOf(confusion, i) ?? 0;
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
