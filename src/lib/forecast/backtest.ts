import { combine, combinationWeights } from './combine';
import { HIGH, LEVELS, LOW } from './conformal';
import { fanAt, knownErrors, rollingFan } from './fan';
import { measure, type StepMeasures } from './measures';
import { persistence, seasonalNaive } from './naive';
import { planBacktest, type BacktestPlan } from './plan';
import { targetProblem } from './problems';
import type { ForecastProgress, ForecastRun, MethodRun, TargetRun } from './run-types';
import {
  isUnfit,
  upTo,
  ForecastError,
  type ForecastMethod,
  type ForecastTask,
  type History,
  type MethodName,
} from './types';

export interface ForecastOptions {
  signal?: AbortSignal;
  onProgress?: (progress: ForecastProgress) => void;
}

/** What one method said of all targets from all origins and from the end. */
interface Said {
  name: MethodName;
  /** A target each, [origins * horizon]; NaN where it said nothing. */
  rolled: Float32Array[];
  /** A target each, [horizon]. */
  ahead: Float64Array[];
  /** Its own lines, a target each, [origins * horizon * LEVELS] and [horizon * LEVELS]; null for a method without. */
  lines: { rolled: Float32Array[]; ahead: Float64Array[] } | null;
  /** Why it could not learn at the end of the history, a target each. */
  why: (string | null)[];
}

/** Origins asked at once: between two lots a run can be cancelled. */
const LOT = 200;
/** Errors that weights of the combination are taken from. */
const WEIGHED = 500;
/** A method that said less than this share of what another said is not weighed: a few lucky hours prove nothing. */
const LEAST_KNOWN = 0.25;
/** One that said at most this share of what another said is compared over its own hours. */
const MOST_KNOWN = 0.9;
/** The seasonal and the last reading's forecast, which every other is measured against. */
const NAIVE = [persistence, seasonalNaive] as const;

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
const noForecast = (task: ForecastTask) => task.targets.map(() => new Float64Array(task.horizon).fill(NaN));

/** Ask a method from all origins, learning anew where it does, then from the end of the history. */
async function sayAll(
  method: ForecastMethod,
  history: History,
  task: ForecastTask,
  { origins, folds }: Pick<BacktestPlan, 'origins' | 'folds'>,
  tell: (share: number) => void,
  signal?: AbortSignal,
): Promise<Said> {
  const { horizon, targets } = task;
  const rolled = targets.map(() => new Float32Array(origins.length * horizon).fill(NaN));
  const size = horizon * LEVELS.length;
  const rolledLines = method.lines && targets.map(() => new Float32Array(origins.length * size).fill(NaN));
  const fitAt = async (known: number) => {
    signal?.throwIfAborted();
    await breathe();
    return method.fit(upTo(history, known), task);
  };
  let state: unknown = null;
  for (const { until, from, to } of folds) {
    if (state === null || method.learns === 'each fold') state = await fitAt(until);
    if (isUnfit(state)) continue;
    for (let at = from; at < to; at += LOT) {
      signal?.throwIfAborted();
      const lot = origins.subarray(at, Math.min(to, at + LOT));
      const histories = Array.from(lot, (known) => upTo(history, known));
      const blocks = await method.forecast(state, histories, task);
      method
        .lines?.(state, histories, task)
        .forEach((block, i) =>
          rolledLines?.forEach((of, target) =>
            of.set(block.subarray(target * size, (target + 1) * size), (at + i) * size),
          ),
        );
      blocks.forEach((block, i) =>
        rolled.forEach((of, target) =>
          of.set(block.subarray(target * horizon, (target + 1) * horizon), (at + i) * horizon),
        ),
      );
      tell((at + lot.length) / origins.length);
      await breathe();
    }
  }
  if (state === null || method.learns === 'each fold') state = await fitAt(history.length);
  if (isUnfit(state)) {
    const { unfit } = state;
    const why = targets.map(() => unfit);
    return { name: method.name, rolled, ahead: noForecast(task), lines: null, why };
  }
  const [block] = await method.forecast(state, [history], task);
  const [lines] = method.lines?.(state, [history], task) ?? [];
  const whyOf = (at: number) => {
    const own: unknown = Array.isArray(state) ? (state as unknown[])[at] : null;
    return isUnfit(own) ? own.unfit : null;
  };
  return {
    ...{ name: method.name, rolled },
    ahead: targets.map((_, at) => block.slice(at * horizon, (at + 1) * horizon)),
    lines: rolledLines
      ? { rolled: rolledLines, ahead: targets.map((_, at) => lines.slice(at * size, (at + 1) * size)) }
      : null,
    why: targets.map((_, at) => whyOf(at)),
  };
}

function outcomes(values: Float64Array, origins: Int32Array, horizon: number): Float32Array {
  const actual = new Float32Array(origins.length * horizon).fill(NaN);
  origins.forEach((known, origin) => {
    for (let step = 0; step < horizon && known + step < values.length; step++)
      actual[origin * horizon + step] = values[known + step];
  });
  return actual;
}

