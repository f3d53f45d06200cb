import uPlot from 'uplot';
import { formatTicks } from '$lib/series/format-value';
import { timeTicks, type TimeTick } from './axis-time';
import { isSwitchAxis, scaleOf, type UnitAxis } from './axis-value';
import { envelopePath, envelopeRuns } from './envelope';
import { lonelyRows } from './gaps';
import { dashesFor, withAlpha } from './palette';
import type { ChartTheme } from './theme';
import type { ChartSeries, ChartView } from './types';

/** What is fixed for the life of a plot; a change of it builds a new one. */
export interface PlotSpec {
  axes: UnitAxis[];
  zone: string;
  compact: boolean;
  cursorGroup?: string;
}

/** What a plot asks for whenever it draws. */
export interface PlotSource {
  series: () => ChartSeries[];
  hidden: () => ReadonlySet<string>;
  view: () => ChartView;
  theme: () => ChartTheme;
  /** Per plotted row its row in the data, -1 for an inserted gap. */
  rows: () => Int32Array;
  /** Range of a y scale, null when nothing is shown on it. */
  range: (scale: string) => [number, number] | null;
}

const BAND_ALPHA = 0.15;

/** Colours, paths and gaps of one series. `index` counts from 0, uPlot's from 1. */
function seriesOptions(source: PlotSource, index: number, dash: number[]): uPlot.Series {
  const { tag, label, unit, color, kind } = source.series()[index];
  const joined = kind === 'step' ? uPlot.paths.stepped?.({ align: 1 }) : uPlot.paths.linear?.();
  return {
    label,
    scale: scaleOf(unit),
    show: !source.hidden().has(tag),
    stroke: color,
    fill: withAlpha(color, BAND_ALPHA),
    width: 1,
    dash,
    paths: (u, i, first, last) => {
      const paths = joined?.(u, i, first, last) ?? null;
      // uPlot would fill down to zero; the fill is the min-max band, or nothing.
      return paths && { ...paths, fill: bandOf(u, source, index, first, last) };
    },
    // A step's rise at the end of a gap lies half inside the gap's clip.
    gaps: (_u, _i, _first, _last, gaps) => (kind === 'step' ? gaps.map(widened) : gaps),
    points: {
      show: false,
      size: 4,
      fill: color,
      filter: (u, i) => lonely(u, i),
    },
  };
}

const widened = ([from, to]: uPlot.Series.Gap): uPlot.Series.Gap => [from, to + 1.5 * uPlot.pxRatio];

function lonely(u: uPlot, index: number): number[] | null {
  const [first, last] = u.series[index].idxs ?? [0, -1];
  const rows = lonelyRows(u.data[index] as (number | null)[], first, last);
  return rows.length ? rows : null;
}

/** Canvas pixels of a scale's values: what `valToPos` gives, without its look-ups for each of many points. */
function pixels(u: uPlot, scale: string): (value: number) => number {
  const { min, max } = u.scales[scale];
  if (min == null || max == null) return () => NaN;
  const start = u.valToPos(min, scale, true);
  const slope = (u.valToPos(max, scale, true) - start) / (max - min);
  return (value) => start + (value - min) * slope;
}

function bandOf(u: uPlot, source: PlotSource, index: number, first: number, last: number): Path2D | null {
  const { min, max, unit } = source.series()[index];
  if (!min || !max) return null;
  const pixelX = pixels(u, 'x');
  const times = u.data[0];
  const runs = envelopeRuns(min, max, source.rows(), first, last, (row) => pixelX(times[row]));
  return envelopePath(runs, pixels(u, scaleOf(unit)));
}

/** Ticks of the time axis for the plot's present size and view, computed once per draw. */
export function currentTicks(u: uPlot, source: PlotSource, { zone, compact }: PlotSpec): TimeTick[] {
  const widthPx = u.bbox.width > 0 ? u.bbox.width / uPlot.pxRatio : u.width;
  return timeTicks(source.view(), widthPx, zone, compact ? 48 : 68);
}

