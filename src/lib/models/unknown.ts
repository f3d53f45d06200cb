/** When a classifier should rather say "unknown". */

/** The greatest share of each row and the class that has it. @param shares [rows * classes], each row adding up to 1 */
export function named(shares: Float32Array, classes: number): { share: Float32Array; class: Uint8Array } {
  const rows = shares.length / classes;
  const found = { share: new Float32Array(rows), class: new Uint8Array(rows) };
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < classes; at++) {
      const share = shares[row * classes + at];
      if (at > 0 && share <= found.share[row]) continue;
      found.share[row] = share;
      found.class[row] = at;
    }
  return found;
}

/**
 * The least share that names a class, so that those named are right as often as asked; below it the answer is "unknown".
 * @param said   of windows that the model did not learn from
 * @param known  their classes
 * @param right  share of those named that should be right, 0 to 1
 * @returns 0 when all may be named, Infinity when no share is enough
 */
export function unknownBelow(
  said: { share: Float32Array; class: Uint8Array },
  known: Uint8Array,
  right: number,
): number {
  const order = Array.from(known, (_, at) => at).sort((a, b) => said.share[b] - said.share[a]);
  let hits = 0;
  let least = Infinity;
  order.forEach((row, at) => {
    hits += said.class[row] === known[row] ? 1 : 0;
    const next = order[at + 1];
    const ties = next !== undefined && said.share[next] === said.share[row];
    if (!ties && hits / (at + 1) >= right) least = next === undefined ? 0 : said.share[row];
  });
  return least;
}