/** The same with the last reading where nothing was said, and in which share that was so. */
function withStandIn(
  forecast: Float32Array,
  last: Float32Array,
): { forecast: Float32Array; standIn: number } {
  let missing = 0;
  const filled = forecast.map((value, at) => {
    if (!Number.isNaN(value)) return value;
    missing++;
    return last[at];
  });
  return { forecast: filled, standIn: forecast.length > 0 ? missing / forecast.length : 0 };
}

/** Mean absolute errors at a step of the outcomes known after so many hours; NaN where there are none. */
function meanErrors(
  rolled: readonly Float32Array[],
  plan: BacktestPlan,
  actual: Float32Array,
  horizon: number,
  step: number,
  known: number,
): number[] {
  const errorsOf = (forecast: Float32Array) =>
    knownErrors({ origins: plan.origins, horizon, actual, forecast }, step, known, WEIGHED);
  const all = rolled.map(errorsOf);
  const most = Math.max(...all.map(({ length }) => length));
  return all.map((errors, at) => {
    if (errors.length < LEAST_KNOWN * most) return NaN;
    if (errors.length > MOST_KNOWN * most || all[0].length === 0) return meanAbsolute(errors);
    // It spoke in fewer hours than the others, perhaps in easy ones: by what the first method did in the same hours.
    const same = rolled[0].map((value, place) => (Number.isNaN(rolled[at][place]) ? NaN : value));
    return (meanAbsolute(errors) / meanAbsolute(errorsOf(same))) * meanAbsolute(all[0]);
  });
}

const meanAbsolute = (errors: Float64Array): number =>
  errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length;

