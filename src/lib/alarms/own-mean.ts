/** A mean is used when this share of its readings is known. */
const LEAST_KNOWN = 0.5;

/**
 * Mean of the last `size` readings before the one given. NaN readings are not counted, and while the alarm is active the mean
 * stands still, so that a fault does not become its own normal.
 * @returns a function of (value, active); NaN until half of `size` readings are known
 */
export function ownMean(size: number): (value: number, active: boolean) => number {
  const kept = new Float64Array(size);
  let count = 0;
  let next = 0;
  let sum = 0;
  return (value, active) => {
    const mean = count >= size * LEAST_KNOWN ? sum / count : NaN;
    if (active || Number.isNaN(value)) return mean;
    if (count === size) sum -= kept[next];
    else count += 1;
    kept[next] = value;
    sum += value;
    next = (next + 1) % size;
    return mean;
  };
}
