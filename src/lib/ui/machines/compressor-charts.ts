import type { ChartData } from '$lib/charts/types';
import type { CompressorPeriod } from '$lib/state/compressor-report';
import type { SiShown } from '$lib/state/machines-shown';
import { computedChart, type ComputedSeries } from './computed-chart';

/** Charts of a compressor's period, in their order on the page. */
export function compressorCharts(
  { buckets, steady, expectedKelvin, work }: CompressorPeriod,
  temperature: SiShown,
): { title: string; data: ChartData }[] {
  const draw = (series: (ComputedSeries | null)[]) =>
    computedChart(buckets.timesMs, buckets.bucketMs, series);
  const kelvin = (id: string, label: string, values: Float64Array | null | undefined, color: number) =>
    values ? { id, label, unit: temperature.label, values: temperature.all(values), color } : null;
  const actual = buckets.mean.dischargeTemperature?.map((value, at) => (steady[at] ? value : Number.NaN));
  const energy = 'kWh/Nm³';
  return [
    {
      title: 'Efficiency and pressure ratio',
      data: draw([
        { id: 'efficiency', label: 'Isentropic efficiency', unit: '%', values: work.efficiency, color: 4 },
        { id: 'ratio', label: 'Pressure ratio', unit: '', values: work.ratio, color: 7 },
      ]),
    },
    {
      title: 'Specific work',
      data: draw([
        { id: 'actual', label: 'Actual', unit: energy, values: work.specificWork, color: 5 },
        { id: 'ideal', label: 'Ideal', unit: energy, values: work.idealWork, color: 2 },
      ]),
    },
    {
      title: 'Discharge temperature',
      data: draw([
        kelvin('actual-t', 'Actual', actual, 5),
        kelvin('expected-t', 'Expected', expectedKelvin, 1),
      ]),
    },
  ];
}
