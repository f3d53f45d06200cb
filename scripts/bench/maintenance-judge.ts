// Simulated plants of the full simulation: failures announced ahead, false announcements, intervals, errors.
import { COMPONENT_OF_FAULT } from '../../src/lib/maintenance/candidates';
import { isAnnounced } from '../../src/lib/maintenance/announce';
import type { ComponentId } from '../../src/lib/maintenance/components';
import type { LifeFigures, MethodFigures } from '../../src/lib/maintenance/judged';
import {
  bandOf,
  hoursBy,
  remainingLife,
  type LifeMethod,
  type LifeModel,
  type RemainingLife,
} from '../../src/lib/maintenance/life-model';
import { medianOf } from '../../src/lib/plant/machines-fit';
import type { Fault } from '../../src/lib/simulator/faults';
import { hoursOf } from './maintenance-hours';
import { faultAt, momentsOf, type Moment } from './maintenance-moments';
import { DAYS, hourPlant } from './maintenance-plant';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_DAYS = 14;
const STEP_HOURS = 12;
/** Announcements of a component that are no further apart are one. */
const SAME_MS = 3 * DAY_MS;
const AHEAD_HOURS = 48;
/** Median error is taken at this time before the failure, give or take half a step. */
const ERROR_AT_HOURS = 168;

/** Seeds that nothing was learnt from or chosen on. Their histories come from the full simulation. */
export const JUDGED_SEEDS = Array.from({ length: 16 }, (_, at) => 4001 + at);

/** What was said of a component at a moment, and what was true. */
interface Word {
  seed: number;
  ms: number;
  component: ComponentId;
  life: RemainingLife;
  announced: boolean;
  fault: Fault | null;
  /** Hours that each method says, and the straight line alone. */
  by: Record<LifeMethod | 'line', number>;
}

/** Everything said of a plant. */
export interface JudgedLife {
  seed: number;
  words: Word[];
  failures: { component: ComponentId; fault: Fault }[];
  endMs: number;
}

function wordOf(seed: number, moment: Moment, model: LifeModel, faults: readonly Fault[]): Word | null {
  const { component, states, ms } = moment;
  const life = remainingLife(model, component, states);
  if (!life) return null;
  const line = Math.min(...states.map(({ trend }) => trend?.daysLeftBy.linear ?? Infinity)) * 24;
  const by = {
    trend: hoursBy('trend', model, component, states) ?? NaN,
    learnt: hoursBy('learnt', model, component, states) ?? NaN,
    line,
  };
  return { seed, ms, component, life, announced: false, fault: faultAt(faults, component, ms), by };
}

/** Walk through the plant of a seed. */
export function judgeLife(seed: number, model: LifeModel, cache: string): JudgedLife {
  const plant = hourPlant(seed, cache);
  const endMs = plant.startMs + plant.hours * HOUR_MS;
  const words: Word[] = [];
  const last = new Map<ComponentId, Word>();
  for (const moment of momentsOf(hoursOf(plant), (id) => model.limits[id].value)) {
    const word = wordOf(seed, moment, model, plant.faults);
    if (!word) continue;
    const before = last.get(word.component);
    const stood = before && word.ms - before.ms <= STEP_HOURS * HOUR_MS ? before.life : null;
    words.push({ ...word, announced: isAnnounced(word.life, stood) });
    last.set(word.component, word);
  }
  const failures = plant.faults.flatMap((fault) => {
    const component = COMPONENT_OF_FAULT[fault.kind];
    const failed = fault.failureMs !== null && fault.failureMs < Math.min(fault.toMs, endMs);
    return component && failed ? [{ component, fault }] : [];
  });
  return { seed, words, failures, endMs };
}

const hoursLeft = ({ fault, ms }: Word): number =>
  fault?.failureMs ? (fault.failureMs - ms) / HOUR_MS : NaN;
const share = (part: number, whole: number) => (whole > 0 ? part / whole : NaN);

