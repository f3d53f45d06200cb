import type { ChartSeries } from './types';

/** A y axis: one for each unit that is shown. */
export interface UnitAxis {
  unit: string;
  /** Name of uPlot's scale. */
  scale: string;
  side: 'left' | 'right';
  /** False when there is no room: its series are still scaled by it. */
  visible: boolean;
  /** `Methane, CO2 (%)`, or the unit alone when the names are long. */
  title: string;
}

/** Name of the scale on which series of a unit are drawn. */
export const scaleOf = (unit: string) => `y:${unit}`;

/** Height of the time axis with its labels, and the mean width of a character of the axis font. */
const TIME_AXIS_PX = 56;
const CHAR_PX = 6.8;

function titleOf(unit: string, labels: string[], plotPx: number): string {
  const names = labels.join(', ');
  const title = unit === '' ? names : `${names} (${unit})`;
  return title.length * CHAR_PX > plotPx ? unit || 'no unit' : title;
}

/**
 * The y axes of a chart, in the order in which their units first appear; sides alternate, left first.
 * @param series  all series, shown or not
 * @param hidden  tags that are toggled off; a unit without shown series has no axis
 * @param compact true on phones: two visible axes instead of four
 * @param heightPx height of the chart; a title longer than its plot is the unit alone
 */
export function unitAxes(
  series: ChartSeries[],
  hidden: ReadonlySet<string>,
  compact: boolean,
  heightPx: number,
): UnitAxis[] {
  const shown = series.filter(({ tag }) => !hidden.has(tag));
  const units = [...new Set(shown.map(({ unit }) => unit))];
  return units.map((unit, i) => ({
    unit,
    scale: scaleOf(unit),
    side: i % 2 === 0 ? 'left' : 'right',
    visible: i < (compact ? 2 : 4),
    title: titleOf(
      unit,
      shown.filter((s) => s.unit === unit).map((s) => s.label),
      heightPx - TIME_AXIS_PX,
    ),
  }));
}

/**
 * Range of an axis: the readings with some air, and limits that are near. A limit further away than the readings
 * span would flatten them, so it is left out.
 * @param low    lowest and highest reading shown, NaN when there is none
 * @param limits values of limits on this axis
 * @returns null when there is nothing to show
 */
export function valueRange(low: number, high: number, limits: number[]): [number, number] | null {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  // Below a billionth of their size readings do not differ: an axis that narrow has no ticks to write.
  const size = Math.max(Math.abs(low), Math.abs(high));
  const flat = size > 1e-12 ? size * 0.1 : 1;
  const span = high - low > Math.max(size * 1e-9, 1e-12) ? high - low : flat;
  const near = limits.filter((limit) => limit >= low - span && limit <= high + span);
  const [bottom, top] = [Math.min(low, ...near), Math.max(high, ...near)];
  const air = Math.max(top - bottom, span) * 0.06;
  // Readings that touch zero but do not cross it keep zero as the edge.
  return [bottom >= 0 && bottom - air < 0 ? 0 - air * 0.2 : bottom - air, top + air];
}

/** Range of an axis that carries nothing but switches, which are 0 or 1. */
export const SWITCH_RANGE: [number, number] = [-0.1, 1.15];

/** True when every series of a unit is a switch. */
export function isSwitchAxis(series: ChartSeries[], unit: string): boolean {
  return unit === '' && series.every((s) => s.unit !== unit || s.kind === 'step');
}
