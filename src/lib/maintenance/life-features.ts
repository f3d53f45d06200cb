/** What the learnt model of remaining life goes by: one row of numbers a component. */

import { medianOf } from '../plant/machines-fit';
import type { IndicatorState } from './assess';
import { COMPONENT_IDS, indicatorsOf, type ComponentId } from './components';
import type { WearSeries } from './wear-series';

/** Days that a curve is extrapolated over at most. */
export const FARTHEST_DAYS = 60;

const logDays = (days: number): number =>
  Number.isNaN(days) ? NaN : Math.log(0.25 + Math.min(FARTHEST_DAYS, days));

/** Wear some days before the last step; NaN when the series does not reach back. */
function wearBefore({ days, wear }: WearSeries, back: number): number {
  const last = days[days.length - 1];
  const around = wear.filter((_, at) => Math.abs(last - back - days[at]) <= 0.5);
  return around.length > 0 ? medianOf(around) : NaN;
}

/** Indicators of a component that only its own wear moves and that grow, the clearest first. */
export function growing(component: ComponentId, states: readonly IndicatorState[]): IndicatorState[] {
  const specific = indicatorsOf(component).filter((one) => one.specific);
  return states
    .filter(({ id, trend }) => trend !== null && specific.some((one) => one.id === id))
    .sort((a, b) => (b.trend?.evidence ?? 0) * b.wear - (a.trend?.evidence ?? 0) * a.wear);
}

/** Names of the features, in the order of `lifeFeatures`. */
export const LIFE_FEATURES = [
  'wear',
  'wear a day before',
  'wear two days before',
  'wear four days before',
  'rate',
  'log days left by line',
  'log days left by exponential',
  'log days left by the chosen one',
  'steepness',
  'explained',
  'log evidence',
  'days since onset',
  'base',
  'log days left of the second indicator',
  'indicators that grow',
  'indicators that could',
  'greatest wear of shared indicators',
  ...COMPONENT_IDS,
] as const;

/**
 * Features of a component at an instant; NaN for what is not known.
 * @param states of all its indicators
 * @returns null when nothing of its own grows
 */
export function lifeFeatures(component: ComponentId, states: readonly IndicatorState[]): Float64Array | null {
  const [first, second] = growing(component, states);
  const trend = first?.trend;
  if (!trend) return null;
  const specs = indicatorsOf(component);
  const specific = (id: string) => specs.some((one) => one.id === id && one.specific);
  const shared = states.filter(({ id }) => !specific(id)).map(({ wear }) => wear);
  const known = states.filter(({ id, wear }) => specific(id) && Number.isFinite(wear)).length;
  return Float64Array.of(
    first.wear,
    ...[1, 2, 4].map((back) => wearBefore(first.series, back)),
    trend.rate,
    logDays(trend.daysLeftBy.linear),
    logDays(trend.daysLeftBy.exponential),
    logDays(trend.daysLeft),
    trend.steepness,
    trend.explained,
    Math.log(trend.evidence),
    trend.lastDay - trend.onsetDay,
    trend.base,
    second?.trend ? logDays(second.trend.daysLeft) : NaN,
    growing(component, states).length,
    known,
    Math.max(...shared.filter(Number.isFinite), -1),
    ...COMPONENT_IDS.map((id) => (id === component ? 1 : 0)),
  );
}
