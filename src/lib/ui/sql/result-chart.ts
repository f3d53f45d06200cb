import { assignColors } from '$lib/charts/palette';
import type { ChartData, ChartSeries } from '$lib/charts/types';
import type { Column } from '$lib/rpc/database';

type NumberColumn = Extract<Column, { kind: 'number' }>;

/** A line that a result can be drawn as. */
export interface Drawable {
  /** Name of the line, unique in the result. */
  name: string;
  values: Float64Array;
  /** Lowest and highest beside a mean of the same name: the band around the line. */
  min: Float64Array | null;
  max: Float64Array | null;
}

/** A result over time, or why it is none. */
export type ResultChart =
  { kind: 'chart'; time: string; timesMs: Float64Array; lines: Drawable[] } | { kind: 'none'; why: string };

/** Most lines drawn before a person chooses. */
const FIRST_LINES = 4;
/** A line so many times as high as the first, or as low, would make one of the two look flat. */
const APART = 10;

const MEAN = /_avg$/;
/** What a sensor's column in the roll-ups ends with. */
const MEASURE = /_(?:avg|min|max|count)$/;

/** The sensor's name in a column of the roll-ups. */
export const sensorOfColumn = (name: string): string => name.replace(MEASURE, '');

function linesOf(columns: readonly NumberColumn[], rows: Uint32Array): Drawable[] {
  const picked = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  const named = (name: string) => columns.find((column) => column.name === name);
  const banded = columns.flatMap(({ name }) => {
    const [min, max] = ['_min', '_max'].map((end) => named(name.replace(MEAN, end)));
    return MEAN.test(name) && min && max ? [{ name, min, max }] : [];
  });
  const edges = new Set(banded.flatMap(({ min, max }) => [min, max]));
  return columns
    .filter((column) => !edges.has(column))
    .map(({ name, values }) => {
      const band = banded.find((one) => one.name === name);
      return {
        name,
        values: picked(values),
        min: band ? picked(band.min.values) : null,
        max: band ? picked(band.max.values) : null,
      };
    });
}

/** Rows that have a time, in time order. */
function inTime(times: Float64Array): Uint32Array {
  const rows = Uint32Array.from({ length: times.length }, (_, row) => row);
  return rows.filter((row) => !Number.isNaN(times[row])).sort((a, b) => times[a] - times[b]);
}

/** Columns of one name are told apart as the engine does in subqueries. */
function distinct(columns: readonly NumberColumn[]): NumberColumn[] {
  const uses = new Map<string, number>();
  return columns.map((column) => {
    const use = uses.get(column.name) ?? 0;
    uses.set(column.name, use + 1);
    return use === 0 ? column : { ...column, name: `${column.name}_${use}` };
  });
}

/** A result as lines over its first column of times, or what it lacks for that. */
export function resultChart(columns: readonly Column[]): ResultChart {
  const time = columns.find((column) => column.kind === 'time');
  const numbers = distinct(columns.filter((column) => column.kind === 'number'));
  if (time?.kind !== 'time')
    return { kind: 'none', why: 'A chart needs a column of times, such as bucket, and one of numbers.' };
  if (numbers.length === 0)
    return { kind: 'none', why: `A chart needs a column of numbers beside the times in ${time.name}.` };
  const rows = inTime(time.values);
  const timesMs = Float64Array.from(rows, (row) => time.values[row]);
  const twice = timesMs.findIndex((ms, at) => at > 0 && ms === timesMs[at - 1]);
  if (twice >= 0)
    return {
      kind: 'none',
      why: `A chart needs each time once; ${new Date(timesMs[twice]).toISOString()} is in ${time.name} more than once: add GROUP BY ${time.name}, or choose one of what it is repeated for.`,
    };
  if (timesMs.length < 2)
    return { kind: 'none', why: `A chart needs two times or more; ${time.name} holds ${timesMs.length}.` };
  return { kind: 'chart', time: time.name, timesMs, lines: linesOf(numbers, rows) };
}

const heightOf = ({ values }: Drawable): number =>
  values.reduce((most, value) => (Number.isNaN(value) ? most : Math.max(most, Math.abs(value))), 0);

/** Names of the lines to draw first: the first one, and those after it that can share its axis. */
export function firstLines(lines: readonly Drawable[]): string[] {
  const [first, ...others] = lines;
  if (!first) return [];
  const height = heightOf(first);
  const alike = others.filter((line) => {
    const ratio = heightOf(line) / height;
    return ratio > 1 / APART && ratio < APART;
  });
  return [first, ...alike].slice(0, FIRST_LINES).map(({ name }) => name);
}

/** What a chart says of a sensor's column: its unit and colour are the sensor's own, as on all pages. */
export interface KnownSensor {
  tag: string;
  unit: string;
}

/**
 * Lines as a chart takes them.
 * @param sensors of the open plant, to name units; a column that is none of theirs has none
 */
export function drawn(
  { timesMs, lines }: Extract<ResultChart, { kind: 'chart' }>,
  chosen: readonly string[],
  sensors: readonly KnownSensor[],
): ChartData {
  const shown = lines.filter(({ name }) => chosen.includes(name));
  const colors = assignColors(shown.map(({ name }) => sensorOfColumn(name)));
  const series = shown.map(({ name, values, min, max }): ChartSeries => {
    const tag = sensorOfColumn(name);
    const isCount = name.endsWith('_count');
    const unit = isCount ? '' : (sensors.find((sensor) => sensor.tag === tag)?.unit ?? '');
    return {
      tag: name,
      label: name,
      unit,
      color: colors.get(tag) ?? 'currentColor',
      kind: 'line',
      values,
      min,
      max,
    };
  });
  return { timesMs, series };
}
