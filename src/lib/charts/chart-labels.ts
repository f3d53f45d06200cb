import { getContext, setContext } from 'svelte';
import type { ChartView } from './types';

/** How a person says on a chart what a stretch of time was. A chart that is not given this offers no labels. */
export interface ChartLabels {
  /** Ask what a stretch was; it can still be changed. */
  begin(span: ChartView): void;
}

const KEY = Symbol('chart-labels');

/** Let all charts inside this component be labelled. */
export const provideChartLabels = (labels: ChartLabels): ChartLabels => setContext(KEY, labels);

/** From here on charts offer no labels: what they show is not the open plant. */
export const withholdChartLabels = (): void => void setContext(KEY, undefined);

/** How charts of this page are labelled, undefined when they are not; call while a component is made. */
export const useChartLabels = (): ChartLabels | undefined => getContext<ChartLabels | undefined>(KEY);
