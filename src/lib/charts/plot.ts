import uPlot from 'uplot';
import { nearestRow, rowsIn } from '$lib/series/rows';
import { gestures, type GestureEvents } from './interactions';
import { drawDayStarts, drawLimits, drawPins } from './overlay';
import type { Pins } from './pins';
import { PlotColumns } from './plot-columns';
import { scaleRange } from './scale-range';
import type { ChartTheme } from './theme';
import type { ChartData, ChartLimit, ChartView } from './types';
import { currentTicks, plotOptions, type PlotSource, type PlotSpec } from './uplot-options';

/** Everything a plot shows; given again as a whole on every change. */
export interface PlotState {
  data: ChartData;
  view: ChartView;
  hidden: ReadonlySet<string>;
  limits: ChartLimit[];
  pins: Pins;
  theme: ChartTheme;
}

/** Where the plotting area lies, px from the plot's left edge. */
export interface PlotLayout {
  leftPx: number;
  widthPx: number;
}

/** What a plot reports besides gestures. */
export interface PlotEvents extends GestureEvents {
  /** The crosshair: its row in the data (-1 in a gap), or null when there is none. */
  crosshair: (at: { ms: number; row: number } | null) => void;
  layout: (layout: PlotLayout) => void;
}

/** A uPlot chart that takes whole states and draws what changed. */
export class Plot {
  private readonly u: uPlot;
  private readonly columns = new PlotColumns();
  /** Instant held by the crosshair when a key put it there, null when the pointer leads. */
  private heldMs: number | null = null;
  private layout: PlotLayout = { leftPx: 0, widthPx: 0 };

  /** Build into a host element that has a size. */
  constructor(
    host: HTMLElement,
    private readonly spec: PlotSpec,
    private state: PlotState,
    private readonly events: PlotEvents,
    size: { width: number; height: number },
  ) {
    this.columns.fill(state.data);
    const options = plotOptions(spec, this.source(), size.width, size.height);
    this.u = new uPlot(
      { ...options, hooks: this.hooks(), plugins: [gestures(events)] },
      this.columns.columns,
      host,
    );
    this.u.over.addEventListener('mousemove', () => (this.heldMs = null));
  }

  /** The canvas, in device pixels. */
  get canvas(): HTMLCanvasElement {
    return this.u.ctx.canvas;
  }

  /** Show another state. Series must be those the plot was built with. */
  update(next: PlotState): void {
    const last = this.state;
    this.state = next;
    const dataChanged = next.data !== last.data;
    if (dataChanged) this.columns.fill(next.data);
    const viewChanged = next.view.fromMs !== last.view.fromMs || next.view.toMs !== last.view.toMs;
    const limitsChanged = next.limits !== last.limits;
    this.u.batch(() => {
      this.toggle(last.hidden, next.hidden);
      if (dataChanged) this.u.setData(this.columns.columns, false);
      if (dataChanged || viewChanged || limitsChanged) this.applyView();
      else if (next.pins !== last.pins || next.theme !== last.theme) this.u.redraw(false, false);
    });
    if (dataChanged || viewChanged) this.restoreCrosshair();
  }

  /** A new size in px of plot and axes together. */
  resize(width: number, height: number): void {
    if (width === this.u.width && height === this.u.height) return;
    this.u.setSize({ width, height });
    this.restoreCrosshair();
  }

  /** Put the crosshair on an instant, on all charts of the group. */
  placeCrosshair(ms: number): void {
    this.heldMs = ms;
    const left = this.u.valToPos(ms, 'x');
    const inside = left >= 0 && left <= this.layout.widthPx;
    this.moveCursor(inside ? left : -10);
  }

  /** Take the crosshair away. */
  clearCrosshair(): void {
    this.heldMs = null;
    this.moveCursor(-10);
  }

