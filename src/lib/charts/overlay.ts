import type uPlot from 'uplot';
import { scaleOf } from './axis-value';
import type { Pins } from './pins';
import type { ChartTheme } from './theme';
import type { ChartLimit } from './types';

const PIN_LETTERS = ['A', 'B'];

/** Text with a halo in the panel's colour, so that it reads over lines. */
function haloText(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  theme: ChartTheme,
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.strokeStyle = theme.panel;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = theme.text;
  ctx.fillText(text, x, y);
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

function fontFor(theme: ChartTheme, pxRatio: number): string {
  return theme.font.replace('12px', `${12 * pxRatio}px`);
}

/** Lines where the plant's days begin, stronger than the grid. */
export function drawDayStarts(u: uPlot, startsMs: number[], theme: ChartTheme): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.strokeStyle = theme.quiet;
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = Math.max(1, Math.round(devicePixelRatio));
  for (const ms of startsMs) {
    const x = Math.round(u.valToPos(ms, 'x', true)) + 0.5;
    if (x >= bbox.left && x <= bbox.left + bbox.width) line(ctx, x, bbox.top, x, bbox.top + bbox.height);
  }
  ctx.restore();
}

/**
 * Limits as thin dashed lines with their names, on the axis of their unit and with the name at that axis' side;
 * limits out of range are left out.
 */
export function drawLimits(u: uPlot, limits: ChartLimit[], theme: ChartTheme): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.font = fontFor(theme, devicePixelRatio);
  ctx.strokeStyle = theme.text;
  for (const { label, value, unit } of limits) {
    const scale = u.scales[scaleOf(unit)];
    if (scale?.min == null || scale.max == null || value < scale.min || value > scale.max) continue;
    const y = Math.round(u.valToPos(value, scaleOf(unit), true)) + 0.5;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.lineWidth = Math.max(1, Math.round(devicePixelRatio));
    ctx.strokeStyle = theme.text;
    line(ctx, bbox.left, y, bbox.left + bbox.width, y);
    ctx.setLineDash([]);
    const above = y - bbox.top > 16 * devicePixelRatio;
    const isRight = u.axes.some((axis) => axis.scale === scaleOf(unit) && axis.side === 1);
    ctx.textBaseline = above ? 'bottom' : 'top';
    ctx.textAlign = isRight ? 'right' : 'left';
    const x = isRight ? bbox.left + bbox.width - 4 : bbox.left + 4;
    haloText(ctx, label, x, y + (above ? -2 : 3), theme);
  }
  ctx.restore();
}

/** Pinned cursors as lines with their letter. */
export function drawPins(u: uPlot, pins: Pins, theme: ChartTheme): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `600 ${fontFor(theme, ratio)}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  pins.forEach((ms, i) => {
    const x = u.valToPos(ms, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.strokeStyle = ctx.fillStyle = theme.focus;
    ctx.lineWidth = 1.5 * ratio;
    line(ctx, x, bbox.top, x, bbox.top + bbox.height);
    ctx.fillRect(x - 8 * ratio, bbox.top, 16 * ratio, 16 * ratio);
    ctx.fillStyle = theme.panel;
    ctx.fillText(PIN_LETTERS[i], x, bbox.top + 8.5 * ratio);
  });
  ctx.restore();
}
