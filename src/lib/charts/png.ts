import type { EventMark } from './event-marks';
import { SEVERITY_LETTER } from './event-marks';
import type { PlotLayout } from './plot';
import type { ChartTheme } from './theme';

/** One series in the picture's legend. */
export interface PictureLegend {
  color: string;
  dash: number[];
  text: string;
}

/** What a picture holds besides the plot. */
export interface Picture {
  title: string;
  /** Time range and zone, below the title. */
  subtitle: string;
  legend: PictureLegend[];
  marks: EventMark[];
  layout: PlotLayout;
  theme: ChartTheme;
}

const MARGIN = 12;
const LINE = 20;
const LANE = 26;

/** Places of legend entries that wrap at a width: x and row of each. */
export function legendPlaces(widths: number[], available: number, gap = 20): { x: number; row: number }[] {
  let [x, row] = [0, 0];
  return widths.map((width) => {
    if (x > 0 && x + width > available) [x, row] = [0, row + 1];
    const place = { x, row };
    x += width + gap;
    return place;
  });
}

function drawLegend(
  ctx: CanvasRenderingContext2D,
  { legend, theme }: Picture,
  places: { x: number; row: number }[],
  top: number,
): void {
  legend.forEach(({ color, dash, text }, i) => {
    const [x, y] = [MARGIN + places[i].x, top + places[i].row * LINE + LINE / 2];
    ctx.strokeStyle = color;
    ctx.lineWidth = 2.5;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 18, y);
    ctx.stroke();
    ctx.fillStyle = theme.text;
    ctx.fillText(text, x + 24, y);
  });
  ctx.setLineDash([]);
}

function drawMarks(ctx: CanvasRenderingContext2D, { marks, layout, theme }: Picture, top: number): void {
  ctx.strokeStyle = ctx.fillStyle = theme.text;
  ctx.lineWidth = 1;
  for (const { leftPx, widthPx, severity, events } of marks) {
    const x = layout.leftPx + leftPx;
    if (widthPx > 14) ctx.fillRect(x, top + 19, widthPx, 2);
    ctx.fillText(
      events.length > 1 ? `${SEVERITY_LETTER[severity]}${events.length}` : SEVERITY_LETTER[severity],
      x,
      top + 11,
    );
  }
}

/** A picture of a chart: title, time range, legend, plot and events, at the plot's resolution. */
export function chartPicture(plot: HTMLCanvasElement, picture: Picture, pxRatio: number): HTMLCanvasElement {
  const [width, height] = [plot.width / pxRatio, plot.height / pxRatio];
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error(`picture of ${width} x ${height} px: no canvas context`);
  ctx.font = picture.theme.font;
  const widths = picture.legend.map(({ text }) => 24 + ctx.measureText(text).width);
  const places = legendPlaces(widths, width - 2 * MARGIN);
  const legendTop = MARGIN + 2 * LINE;
  const plotTop = legendTop + ((places.at(-1)?.row ?? -1) + 1) * LINE + 8;
  canvas.width = plot.width;
  canvas.height = Math.ceil((plotTop + height + (picture.marks.length ? LANE : 0) + 4) * pxRatio);
  ctx.scale(pxRatio, pxRatio);
  ctx.fillStyle = picture.theme.panel;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.textBaseline = 'middle';
  ctx.fillStyle = picture.theme.text;
  ctx.font = `600 ${picture.theme.font.replace('12px', '15px')}`;
  ctx.fillText(picture.title, MARGIN, MARGIN + LINE / 2);
  ctx.font = picture.theme.font;
  ctx.fillStyle = picture.theme.quiet;
  ctx.fillText(picture.subtitle, MARGIN, MARGIN + LINE * 1.5);
  drawLegend(ctx, picture, places, legendTop);
  ctx.drawImage(plot, 0, plotTop, width, height);
  drawMarks(ctx, picture, plotTop + height);
  return canvas;
}
