import { csvCell } from '$lib/series/csv-cell';
import { colorOf, PALETTE } from '$lib/charts/palette';
import type { ChartData, ChartSeries } from '$lib/charts/types';
import { LEVELS } from '$lib/forecast/conformal';
import type { ForecastLines } from '$lib/forecast/lines';
import { HOUR_MS } from '$lib/forecast/types';

/** How a target is called and shown. */
export interface ShownTarget {
  channel: string;
  label: string;
  unit: string;
  convert(value: number): number;
}

interface FanInput {
  startMs: number;
  /** Hours of the target; NaN where not counted. */
  values: Float32Array;
  /** Hours before the end that are shown. */
  past: number;
  horizon: number;
  ahead: ForecastLines | null;
  then: ForecastLines | null;
}

function bandSeries(
  lines: ForecastLines,
  { low, high }: { low: number; high: number },
  { label, unit, convert }: ShownTarget,
  color: string,
  first: number,
  length: number,
  values: Float32Array,
): ChartSeries {
  const column = () => new Float64Array(length).fill(NaN);
  const [middle, min, max] = [column(), column(), column()];
  // Joined to the last hour that was known.
  const joint = lines.known - 1 - first;
  if (joint >= 0 && !Number.isNaN(values[lines.known - 1]))
    middle[joint] = min[joint] = max[joint] = convert(values[lines.known - 1]);
  lines.middle.forEach((value, step) => {
    const at = lines.known + step - first;
    if (at < 0 || at >= length) return;
    middle[at] = convert(value);
    min[at] = convert(lines.lines[low][step]);
    max[at] = convert(lines.lines[high][step]);
  });
  return { tag: label, label, unit, color, kind: 'line', values: middle, min, max };
}

/** History, the forecast ahead with its fan, and what was forecast then, as a chart takes them. */
export function fanChart(input: FanInput, target: ShownTarget): ChartData {
  const { startMs, values, past, horizon, ahead, then } = input;
  const hours = values.length;
  const first = Math.max(0, hours - past);
  const length = hours - first + horizon;
  const actual = new Float64Array(length).fill(NaN);
  for (let at = first; at < hours; at++) actual[at - first] = target.convert(values[at]);
  const own = colorOf(target.channel);
  const other = PALETTE[(PALETTE.indexOf(own as (typeof PALETTE)[number]) + 4) % PALETTE.length];
  const third = PALETTE[(PALETTE.indexOf(own as (typeof PALETTE)[number]) + 2) % PALETTE.length];
  const band = (lines: ForecastLines, low: number, high: number, label: string, color: string) =>
    bandSeries(lines, { low, high }, { ...target, label }, color, first, length, values);
  const name = { tag: target.channel, label: target.label, unit: target.unit, color: own };
  return {
    timesMs: Float64Array.from({ length }, (_, at) => startMs + (first + at) * HOUR_MS),
    stepMs: HOUR_MS,
    series: [
      { ...name, kind: 'line', values: actual, min: null, max: null },
      ...(ahead
        ? [band(ahead, 0, 4, 'Forecast, 80 % band', other), band(ahead, 1, 3, 'Forecast, 50 % band', other)]
        : []),
      ...(then ? [band(then, 0, 4, 'Forecast then, 80 % band', third)] : []),
    ],
  };
}

/** A forecast as CSV (RFC 4180): the hour's start in UTC, the forecast and the lines of its fan, full precision. */
export function forecastCsv(
  startMs: number,
  lines: ForecastLines,
  { label, unit, convert }: ShownTarget,
): string {
  const suffix = unit === '' ? '' : ` [${unit}]`;
  const head = [
    'time',
    `${label} forecast${suffix}`,
    ...LEVELS.map((level) => `${label} ${100 * level} %${suffix}`),
  ];
  const cell = (value: number) => (Number.isFinite(value) ? String(convert(value)) : '');
  const rows = Array.from(lines.middle, (value, step) =>
    [
      new Date(startMs + (lines.known + step) * HOUR_MS).toISOString(),
      cell(value),
      ...lines.lines.map((line) => cell(line[step])),
    ].join(','),
  );
  return `${[head.map(csvCell).join(','), ...rows].join('\r\n')}\r\n`;
}