/** The combination from all origins, weighed by what was known at each fold's beginning, and its weights at the end. */
function combineAll(
  said: readonly Said[],
  target: number,
  plan: BacktestPlan,
  actual: Float32Array,
  hours: number,
) {
  const rolled = said.map((one) => one.rolled[target]);
  const horizon = said[0].ahead[target].length;
  const forecast = new Float32Array(plan.origins.length * horizon).fill(NaN);
  // Before any outcome is known, the last reading is the combination.
  const [first] = plan.folds;
  for (let at = first.from * horizon; at < first.to * horizon; at++) forecast[at] = rolled[0][at];
  for (const { from, to, until } of plan.folds.slice(1))
    for (let step = 0; step < horizon; step++) {
      const weights = combinationWeights(meanErrors(rolled, plan, actual, horizon, step, until));
      for (let origin = from; origin < to; origin++) {
        const at = origin * horizon + step;
        forecast[at] = combine(
          rolled.map((of) => of[at]),
          weights,
        );
      }
    }
  const ahead = new Float64Array(horizon);
  const total = said.map(() => 0);
  for (let step = 0; step < horizon; step++) {
    const weights = combinationWeights(meanErrors(rolled, plan, actual, horizon, step, hours));
    ahead[step] = combine(
      said.map((one) => one.ahead[target][step]),
      weights,
    );
    weights.forEach((weight, at) => (total[at] += weight / horizon));
  }
  return { forecast, ahead, weights: said.map(({ name }, at) => ({ name, weight: total[at] })) };
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean over the steps of the error relative to the better naive forecast; lower is better. */
export const standing = ({ maseLast, maseDay }: StepMeasures): number =>
  meanOf(maseLast.map((value, at) => Math.max(value, maseDay[at])));

/** The best of some methods by the errors that were known after so many hours. */
function bestKnown(
  methods: readonly MethodRun[],
  plan: BacktestPlan,
  actual: Float32Array,
  horizon: number,
  known: number,
) {
  const rolled = methods.map(({ forecast }) => forecast);
  const totals = methods.map(() => 0);
  for (let step = 0; step < horizon; step++) {
    const errors = meanErrors(rolled, plan, actual, horizon, step, known);
    const best = Math.min(...errors);
    errors.forEach((error, at) => (totals[at] += error / best));
  }
  const at = totals.indexOf(Math.min(...totals));
  return at < 0 ? null : methods[at].name;
}

/** Share of known outcomes, from a place on, within the outermost of a method's own lines. */
function shareHeld(lines: Float32Array, actual: Float32Array, from: number): number {
  let [held, count] = [0, 0];
  for (let at = from; at < actual.length; at++) {
    const [low, high] = [lines[at * LEVELS.length + LOW], lines[at * LEVELS.length + HIGH]];
    if (Number.isNaN(low + high + actual[at])) continue;
    count += 1;
    held += Number(actual[at] >= low && actual[at] <= high);
  }
  return held / count;
}

/** Judge all methods on one target. */
function judgeTarget(
  said: readonly Said[],
  at: number,
  history: History,
  task: ForecastTask,
  plan: BacktestPlan,
): TargetRun {
  const { horizon } = task;
  const { tag, values } = history.channels[task.targets[at]];
  const actual = outcomes(values, plan.origins, horizon);
  const [last, day] = NAIVE.map(({ name }) => said.find((one) => one.name === name)!.rolled[at]);
  const able = said.filter(({ why }) => why[at] === null);
  const combined = combineAll(able, at, plan, actual, history.length);
  const all = [
    ...able.map(({ name, rolled, ahead, lines }) => ({
      ...{ name, said: rolled[at], ahead: ahead[at] },
      own: lines && { lines: lines.rolled[at], aheadLines: lines.ahead[at] },
    })),
    { name: 'combination' as const, said: combined.forecast, ahead: combined.ahead, own: null },
  ];
  const methods = all.map(({ name, said: raw, ahead, own }): MethodRun => {
    const { forecast, standIn } = withStandIn(raw, last);
    const fan = rollingFan({ origins: plan.origins, horizon, actual, forecast, lines: own?.lines });
    const judged = { actual, forecast, last, day, fan };
    return {
      ...{ name, forecast, standIn, ahead },
      ...(own && { ...own, ownHeld: shareHeld(own.lines, actual, plan.testFrom * horizon) }),
      validation: measure(judged, horizon, 0, plan.testFrom),
      test: measure(judged, horizon, plan.testFrom, plan.origins.length),
    };
  });
  const known = plan.origins[plan.testFrom];
  const winnerAt = (hours: number) => bestKnown(methods, plan, actual, horizon, hours) ?? 'combination';
  return {
    ...{ tag, actual, methods, weights: combined.weights },
    left: said.flatMap(({ name, why }) => (why[at] === null ? [] : [{ name, why: why[at]! }])),
    winner: winnerAt(known),
    winnerOfFold: plan.folds.map(({ until }) => winnerAt(until)),
    problem: targetProblem(values),
  };
}

/** Targets by the naive forecasts alone, where nothing more can be said. */
async function naiveOnly(history: History, task: ForecastTask): Promise<TargetRun[]> {
  const none = { origins: new Int32Array(), folds: [] };
  const said = await Promise.all(NAIVE.map((method) => sayAll(method, history, task, none, () => undefined)));
  const nothing = measure(
    {
      ...{ actual: new Float32Array(), forecast: new Float32Array(), last: new Float32Array() },
      ...{ day: new Float32Array(), fan: new Float32Array() },
    },
    task.horizon,
    0,
    0,
  );
  return task.targets.map((channel, at) => ({
    tag: history.channels[channel].tag,
    actual: new Float32Array(),
    methods: said.map(({ name, ahead }) => ({
      ...{ name, forecast: new Float32Array(), standIn: 0, validation: nothing, test: nothing },
      ahead: ahead[at],
    })),
    left: [],
    winner: 'persistence',
    winnerOfFold: [],
    weights: [],
    problem: targetProblem(history.channels[channel].values),
  }));
}

/** Problems that leave a target to the naive forecasts. */
const hopeless = (values: Float64Array): boolean => {
  const problem = targetProblem(values);
  return problem !== null && problem.kind !== 'standing still';
};

/**
 * Forecast targets from the end of a history by every method, with a rolling-origin back-test that judges them: each learns
 * from what came before an origin only.
 * @param methods beside the combination, which comes from all of them; must hold both naive forecasts
 * @throws AbortError when cancelled; ForecastError for a target that is no channel
 */
export async function runForecast(
  history: History,
  task: ForecastTask,
  methods: readonly ForecastMethod[],
  { signal, onProgress }: ForecastOptions = {},
): Promise<ForecastRun> {
  for (const target of task.targets)
    if (!history.channels[target])
      throw new ForecastError(`target ${target} of ${history.channels.length} channels`);
  const { startMs, length: hours } = history;
  const { horizon } = task;
  const plan = planBacktest(hours, horizon);
  const frame = { startMs, hours, horizon };
  if (isUnfit(plan)) {
    const none = { origins: new Int32Array(), folds: [], testFrom: 0, noBacktest: plan.unfit };
    return { ...frame, ...none, targets: await naiveOnly(history, task) };
  }
  const able = task.targets.filter((target) => !hopeless(history.channels[target].values));
  const some = { ...task, targets: able };
  const said: Said[] = [];
  if (able.length > 0)
    for (const [at, method] of methods.entries()) {
      const tell = (share: number) =>
        onProgress?.({ fraction: (at + share) / methods.length, doing: method.name });
      tell(0);
      said.push(await sayAll(method, history, some, plan, tell, signal));
    }
  const naive = await naiveOnly(history, task);
  const targets: TargetRun[] = [];
  for (const [at, target] of task.targets.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ fraction: 1, doing: 'judging' });
    await breathe();
    const place = able.indexOf(target);
    targets.push(place < 0 ? naive[at] : judgeTarget(said, place, history, some, plan));
  }
  return { ...frame, ...plan, noBacktest: null, targets };
}

/** Offsets of a method's fan from the end of the history, [horizon * LEVELS]. */
export function fanAhead(run: ForecastRun, target: TargetRun, name: MethodName): Float64Array | null {
  const method = target.methods.find((one) => one.name === name);
  if (!method || run.origins.length === 0) return null;
  const { origins, horizon, hours } = run;
  const { forecast, lines } = method;
  return fanAt({ origins, horizon, actual: target.actual, forecast, lines }, hours);
}
