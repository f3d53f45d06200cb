import { colorOf } from '$lib/charts/palette';
import type { ChartData, ChartEvent, ChartLimit } from '$lib/charts/types';
import type { Judgement, ScoreLane } from '$lib/detect/detect-types';
import type { ShownEvent } from '$lib/state/anomalies-events';
import { DETECTORS, MARKED } from './words';

/** One lane as a chart. */
export interface LaneChart {
  id: string;
  title: string;
  what: string;
  data: ChartData;
  limits: ChartLimit[];
}

function laneChart({ startMs, stepMs }: Judgement, { name, values, threshold }: ScoreLane): LaneChart {
  const words = DETECTORS[name];
  const unit = name === 'tags' ? '× limit' : 'score';
  const timesMs = Float64Array.from(values, (_, at) => startMs + at * stepMs);
  const series = {
    ...{ tag: name, label: words.name, unit, color: colorOf(name), kind: 'line' as const },
    ...{ values: Float64Array.from(values), min: null, max: null },
  };
  return {
    ...{ id: name, title: words.name, what: words.what },
    data: { timesMs, stepMs, series: [series] },
    limits: threshold === null ? [] : [{ label: 'threshold', value: threshold, unit }],
  };
}

/** A chart a lane, in the order of the judgement: the sensors first, then all detectors together, then each. */
export const laneCharts = (judgement: Judgement): LaneChart[] =>
  judgement.lanes.map((lane) => laneChart(judgement, lane));

/** Events as marks below a chart. */
export const eventMarksOf = (events: readonly ShownEvent[]): ChartEvent[] =>
  events.map(({ event: { fromMs, toMs, severity }, title }) => ({
    ...{ fromMs, toMs, label: title },
    severity: MARKED[severity],
  }));
