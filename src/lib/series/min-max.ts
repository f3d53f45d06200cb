/** Readings of several columns at common times. */
export interface Readings {
  /** ms since epoch, ascending; equal times are allowed. Length rows. */
  timesMs: Float64Array;
  /** Values of each column, NaN where there is none. Length rows each. */
  columns: Float64Array[];
}

/**
 * Width in ms of the buckets in which `reduceReadings` leaves at most 4 rows a pixel: it keeps 2 rows a bucket and 2
 * more a column.
 */
export function reductionBucketMs(spanMs: number, widthPx: number, columns: number): number {
  const most = Math.max(1, widthPx) * 4;
  return Math.max(1, spanMs / Math.max(1, Math.floor(most / (2 + 2 * columns))));
}

/**
 * Keep of each bucket the first and last row and, for each column, the rows of the lowest and the highest value (M4,
 * Jugel et al. 2014, doi 10.14778/2732951.2732953). Whole rows are kept as they are, so that no excursion is lost.
 * Reducing parts and then their concatenation gives the same as reducing at once.
 * @param originMs where a bucket starts, so that buckets do not depend on where the readings start
 * @param bucketMs width of a bucket, > 0
 */
export function reduceReadings(readings: Readings, originMs: number, bucketMs: number): Readings {
  const { timesMs } = readings;
  const kept: number[] = [];
  for (let start = 0, end = 0; start < timesMs.length; start = end) {
    const bucket = Math.floor((timesMs[start] - originMs) / bucketMs);
    end = start + 1;
    while (end < timesMs.length && Math.floor((timesMs[end] - originMs) / bucketMs) === bucket) end++;
    kept.push(...rowsToKeep(readings.columns, start, end));
  }
  return pickRows(readings, kept);
}

function rowsToKeep(columns: Float64Array[], start: number, end: number): number[] {
  const rows = new Set([start, end - 1]);
  for (const values of columns) {
    let [low, high] = [-1, -1];
    for (let row = start; row < end; row++) {
      const value = values[row];
      if (Number.isNaN(value)) continue;
      if (low < 0 || value < values[low]) low = row;
      if (high < 0 || value > values[high]) high = row;
    }
    if (low >= 0) rows.add(low).add(high);
  }
  return [...rows].sort((a, b) => a - b);
}

function pickRows({ timesMs, columns }: Readings, rows: number[]): Readings {
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  return { timesMs: pick(timesMs), columns: columns.map(pick) };
}
