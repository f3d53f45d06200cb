import { getContext, setContext } from 'svelte';
import type { ChartEvent } from './types';

/**
 * Events that belong on every chart of the site. Given by context and not as a prop, because all charts have them; a
 * chart that is not given any is complete without.
 */
export interface ChartMarks {
  /** Events of the tags that a chart shows, and those that concern all of them. */
  of(tags: readonly string[]): readonly ChartEvent[];
}

const KEY = Symbol('chart-marks');

/** Give marks to all charts inside this component. */
export const provideChartMarks = (marks: ChartMarks): ChartMarks => setContext(KEY, marks);

/** From here on charts have no marks: what they show is not the open plant. */
export const withholdChartMarks = (): void => void setContext(KEY, undefined);

/** The marks of this page, undefined when it gives none; call while a component is made. */
export const useChartMarks = (): ChartMarks | undefined => getContext<ChartMarks | undefined>(KEY);