  /** The instant some points from the crosshair, from the view's middle when there is none; null without points. */
  stepFrom(fromMs: number | null, points: number): number | null {
    const { timesMs } = this.state.data;
    if (timesMs.length === 0) return null;
    const { view } = this.state;
    if (fromMs === null) return timesMs[nearestRow(timesMs, (view.fromMs + view.toMs) / 2)];
    const row = nearestRow(timesMs, fromMs) + points;
    return timesMs[Math.max(0, Math.min(timesMs.length - 1, row))];
  }

  /** First and last point in view, null when there is none. */
  ends(): { first: number; last: number } | null {
    const { timesMs } = this.state.data;
    const [start, end] = rowsIn(timesMs, this.state.view);
    return start < end ? { first: timesMs[start], last: timesMs[end - 1] } : null;
  }

  /** Point at px from the plotting area's left edge, as a finger does. */
  pointAt(leftPx: number): void {
    this.heldMs = null;
    this.moveCursor(leftPx);
  }

  /** Remove the chart and its listeners. */
  destroy(): void {
    this.u.destroy();
  }

  /** On this chart and, by uPlot's third argument that its types do not know, on those of its group. */
  private moveCursor(left: number): void {
    const setCursor: (at: { left: number; top: number }, fire: boolean, share: boolean) => void =
      this.u.setCursor;
    setCursor({ left, top: left < 0 ? -10 : this.u.over.clientHeight / 2 }, true, true);
  }

  /** After uPlot's own commit, and after the other charts of the group have taken the same view. */
  private restoreCrosshair(): void {
    if (this.heldMs === null) return;
    queueMicrotask(() => {
      if (this.heldMs !== null && this.u.status === 1) this.placeCrosshair(this.heldMs);
    });
  }

  private source(): PlotSource {
    return {
      series: () => this.state.data.series,
      hidden: () => this.state.hidden,
      view: () => this.state.view,
      theme: () => this.state.theme,
      rows: () => this.columns.rows,
      range: (scale) => scaleRange(this.state, scale),
    };
  }

  private applyView(): void {
    const { fromMs, toMs } = this.state.view;
    this.u.setScale('x', { min: fromMs, max: toMs });
  }

  private toggle(before: ReadonlySet<string>, after: ReadonlySet<string>): void {
    if (before === after) return;
    this.state.data.series.forEach(({ tag }, i) => {
      if (before.has(tag) !== after.has(tag)) this.u.setSeries(i + 1, { show: !after.has(tag) });
    });
  }

  private hooks(): uPlot.Hooks.Arrays {
    return {
      drawAxes: [(u) => drawDayStarts(u, this.dayStarts(u), this.state.theme)],
      draw: [
        (u) => {
          drawLimits(u, this.state.limits, this.state.theme);
          drawPins(u, this.state.pins, this.state.theme);
          this.reportLayout(u);
        },
      ],
      setCursor: [(u) => this.reportCrosshair(u)],
      setSelect: [(u) => this.zoomToSelection(u)],
    };
  }

  private dayStarts(u: uPlot): number[] {
    return currentTicks(u, this.source(), this.spec)
      .filter(({ startsDay }) => startsDay)
      .map(({ ms }) => ms);
  }

  private reportLayout({ bbox }: uPlot): void {
    const layout = { leftPx: bbox.left / uPlot.pxRatio, widthPx: bbox.width / uPlot.pxRatio };
    if (layout.leftPx === this.layout.leftPx && layout.widthPx === this.layout.widthPx) return;
    this.layout = layout;
    this.events.layout(layout);
  }

  private reportCrosshair(u: uPlot): void {
    const { left = -10, idx } = u.cursor;
    if (left < 0 || idx == null) {
      this.events.crosshair(null);
      return;
    }
    const row = this.columns.rows[idx];
    this.events.crosshair({ ms: row === -1 ? u.posToVal(left, 'x') : this.state.data.timesMs[row], row });
  }

  private zoomToSelection(u: uPlot): void {
    const { left, width } = u.select;
    if (width <= 0) return;
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.events.request({ fromMs: u.posToVal(left, 'x'), toMs: u.posToVal(left + width, 'x') });
  }
}
