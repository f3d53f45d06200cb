/** A linear axis of a scatter chart. */
export interface ScatterAxis {
  low: number;
  high: number;
  /** Ascending, within the axis. */
  ticks: number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The nice distance of ticks that gives at most `most` of them over a span. */
export function niceStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10);
}

/**
 * Axis over values, with a little air; NaN left out.
 * @param most ticks at most
 * @returns null without a finite value
 */
export function scatterAxis(values: readonly Float64Array[], most: number): ScatterAxis | null {
  let [low, high] = [Infinity, -Infinity];
  for (const column of values) {
    for (const value of column) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return null;
  const flat = Math.max(Math.abs(low), Math.abs(high)) * 1e-3 || 1e-3;
  const air = Math.max((high - low) * 0.05, flat);
  [low, high] = [low - air, high + air];
  const step = niceStep(high - low, most);
  const first = Math.ceil(low / step);
  const ticks = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, at) => (first + at) * step);
  return { low, high, ticks };
}

/** Steps of the time colour: 0 is the oldest. */
export const TIME_STEPS = 8;

/** Colour step of each time over the span of all, 0 to TIME_STEPS - 1. */
export function timeSteps(timesMs: Float64Array): Uint8Array {
  const [first, last] = [timesMs[0], timesMs[timesMs.length - 1]];
  const span = Math.max(1, last - first);
  return Uint8Array.from(timesMs, (ms) =>
    Math.min(TIME_STEPS - 1, Math.floor((TIME_STEPS * (ms - first)) / span)),
  );
}

/**
 * Points as SVG paths, one a colour step: each point is a line of no length, which a round cap makes a dot.
 * @param x,y px, NaN left out; length points
 */
export function dotPaths(x: Float64Array, y: Float64Array, steps: Uint8Array): string[] {
  const paths = Array.from({ length: TIME_STEPS }, () => [] as string[]);
  steps.forEach((step, at) => {
    if (Number.isFinite(x[at]) && Number.isFinite(y[at]))
      paths[step].push(`M${x[at].toFixed(1)} ${y[at].toFixed(1)}h0`);
  });
  return paths.map((parts) => parts.join(''));
}

/** Row nearest to a place within a reach, all in px; -1 when there is none. */
export function nearestDot(
  x: Float64Array,
  y: Float64Array,
  atX: number,
  atY: number,
  reachPx: number,
): number {
  let [best, nearest] = [reachPx * reachPx, -1];
  for (let at = 0; at < x.length; at++) {
    const distance = (x[at] - atX) ** 2 + (y[at] - atY) ** 2;
    if (distance <= best) [best, nearest] = [distance, at];
  }
  return nearest;
}
