/**
 * The q-quantile, interpolated between neighbours (type 7 of Hyndman and Fan, as R and NumPy do).
 * @param {readonly number[]} values finite, in any order
 * @param {number} q 0 to 1
 * @throws RangeError when there are no values
 */
export function quantile(values, q) {
  if (values.length === 0) throw new RangeError('quantile of no values');
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  return below + (above - below) * (position - Math.floor(position));
}

/** The middle value, or the mean of the two in the middle. */
export const median = (values) => quantile(values, 0.5);

/** Count, median, smallest and largest of repeated measurements. */
export const summary = (values) => ({
  n: values.length,
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/** Each key's items in the order they came: [{key, items}], keys in order of first appearance. */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].map(([key, members]) => ({ key, items: members }));
}
