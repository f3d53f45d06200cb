/** How often windows of a class were named as each class. */
export interface Confusion {
  classes: readonly string[];
  /** Row: what it was; column: what was said. Shape [classes][classes]. */
  counts: number[][];
}

/** @param known @param said class of each window, from 0 */
export function confusionOf(
  known: ArrayLike<number>,
  said: ArrayLike<number>,
  classes: readonly string[],
): Confusion {
  const counts = classes.map(() => classes.map(() => 0));
  for (let i = 0; i < known.length; i++) counts[known[i]][said[i]] += 1;
  return { classes, counts };
}

/** Windows of a class, and the share of them that was named rightly; null where there were none. */
export const recallOf = ({ counts }: Confusion, at: number): { windows: number; recall: number | null } => {
  const windows = counts[at].reduce((sum, count) => sum + count, 0);
  return { windows, recall: windows ? counts[at][at] / windows : null };
};

/** Share of the windows named so that were it; null where none was. */
export const precisionOf = ({ counts }: Confusion, at: number): number | null => {
  const said = counts.reduce((sum, row) => sum + row[at], 0);
  return said ? counts[at][at] / said : null;
};
