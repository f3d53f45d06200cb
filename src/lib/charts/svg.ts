import { formatTicks } from '$lib/series/format-value';
import { timeTicks } from './axis-time';
import { isSwitchAxis, scaleOf, unitAxes, type UnitAxis } from './axis-value';
import { eventMarks, SEVERITY_LETTER } from './event-marks';
import { dashesFor } from './palette';
import { PlotColumns } from './plot-columns';
import { legendPlaces, type Picture } from './png';
import { scaleRange, type ScaleSource } from './scale-range';
import { niceStep } from './scatter-scale';
import { bandPath, linePath, lonelyDots, px, type PlottedRows, type SvgScales } from './svg-paths';
import type { ChartEvent } from './types';

/** What a vector picture of a chart is drawn from. */
export interface SvgPicture extends ScaleSource, Pick<Picture, 'title' | 'subtitle' | 'legend' | 'theme'> {
  events: ChartEvent[];
  zone: string;
  widthPx: number;
  /** Of plot and time axis, as on the page. */
  heightPx: number;
}

const MARGIN = 12;
const LINE = 20;
const LANE = 26;
const AXIS = { left: 68, right: 60, none: 24, bottom: 40, top: 8 };
const CHAR_PX = 6.8;
const TICK_PX = 34;

/** Text of a name, unit or label inside an element; control characters are no XML. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** An element; attributes without value are left out. */
function tag(name: string, attributes: Record<string, string | number | undefined>, content = ''): string {
  const all = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escaped(typeof value === 'number' ? px(value) : value)}"`,
  );
  return `<${name}${all.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

const text = (content: string, x: number, y: number, more: Record<string, string | number> = {}) =>
  tag('text', { x, y, 'dominant-baseline': 'middle', ...more }, escaped(content));

/** Ticks of a value axis: nice steps, about one every 34 px. */
export function valueTicks([low, high]: [number, number], heightPx: number): number[] {
  const step = niceStep(high - low, Math.max(2, Math.floor(heightPx / TICK_PX)));
  const first = Math.ceil(low / step - 1e-9);
  return Array.from(
    { length: Math.max(0, Math.floor(high / step + 1e-9) - first + 1) },
    (_, at) => (first + at) * step,
  );
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where the plot lies: beside its axes, of which each takes its side's room. */
function boxOf(axes: readonly UnitAxis[], widthPx: number, heightPx: number): Box {
  const visible = axes.filter((axis) => axis.visible);
  const room = (side: UnitAxis['side']) => visible.filter((axis) => axis.side === side).length * AXIS[side];
  const left = room('left') || AXIS.none;
  const width = Math.max(40, widthPx - left - (room('right') || AXIS.none));
  return { left, top: AXIS.top, width, height: Math.max(40, heightPx - AXIS.top - AXIS.bottom) };
}

function timeAxis(
  { view, zone, theme }: SvgPicture,
  { left, top, width, height }: Box,
  x: SvgScales['x'],
): string {
  return timeTicks(view, width, zone, 68)
    .map(({ ms, label, startsDay }) => {
      const at = x(ms);
      const stroke = startsDay ? theme.quiet : theme.line;
      const grid = tag('path', { d: `M${px(at)} ${px(top)}V${px(top + height + 5)}`, stroke });
      const [first, second = ''] = label.split('\n');
      const below = { 'text-anchor': 'middle', fill: theme.quiet };
      const labels = [first, second].map((line, row) =>
        line === ''
          ? ''
          : text(line, Math.max(left, Math.min(left + width, at)), top + height + 14 + row * 14, below),
      );
      return grid + labels.join('');
    })
    .join('');
}

function valueAxis(
  picture: SvgPicture,
  axis: UnitAxis,
  place: { x: number; grid: boolean },
  box: Box,
  range: [number, number],
  y: SvgScales['y'],
): string {
  const { theme, data } = picture;
  const isSwitch = isSwitchAxis(data.series, axis.unit);
  const ticks = isSwitch ? [0, 1] : valueTicks(range, box.height);
  const labels = isSwitch ? ['off', 'on'] : formatTicks(ticks);
  const out = axis.side === 'left' ? -1 : 1;
  const anchor = out < 0 ? 'end' : 'start';
  const marks = ticks.map((tick, at) => {
    const top = px(y(tick));
    const grid = place.grid
      ? tag('path', { d: `M${px(box.left)} ${top}H${px(box.left + box.width)}`, stroke: theme.line })
      : '';
    const mark = tag('path', { d: `M${px(place.x)} ${top}h${5 * out}`, stroke: theme.quiet });
    return (
      grid + mark + text(labels[at], place.x + 8 * out, y(tick), { 'text-anchor': anchor, fill: theme.quiet })
    );
  });
  const titleX = place.x + (AXIS[axis.side] - 10) * out;
  const middle = box.top + box.height / 2;
  const turn = `rotate(${90 * out} ${px(titleX)} ${px(middle)})`;
  const name = text(axis.title, titleX, middle, {
    'text-anchor': 'middle',
    transform: turn,
    fill: theme.quiet,
  });
  return marks.join('') + name;
}

function limitLines(
  { limits, theme }: SvgPicture,
  unit: string,
  range: [number, number],
  box: Box,
  y: SvgScales['y'],
) {
  return limits
    .filter((limit) => limit.unit === unit && limit.value >= range[0] && limit.value <= range[1])
    .map(({ label, value }) => {
      const at = y(value);
      const d = `M${px(box.left)} ${px(at)}H${px(box.left + box.width)}`;
      const line = tag('path', { d, stroke: theme.text, 'stroke-dasharray': '6 4' });
      const halo = { stroke: theme.panel, 'stroke-width': 3, 'paint-order': 'stroke' };
      return (
        line + text(label, box.left + 4, at - box.top > 16 ? at - 8 : at + 9, { ...halo, fill: theme.text })
      );
    })
    .join('');
}

function seriesShapes(
  picture: SvgPicture,
  at: number,
  plotted: PlotColumns,
  rows: PlottedRows,
  scales: SvgScales,
) {
  const series = picture.data.series[at];
  const [times, values] = [plotted.columns[0], plotted.columns[at + 1]];
  const { color } = series;
  const dash = dashesFor(picture.data.series.map((one) => one.color))[at].join(' ') || undefined;
  const band = bandPath(series, times, plotted.rows, rows, scales);
  const line = linePath(times, values, series.kind, rows, scales);
  const dots = lonelyDots(times, values, rows, scales);
  return [
    band && tag('path', { d: band, fill: color, 'fill-opacity': 0.15 }),
    line &&
      tag('path', {
        d: line,
        fill: 'none',
        stroke: color,
        'stroke-dasharray': dash,
        'stroke-linejoin': 'round',
      }),
    ...dots.map(({ x, y }) => tag('circle', { cx: x, cy: y, r: 2, fill: color })),
  ].join('');
}

/** Plotted rows in view, with one beyond each edge, so that lines reach the edges. */
function rowsOf(times: readonly number[], { fromMs, toMs }: SvgPicture['view']): PlottedRows {
  const inside = (ms: number) => ms >= fromMs && ms < toMs;
  const first = times.findIndex(inside);
  if (first === -1) return { first: 0, last: -1 };
  return { first: Math.max(0, first - 1), last: Math.min(times.length - 1, times.findLastIndex(inside) + 1) };
}

function plot(picture: SvgPicture, box: Box, axes: readonly UnitAxis[]): string {
  const { data, view, hidden } = picture;
  const plotted = new PlotColumns();
  plotted.fill(data);
  const rows = rowsOf(plotted.columns[0], view);
  const x = (ms: number) => box.left + ((ms - view.fromMs) / (view.toMs - view.fromMs)) * box.width;
  const used = { left: 0, right: 0 };
  const parts: string[] = [timeAxis(picture, box, x)];
  const shapes: string[] = [];
  for (const [at, axis] of axes.entries()) {
    const range = scaleRange(picture, axis.scale);
    if (!range) continue;
    const y = (value: number) => box.top + box.height * (1 - (value - range[0]) / (range[1] - range[0]));
    if (axis.visible) {
      const before = used[axis.side]++ * AXIS[axis.side];
      const axisX = axis.side === 'left' ? box.left - before : box.left + box.width + before;
      parts.push(valueAxis(picture, axis, { x: axisX, grid: at === 0 }, box, range, y));
    }
    data.series.forEach(({ tag: name, unit }, index) => {
      if (scaleOf(unit) === axis.scale && !hidden.has(name))
        shapes.push(seriesShapes(picture, index, plotted, rows, { x, y }));
    });
    shapes.push(limitLines(picture, axis.unit, range, box, y));
  }
  const clip = tag(
    'clipPath',
    { id: 'plot' },
    tag('rect', { x: box.left, y: box.top, width: box.width, height: box.height }),
  );
  return `${tag('defs', {}, clip)}${parts.join('')}${tag('g', { 'clip-path': 'url(#plot)' }, shapes.join('') || ' ')}`;
}

function lane({ events, view, theme }: SvgPicture, box: Box, top: number): string {
  return eventMarks(events, view, box.width)
    .map(({ leftPx, widthPx, severity, events: merged }) => {
      const left = box.left + leftPx;
      const letter = `${SEVERITY_LETTER[severity]}${merged.length > 1 ? merged.length : ''}`;
      const bar =
        widthPx > 14
          ? tag('rect', { x: left, y: top + 19, width: widthPx, height: 2, fill: theme.text })
          : '';
      const names = tag('title', {}, escaped(merged.map(({ label }) => label).join(', ')));
      return tag('g', {}, names + bar + text(letter, left, top + 11, { fill: theme.text }));
    })
    .join('');
}

/** A chart as SVG: title, time range, legend, plot with bands and limits, events; drawn from its data, not from the screen. */
export function chartSvg(picture: SvgPicture): string {
  const { title, subtitle, legend, theme, widthPx, heightPx, data, hidden } = picture;
  const places = legendPlaces(
    legend.map(({ text: words }) => 24 + words.length * CHAR_PX),
    widthPx - 2 * MARGIN,
  );
  const legendTop = MARGIN + 2 * LINE;
  const plotTop = legendTop + ((places.at(-1)?.row ?? -1) + 1) * LINE + 8;
  const axes = unitAxes(data.series, hidden, false, heightPx);
  const box = boxOf(axes, widthPx, heightPx);
  const laneHeight = eventMarks(picture.events, picture.view, box.width).length > 0 ? LANE : 0;
  const height = plotTop + heightPx + laneHeight + 4;
  const entries = legend.map(({ color, dash, text: words }, at) => {
    const [x, y] = [MARGIN + places[at].x, legendTop + places[at].row * LINE + LINE / 2];
    const line = { d: `M${px(x)} ${px(y)}h18`, stroke: color, 'stroke-width': 2.5 };
    return (
      tag('path', { ...line, 'stroke-dasharray': dash.join(' ') || undefined }) +
      text(words, x + 24, y, { fill: theme.text })
    );
  });
  const family = theme.font.replace(/^\S+\s+/, '');
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: widthPx,
      height,
      viewBox: `0 0 ${px(widthPx)} ${px(height)}`,
      'font-family': family,
      'font-size': 12,
      role: 'img',
    },
    [
      tag('title', {}, escaped(`${title}, ${subtitle}`)),
      tag('rect', { width: widthPx, height, fill: theme.panel }),
      text(title, MARGIN, MARGIN + LINE / 2, { 'font-size': 15, 'font-weight': 600, fill: theme.text }),
      text(subtitle, MARGIN, MARGIN + LINE * 1.5, { fill: theme.quiet }),
      ...entries,
      tag(
        'g',
        { transform: `translate(0 ${px(plotTop)})` },
        plot(picture, box, axes) + lane(picture, box, heightPx),
      ),
    ].join(''),
  );
}
