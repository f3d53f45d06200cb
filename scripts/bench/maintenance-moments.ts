// Walks through a simulated plant as the app would see it, twice a day, and says how every component stood.
import { assessIndicator, type IndicatorState } from '../../src/lib/maintenance/assess';
import { COMPONENT_OF_FAULT } from '../../src/lib/maintenance/candidates';
import { COMPONENT_IDS, type ComponentId } from '../../src/lib/maintenance/components';
import {
  judgeIndicators,
  learnIndicators,
  prepare,
  type JudgedIndicator,
} from '../../src/lib/maintenance/plant-indicators';
import type { SensorHours } from '../../src/lib/maintenance/sensors';
import type { Fault } from '../../src/lib/simulator/faults';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS = 12 * HOUR_MS;
/** Expectations are learnt anew so often, from all hours before. */
const LEARN_MS = 7 * DAY_MS;
/** First moment, days after the start. */
const FIRST_DAYS = 14;

/** How one component stood at a moment. */
export interface Moment {
  ms: number;
  component: ComponentId;
  states: IndicatorState[];
}

/** Every moment of a plant at which something of a component's own grew. @param limitOf residual at failure */
export function* momentsOf(
  hours: SensorHours,
  limitOf: (indicator: string) => number,
): Generator<Moment, void, void> {
  const inputs = prepare(hours);
  const { timesMs } = hours;
  const endMs = timesMs[timesMs.length - 1] + HOUR_MS;
  let judged: JudgedIndicator[] = [];
  let learntMs = -Infinity;
  for (let ms = timesMs[0] + FIRST_DAYS * DAY_MS; ms <= endMs; ms += STEP_MS) {
    if (ms - learntMs >= LEARN_MS) {
      const { learnt } = learnIndicators(inputs, [], { compressor: null, blower: null }, ms);
      judged = judgeIndicators(inputs, learnt);
      learntMs = ms;
    }
    const states = judged.map(({ spec, expectation, residuals }) => ({
      component: spec.component,
      state: assessIndicator({
        id: spec.id,
        timesMs,
        residuals,
        limit: limitOf(spec.id),
        daySpread: expectation.daySpread,
        servicedMs: null,
        nowMs: ms,
      }),
    }));
    for (const component of COMPONENT_IDS) {
      const own = states.filter((one) => one.component === component).map(({ state }) => state);
      if (own.some(({ trend }) => trend !== null)) yield { ms, component, states: own };
    }
  }
}

/** The slow fault that wears a component at a moment, null when none does. */
export const faultAt = (faults: readonly Fault[], component: ComponentId, ms: number): Fault | null =>
  faults.find(
    ({ kind, fromMs, toMs, failureMs }) =>
      COMPONENT_OF_FAULT[kind] === component &&
      failureMs !== null &&
      ms > fromMs &&
      ms < Math.min(toMs, failureMs),
  ) ?? null;