function methodFigures(words: readonly Word[], model: LifeModel, method: LifeMethod | 'line'): MethodFigures {
  const real = words.filter((word) => word.announced && Number.isFinite(hoursLeft(word)));
  const near = real.filter(
    (word) =>
      Math.abs(hoursLeft(word) - ERROR_AT_HOURS) <= STEP_HOURS / 2 && Number.isFinite(word.by[method]),
  );
  const errors = near.map((word) => Math.abs(word.by[method] - hoursLeft(word)));
  const bands =
    method === 'line'
      ? []
      : real
          .filter((word) => Number.isFinite(word.by[method]))
          .map((word) => ({ word, band: bandOf(model.bands[method], word.by[method]) }));
  const held = bands.filter(({ word, band }) => {
    const ratio = hoursLeft(word) / (word.by[method as LifeMethod] || 1);
    return ratio >= band.low && ratio <= band.high;
  });
  return {
    method,
    medianErrorHours: medianOf(errors),
    judged: errors.length,
    coverage: share(held.length, bands.length),
    width: medianOf(bands.map(({ band }) => band.high - band.low)),
  };
}

/** Announcements: words about a component of a plant that are no further apart than three days. */
function announcements(words: readonly Word[]): Word[][] {
  const open = new Map<string, Word[]>();
  const all: Word[][] = [];
  for (const word of words) {
    if (!word.announced) continue;
    const key = `${word.seed} ${word.component}`;
    const known = open.get(key);
    if (known && word.ms - known[known.length - 1].ms <= SAME_MS) known.push(word);
    else {
      const begun = [word];
      open.set(key, begun);
      all.push(begun);
    }
  }
  return all;
}

/** First words of announcements that no fault of the component stands behind at any of their moments. */
const falseOnes = (words: readonly Word[]): Word[] =>
  announcements(words).flatMap((said) => (said.every(({ fault }) => fault === null) ? [said[0]] : []));

const isAhead = (words: readonly Word[], fault: Fault): boolean =>
  words.some((word) => word.announced && word.fault === fault && hoursLeft(word) >= AHEAD_HOURS);

function confidenceBins(words: readonly Word[]): LifeFigures['confidence'] {
  const edges = [0, 0.5, 0.8, 0.9, 0.95, 1.001];
  return edges.slice(1).flatMap((to, at) => {
    const inside = words.filter(({ life }) => life.confidence >= edges[at] && life.confidence < to);
    if (inside.length === 0) return [];
    const said = inside.reduce((sum, { life }) => sum + life.confidence, 0) / inside.length;
    const real = inside.filter(({ fault }) => fault !== null).length / inside.length;
    return [{ from: edges[at], to: Math.min(1, to), said, trends: inside.length, real }];
  });
}

/** Figures over all plants. */
export function lifeFigures(plants: readonly JudgedLife[], model: LifeModel): LifeFigures {
  const words = plants.flatMap((plant) => plant.words);
  const failures = plants.flatMap((plant) => plant.failures.map((one) => ({ ...one, words: plant.words })));
  const ahead = failures.filter((one) => isAhead(one.words, one.fault));
  const wrong = falseOnes(words);
  const beside = wrong.filter(({ seed, ms }) =>
    plants
      .find((plant) => plant.seed === seed)
      ?.failures.some(({ fault }) => ms > fault.fromMs && ms < fault.toMs + DAY_MS),
  );
  const days = plants.length * (DAYS - FIRST_DAYS);
  const real = words.filter((word) => word.announced && Number.isFinite(hoursLeft(word)));
  const held = real.filter((word) => {
    const left = hoursLeft(word);
    return left >= word.life.lowHours && left <= word.life.highHours;
  });
  const near = real.filter((word) => Math.abs(hoursLeft(word) - ERROR_AT_HOURS) <= STEP_HOURS / 2);
  const components = [...new Set(failures.map(({ component }) => component))].sort();
  return {
    plants: plants.length,
    days,
    failures: failures.length,
    ahead: ahead.length,
    falseAnnouncements: wrong.length,
    falsePerMonth: share(30 * wrong.length, days),
    idleShare: share(
      words.filter(({ announced, fault }) => announced && fault === null).length,
      words.filter(({ announced }) => announced).length,
    ),
    falseBesideAnother: beside.length,
    coverage: share(held.length, real.length),
    medianErrorHours: medianOf(near.map((word) => Math.abs(word.life.hours - hoursLeft(word)))),
    errorsJudged: near.length,
    methods: (['learnt', 'trend', 'line'] as const).map((method) => methodFigures(words, model, method)),
    byComponent: components.map((component) => ({
      component,
      failures: failures.filter((one) => one.component === component).length,
      ahead: ahead.filter((one) => one.component === component).length,
      falseAnnouncements: wrong.filter((one) => one.component === component).length,
    })),
    confidence: confidenceBins(words),
    brier:
      words.reduce((sum, { life, fault }) => sum + (life.confidence - (fault ? 1 : 0)) ** 2, 0) /
      words.length,
  };
}
