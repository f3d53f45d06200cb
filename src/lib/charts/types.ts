/** What a chart draws. Charts take props only: times in ms since epoch UTC, NaN where there is no reading. */

export interface ChartSeries {
  /** Stable identity: the same tag keeps its colour on every chart. */
  tag: string;
  /** Name shown in the legend. */
  label: string;
  /** Unit of values, '' when unknown; series of one unit share a y axis. */
  unit: string;
  /** CSS colour of the line; the min-max band is drawn in it at 15 %. */
  color: string;
  /** `step` holds a value until the next one (booleans); `line` joins readings. */
  kind: 'line' | 'step';
  /** Mean per bucket, or the readings themselves, length points; NaN is a gap. */
  values: Float64Array;
  /** Lowest and highest reading per bucket, length points; null when the points are readings. */
  min: Float64Array | null;
  max: Float64Array | null;
}

export interface ChartData {
  /** Start of each bucket, ms since epoch, strictly ascending, length points. */
  timesMs: Float64Array;
  series: ChartSeries[];
  /** Expected distance of points in ms; a clearly longer one is a gap. Estimated from the points when absent. */
  stepMs?: number;
}

/** A horizontal line with its name, on the axis of its unit. */
export interface ChartLimit {
  label: string;
  value: number;
  unit: string;
}

/** A mark on the lane below the plot; `toMs` equal to `fromMs` is a moment. */
export interface ChartEvent {
  fromMs: number;
  toMs: number;
  label: string;
  severity: 'low' | 'medium' | 'high' | 'urgent' | 'info';
}

/** What is visible, ms since epoch, from inclusive, to exclusive. */
export interface ChartView {
  fromMs: number;
  toMs: number;
}
