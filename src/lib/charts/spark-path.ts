/** Lowest and highest finite value, null when there is none. */
export function extent(values: Float64Array): [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/**
 * A line as an SVG path in a box; gaps are left open, and where points are closer than a pixel each pixel keeps
 * its lowest and highest value, so that no excursion is lost.
 * @param values equally spaced, NaN is a gap
 * @param range  values at the bottom and the top of the box
 */
export function sparkPath(
  values: Float64Array,
  width: number,
  height: number,
  range: [number, number],
): string {
  const y = (value: number) => round(height - ((value - range[0]) / (range[1] - range[0] || 1)) * height);
  const columns = Math.min(values.length, Math.max(1, Math.floor(width)));
  const x = (column: number) => round(columns > 1 ? (column / (columns - 1)) * width : width / 2);
  let path = '';
  let pen = 'M';
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((column * values.length) / columns);
    const end = Math.floor(((column + 1) * values.length) / columns);
    const span = extent(values.subarray(start, end));
    if (!span) pen = 'M';
    else {
      const [first, second] = values[start] <= values[end - 1] ? span : [span[1], span[0]];
      path += `${pen}${x(column)} ${y(first)}`;
      // A zero-length line with round caps shows a reading that stands alone.
      path += pen === 'M' || second !== first ? `L${x(column)} ${y(second)}` : '';
      pen = 'L';
    }
  }
  return path;
}

const round = (n: number) => Math.round(n * 10) / 10;
