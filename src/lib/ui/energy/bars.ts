/** Geometry of a bar chart, in CSS pixels. */

export interface Bar {
  /** Index of the bucket. */
  at: number;
  left: number;
  width: number;
  top: number;
  height: number;
}

export interface BarLayout {
  bars: Bar[];
  /** Values of the ticks of the y axis, ascending from 0. */
  ticks: number[];
  /** Value at the top of the plot. */
  top: number;
}

const STEPS = [1, 2, 2.5, 5, 10];

/** Ticks from 0 in nice steps that cover a value, about four of them. */
export function niceTicks(most: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

/**
 * Bars of buckets over a period; NaN has none.
 * @param edges  ms since epoch, one more than values
 * @param period what the width of the plot stands for
 */
export function barLayout(
  edges: readonly number[],
  values: Float64Array,
  period: { fromMs: number; toMs: number },
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): BarLayout {
  const ticks = niceTicks(values.reduce((most, value) => (value > most ? value : most), 0));
  const top = ticks[ticks.length - 1];
  const x = (ms: number) => ((ms - period.fromMs) / (period.toMs - period.fromMs)) * widthPx;
  const bars = Array.from(values.keys()).flatMap((at): Bar[] => {
    if (Number.isNaN(values[at])) return [];
    const [left, right] = [Math.max(0, x(edges[at])), Math.min(widthPx, x(edges[at + 1]))];
    const gap = Math.min(3, (right - left) * 0.2);
    const height = Math.max(values[at] > 0 ? 1 : 0, (Math.max(0, values[at]) / top) * heightPx);
    return [{ at, left, width: Math.max(0.5, right - left - gap), top: heightPx - height, height }];
  });
  return { bars, ticks, top };
}
