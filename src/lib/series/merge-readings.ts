import type { Readings } from './min-max';

/**
 * Readings of several parts with the same columns as one, by time; rows of equal time stay in the order of the parts.
 * Rows of equal time that complete each other, because each part has some of the columns, become one.
 */
export function mergeReadings(parts: readonly Readings[], columns: number): Readings {
  const length = parts.reduce((sum, part) => sum + part.timesMs.length, 0);
  const joined = (values: (part: Readings) => Float64Array) => {
    const out = new Float64Array(length);
    let at = 0;
    for (const part of parts) {
      out.set(values(part), at);
      at += part.timesMs.length;
    }
    return out;
  };
  const sorted = sortReadings({
    timesMs: joined((part) => part.timesMs),
    columns: Array.from({ length: columns }, (_, column) => joined((part) => part.columns[column])),
  });
  return parts.length > 1 ? completeRows(sorted) : sorted;
}

function completeRows({ timesMs, columns }: Readings): Readings {
  let last = -1;
  const completes = (row: number) =>
    last >= 0 &&
    timesMs[last] === timesMs[row] &&
    columns.every((values) => Number.isNaN(values[last]) || Number.isNaN(values[row]));
  for (let row = 0; row < timesMs.length; row++) {
    const joins = completes(row);
    if (!joins) timesMs[++last] = timesMs[row];
    for (const values of columns) if (!joins || !Number.isNaN(values[row])) values[last] = values[row];
  }
  const upTo = (values: Float64Array) => values.slice(0, last + 1);
  return { timesMs: upTo(timesMs), columns: columns.map(upTo) };
}

/** Readings sorted by time; rows of equal time keep their order. Returned as they are when sorted already. */
export function sortReadings(readings: Readings): Readings {
  const { timesMs, columns } = readings;
  if (timesMs.every((ms, row) => row === 0 || timesMs[row - 1] <= ms)) return readings;
  const order = Array.from(timesMs, (_, row) => row).sort((a, b) => timesMs[a] - timesMs[b]);
  const sorted = (values: Float64Array) => Float64Array.from(order, (row) => values[row]);
  return { timesMs: sorted(timesMs), columns: columns.map(sorted) };
}
