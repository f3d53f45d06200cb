import { usedSteps } from '../frame';
import { pick, quantileOfSorted, sorted, thin } from '../quantile';
import type { Detector } from '../types';
import { greatestOfTags } from './greatest';

const FIT_SAMPLES = 20_000;
/** In sigmas: what a constant stretch of a tag would otherwise divide by. */
const LEAST_SPAN = 0.05;

/**
 * Tukey's fences (Exploratory Data Analysis, 1977): how far a tag is outside its middle half, in interquartile ranges.
 * 1.5 is Tukey's "outside", 3 his "far out".
 */
export function iqr(): Detector {
  return {
    name: 'iqr',
    fit(data, use) {
      const steps = thin(usedSteps(use), FIT_SAMPLES);
      const fences = data.columns.map((column) => {
        const ascending = sorted(pick(column, steps));
        const low = quantileOfSorted(ascending, 0.25);
        const high = quantileOfSorted(ascending, 0.75);
        return { low, high, span: Math.max(LEAST_SPAN, high - low) };
      });
      return greatestOfTags('iqr', (scored, tag) => {
        const { low, high, span } = fences[tag];
        return scored.columns[tag].map((value) => Math.max(0, low - value, value - high) / span);
      });
    },
  };
}
