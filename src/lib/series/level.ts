/** From which data a plot is drawn, and how wide its buckets are. */
export type LevelChoice =
  | { level: 'hour' | 'minute'; bucketSeconds: number }
  /** The export's own readings; `bucketSeconds` is what to fall back to without them. */
  | { level: 'raw'; bucketSeconds: number };

const MINUTES = [1, 2, 5, 10, 15, 30];
const HOURS = [1, 2, 3, 6, 12, 24, 48, 168, 336, 672];
/** Minutes are too coarse when there is fewer than one for so many pixels. */
const PIXELS_PER_MINUTE = 3;

const steps = [...MINUTES.map((m) => m * 60), ...HOURS.map((h) => h * 3600)];

/** The narrowest nice bucket of whole minutes that is at least `leastSeconds` wide; beyond four weeks, whole days. */
export function niceBucketSeconds(leastSeconds: number): number {
  return steps.find((step) => step >= leastSeconds) ?? Math.ceil(leastSeconds / 86_400) * 86_400;
}

/**
 * Choose the level for a plot: at most one bucket a pixel, no bucket shorter than the sampling interval. Readings
 * themselves are chosen when minutes would be further than 3 pixels apart and readings come oftener than that.
 * @param spanMs width of the plot in time, > 0
 * @param widthPx width of the plot in CSS pixels, > 0
 */
export function chooseLevel(spanMs: number, widthPx: number, samplingIntervalSeconds: number): LevelChoice {
  const width = Math.max(1, widthPx);
  const spanSeconds = Math.max(1, spanMs / 1000);
  const bucketSeconds = niceBucketSeconds(Math.max(spanSeconds / width, samplingIntervalSeconds));
  if (bucketSeconds >= 3600) return { level: 'hour', bucketSeconds };
  const tooCoarse = spanSeconds / 60 < width / PIXELS_PER_MINUTE;
  const level = tooCoarse && samplingIntervalSeconds < 60 ? 'raw' : 'minute';
  return { level, bucketSeconds };
}
