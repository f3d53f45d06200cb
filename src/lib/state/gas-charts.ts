import type { ChartData, ChartEvent, ChartLimit, ChartSeries } from '$lib/charts/types';
import type { Excursion } from '$lib/plant/gas-limits-excursions';
import type { ValueLimit } from '$lib/plant/gas-limits';
import { isDerived, PROPERTY_INFO, type DerivedProperty, type GasProperty } from '$lib/plant/gas-quality';
import type { AirReport } from '$lib/plant/gas-quality-air';
import type { GasInputs } from '$lib/plant/gas-quality-inputs';
import { COMPONENTS } from '$lib/plant/iso6976';
import type { SeriesData } from '$lib/store/plant-types';
import type { GasDisplay } from './gas-display';
import type { GasReport } from './gas-report';

/** A chart of the page: what it shows, in the units shown. */
export interface GasChart {
  id: string;
  title: string;
  properties: readonly GasProperty[];
  /** Properties whose limits are drawn; the others share the axis without lines. */
  limited: readonly GasProperty[];
}

/** Charts in their order; those without any mapped property are left out by the page. */
export const GAS_CHARTS: readonly GasChart[] = [
  { id: 'main', title: 'Methane and carbon dioxide', properties: ['ch4', 'co2'], limited: ['ch4', 'co2'] },
  { id: 'air', title: 'Nitrogen and oxygen', properties: ['n2', 'o2'], limited: ['n2', 'o2'] },
  {
    id: 'heat',
    title: 'Wobbe index and heating value',
    properties: ['wobbe', 'gross', 'net'],
    limited: ['wobbe'],
  },
  { id: 'h2s', title: 'Hydrogen sulfide', properties: ['h2s'], limited: ['h2s'] },
  {
    id: 'score',
    title: 'Quality score (old platform) and balance',
    properties: ['score', 'balance'],
    limited: ['score', 'balance'],
  },
];

/** Fixed places in the palette, so that a gas has one colour on all streams. */
const COLORS: Record<GasProperty, string> = {
  ch4: '#0072b2',
  co2: '#b87a00',
  n2: '#2b8cc4',
  o2: '#d55e00',
  h2s: '#8a8000',
  balance: '#6c777e',
  score: '#00936b',
  gross: '#00936b',
  net: '#b9619a',
  wobbe: '#0072b2',
  relativeDensity: '#6c777e',
  density: '#6c777e',
  compression: '#6c777e',
};

/** Analysed gases over time, in the units shown. @param data series of the tags of the inputs */
export function componentData(
  data: Pick<SeriesData, 'timesMs' | 'series' | 'level'>,
  properties: readonly GasProperty[],
  inputs: GasInputs,
  display: GasDisplay,
): ChartData {
  const series = COMPONENTS.filter((one) => properties.includes(one)).flatMap((component): ChartSeries[] => {
    const input = inputs[component];
    const found = data.series.find(({ tag }) => tag === input?.tag);
    if (!input || !found) return [];
    const { convert, label } = display[component];
    const shown = (values: Float64Array) => values.map((value) => convert(value * input.scale));
    const band =
      data.level === 'raw' ? { min: null, max: null } : { min: shown(found.min), max: shown(found.max) };
    return [{ ...styled(component, label), tag: input.tag, values: shown(found.avg), ...band }];
  });
  return { timesMs: data.timesMs, series };
}

const styled = (property: GasProperty, unit: string) => ({
  // The title says whose score it is.
  label: property === 'score' ? 'Quality score' : PROPERTY_INFO[property].name,
  unit,
  color: COLORS[property],
  kind: 'line' as const,
});

/** Derived properties over time, in the units shown. */
export function derivedData(
  { derived }: Pick<GasReport, 'derived'>,
  properties: readonly GasProperty[],
  display: GasDisplay,
): ChartData {
  const wanted = properties.filter((property): property is DerivedProperty => isDerived(property));
  const series = wanted.map((property): ChartSeries => {
    const { avg, min, max } = derived.derived[property];
    const { convertAll, label } = display[property];
    return {
      ...styled(property, label),
      tag: property,
      values: convertAll(avg),
      min: convertAll(min),
      max: convertAll(max),
    };
  });
  return { timesMs: derived.timesMs, series, stepMs: derived.bucketMs };
}

/** Lines of limits, each with its name. */
export function limitLines(
  limits: readonly ValueLimit[],
  properties: readonly GasProperty[],
  display: GasDisplay,
): ChartLimit[] {
  return limits
    .filter(({ property }) => properties.includes(property))
    .flatMap(({ property, min, max }) => {
      const { convert, label } = display[property];
      const { name } = PROPERTY_INFO[property];
      const line = (side: string, value: number | null) =>
        value === null ? [] : [{ label: `${name} ${side}`, value: convert(value), unit: label }];
      return [...line('low', min), ...line('high', max)];
    });
}

/** Excursions of the properties of a chart, as marks below it. */
export function excursionEvents(
  excursions: readonly Excursion[],
  properties: readonly GasProperty[],
  words: (excursion: Excursion) => string,
): ChartEvent[] {
  return excursions
    .filter(({ limit }) => properties.includes(limit.property))
    .map((one) => ({ fromMs: one.fromMs, toMs: one.toMs, label: words(one), severity: one.limit.priority }));
}

/** Stretches of air as marks below the chart of nitrogen and oxygen. */
export const airEvents = (
  report: AirReport | null,
  words: (stretch: AirReport['stretches'][number]) => string,
): ChartEvent[] =>
  (report?.stretches ?? []).map((stretch) => ({
    fromMs: stretch.fromMs,
    toMs: stretch.toMs,
    label: words(stretch),
    severity: stretch.kind === 'air' ? 'high' : 'info',
  }));
