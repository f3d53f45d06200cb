import type { ChartData } from '$lib/charts/types';
import type { BlowerPeriod } from '$lib/state/blower-report';
import type { SiShown } from '$lib/state/machines-shown';
import { computedChart, type ComputedSeries } from './computed-chart';

/** Charts of a blower's period, in their order on the page. */
export function blowerCharts(
  { buckets, steady, head, expectedSpeed, excessPercent }: BlowerPeriod,
  speedUnit: string,
  shownHead: SiShown,
  shownFlow: SiShown,
): { title: string; data: ChartData }[] {
  const draw = (series: (ComputedSeries | null)[]) =>
    computedChart(buckets.timesMs, buckets.bucketMs, series);
  const line = (
    id: string,
    label: string,
    unit: string,
    values: Float64Array | null | undefined,
    color: number,
  ) => (values ? { id, label, unit, values, color } : null);
  const steadily = (values: Float64Array | undefined) =>
    values?.map((value, at) => (steady[at] ? value : Number.NaN));
  const flow = steadily(buckets.mean.flow);
  return [
    { title: 'Speed beyond need', data: draw([line('excess', 'Speed beyond need', '%', excessPercent, 5)]) },
    {
      title: 'Speed, actual and needed',
      data: draw([
        line('speed', 'Actual', speedUnit, steadily(buckets.mean.speed), 5),
        line('needed', 'Needed', speedUnit, expectedSpeed, 2),
      ]),
    },
    {
      title: 'Head and gas flow',
      data: draw([
        line('head', 'Head', shownHead.label, head && shownHead.all(head), 4),
        line('flow', 'Gas flow', shownFlow.label, flow && shownFlow.all(flow), 2),
      ]),
    },
  ];
}