function timeAxis(source: PlotSource, spec: PlotSpec): uPlot.Axis {
  let ticks: TimeTick[] = [];
  return {
    scale: 'x',
    size: 40,
    font: source.theme().font,
    stroke: () => source.theme().quiet,
    grid: { stroke: () => source.theme().line, width: 1 },
    ticks: { stroke: () => source.theme().quiet, width: 1, size: 5 },
    splits: (u) => (ticks = currentTicks(u, source, spec)).map(({ ms }) => ms),
    values: () => ticks.map(({ label }) => label),
  };
}

/** Room for tick labels in steps of 8 px, so that it rarely changes while panning. */
function axisSize(values: string[] | null, compact: boolean): number {
  const longest = Math.max(compact ? 3 : 5, ...(values ?? []).map((text) => text?.length ?? 0));
  return Math.ceil((longest * 6.8 + 14) / 8) * 8;
}

function valueAxis(axis: UnitAxis, isFirst: boolean, source: PlotSource, { compact }: PlotSpec): uPlot.Axis {
  return {
    scale: axis.scale,
    side: axis.side === 'left' ? 3 : 1,
    show: axis.visible,
    label: axis.title,
    labelSize: 20,
    labelGap: 2,
    labelFont: source.theme().font,
    font: source.theme().font,
    size: (_u, values) => axisSize(values, compact),
    space: 34,
    stroke: () => source.theme().quiet,
    grid: { show: isFirst, stroke: () => source.theme().line, width: 1 },
    ticks: { stroke: () => source.theme().quiet, width: 1, size: 5 },
    ...(isSwitchAxis(source.series(), axis.unit)
      ? { splits: () => [0, 1], values: () => ['off', 'on'] }
      : { values: (_u: uPlot, splits: number[]) => formatTicks(splits) }),
  };
}

function cursorOptions({ cursorGroup }: PlotSpec): uPlot.Cursor {
  return {
    y: false,
    drag: { x: true, y: false, setScale: false, dist: 4 },
    points: { size: 7 },
    bind: {
      // Shift-drag pans, other buttons are the browser's; uPlot's double click would reset to all data.
      mousedown: (_u, _target, handler) => (event) =>
        event.button === 0 && !event.shiftKey ? handler(event) : null,
      dblclick: () => () => null,
    },
    // Only the crosshair is shared: a shared drag would zoom once per chart.
    ...(cursorGroup && {
      sync: {
        key: cursorGroup,
        scales: ['x', null],
        setSeries: false,
        filters: { pub: (type: string) => type === 'mousemove' },
      },
    }),
  };
}

/** uPlot's options for a plot. Nothing in them depends on the readings. */
export function plotOptions(
  spec: PlotSpec,
  source: PlotSource,
  width: number,
  height: number,
): uPlot.Options {
  const series = source.series();
  const dashes = dashesFor(series.map(({ color }) => color));
  const { fromMs, toMs } = source.view();
  const units = [...new Set(series.map(({ unit }) => unit))];
  return {
    width,
    height,
    ms: 1,
    pxAlign: 1,
    legend: { show: false },
    padding: [8, spec.axes.some(({ side, visible }) => visible && side === 'right') ? 0 : 24, 0, 0],
    scales: {
      x: { time: true, auto: false, min: fromMs, max: toMs },
      ...Object.fromEntries(
        units.map((unit) => [
          scaleOf(unit),
          { auto: true, range: () => source.range(scaleOf(unit)) ?? ([null, null] as [null, null]) },
        ]),
      ),
    },
    axes: [timeAxis(source, spec), ...spec.axes.map((axis, i) => valueAxis(axis, i === 0, source, spec))],
    series: [{}, ...series.map((_, i) => seriesOptions(source, i, dashes[i]))],
    cursor: cursorOptions(spec),
  };
}
