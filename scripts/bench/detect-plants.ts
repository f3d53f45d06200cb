// Simulated plants: recall of faults by event and tag, false alarms, delay and first mover, per detector and for the events.
import { trailingLeast } from '../../src/lib/detect/rolling';
import { addLane, consensusLane, plantDetectors, type PlantPanel } from '../../src/lib/detect/lanes';
import { panelContributions } from '../../src/lib/detect/consensus';
import { spansOf } from '../../src/lib/detect/episodes';
import { judgeFault, type FaultVerdict, type SaidEvent } from '../../src/lib/detect/judge/events';
import { DEFAULT_FALSE_ALARMS_PER_DAY } from '../../src/lib/detect/detect-plant';
import { explainEvent } from '../../src/lib/detect/cause/explain-event';
import type { PlantEvent } from '../../src/lib/detect/event-types';
import { plantEvents } from '../../src/lib/detect/plant-events';
import { fitPlant, type PlantModel } from '../../src/lib/detect/plant-model';
import { quantile } from '../../src/lib/detect/quantile';
import type { ScoreLane } from '../../src/lib/detect/detect-types';
import { proposeMapping } from '../../src/lib/plant/mapping';
import { HEALTHY_DAYS, judgedPlant, type JudgedPlant } from './detect-plant';

/**
 * Never used while the detectors were built: that was done on 901, 902, 904, 905 and healthy 903, 906, and later on 901,
 * 902, 904, 905 and 911 to 916. What was missed on 2001 to 2010 had been looked at by then.
 */
export const SEEDS = [3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010];
/** Events a day that thresholds are set for. */
const FALSE_ALARMS_PER_DAY = DEFAULT_FALSE_ALARMS_PER_DAY;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An event may begin an hour before the truth says: a clock set back by an hour shows there. */
const SLACK_MS = HOUR_MS;
/** A plant takes so long to recover after a fault: events that begin then are neither right nor wrong. */
const RECOVERY_MS = DAY_MS;
/** Tags that an event of a single score names: those that contribute most in its first hours. */
const NAMED_TAGS = 5;
const NAMED_HOURS = 6;
/** Name of what the app shows. */
const EVENTS = 'events (tags and checks)';

/** Figures of one detector over all plants. */
export interface PlantFigures {
  detector: string;
  faults: number;
  found: number;
  /** Of those found, median and 90 % quantile of the delay. */
  delayMinutes: { median: number; p90: number };
  firstMover: { right: number; judged: number };
  /** On plants without faults. */
  healthy: { alarms: number; days: number };
  /** On plants with faults, outside of all faults and a day after each. */
  between: { alarms: number; days: number };
  /** Of the faults found, those whose event names the fault's kind as its first cause, or among its first three. */
  causes: { first: number; firstThree: number; judged: number } | null;
  byFault: { fault: string; faults: number; found: number; medianDelayMinutes: number }[];
}

interface Said {
  detector: string;
  events: SaidEvent[];
  /** The same with all their facts, where there are more. */
  plant: PlantEvent[] | null;
}

function canonicalOf({ frame }: JudgedPlant): Record<string, string> {
  const columns = frame.tags.map(({ tag, kind }) => ({
    header: tag,
    unit: '',
    kind: kind === 'state' ? 'boolean' : 'number',
  }));
  const proposals = proposeMapping(columns);
  return Object.fromEntries(
    proposals.flatMap(({ canonical }, at) => (canonical === null ? [] : [[canonical, columns[at].header]])),
  );
}

/** Events of one score: sustained above its threshold, naming the tags that contribute most. */
function laneEvents(lane: ScoreLane, model: PlantModel, found: PlantPanel): SaidEvent[] {
  const { coarse, sustained } = model;
  if (lane.threshold === null) return [];
  const ms = (at: number) => coarse.startMs + at * coarse.stepMs;
  const member = found.panel.members.find(({ detector }) => detector.name === lane.name);
  const named = Math.round((NAMED_HOURS * HOUR_MS) / coarse.stepMs);
  const rules = { on: lane.threshold, off: 0.7 * lane.threshold, onDelay: 1, offDelay: named };
  return spansOf(trailingLeast(lane.values, sustained), rules).map(({ from, to }) => {
    const began = Math.max(0, from - sustained + 1);
    const until = Math.min(to, began + named);
    const shares = member
      ? member.detector.contributions(coarse, began, until)
      : panelContributions(found.panel, coarse, began, until);
    const order = coarse.tags.map((tag, i) => ({ tag, share: shares[i] })).sort((a, b) => b.share - a.share);
    const tags = order.slice(0, NAMED_TAGS).map(({ tag }) => ({ tag, onsetMs: ms(began) }));
    return { fromMs: ms(began), toMs: ms(to), tags };
  });
}

/** What each detector and the events of the app say of a plant; the events alone are a quarter of the work. */
function sayAll(plant: JudgedPlant, eventsOnly: boolean): Said[] {
  const healthy = { fromMs: plant.frame.startMs, toMs: plant.healthyUntilMs };
  const input = {
    frame: plant.frame,
    canonical: canonicalOf(plant),
    healthy,
    falseAlarmsPerDay: FALSE_ALARMS_PER_DAY,
  };
  const model = fitPlant(input);
  if (model.kind === 'not-enough') throw new Error(model.message);
  const events = plantEvents(model, plant.frame, FALSE_ALARMS_PER_DAY);
  const said = { detector: EVENTS, events, plant: events };
  if (eventsOnly) return [said];
  let found: PlantPanel = { panel: { members: [], left: [] }, lanes: [] };
  for (const detector of plantDetectors()) found = addLane(found, detector, model, FALSE_ALARMS_PER_DAY);
  const lanes = [...found.lanes, consensusLane(found, model, FALSE_ALARMS_PER_DAY)];
  const scored = lanes.map((lane) => ({
    detector: lane.name as string,
    events: laneEvents(lane, model, found),
    plant: null,
  }));
  return [...scored, said];
}

/** Place of each found fault's kind among the causes of the event that found it. */
function causePlaces(plant: JudgedPlant, events: readonly PlantEvent[]): number[] {
  const canonical = canonicalOf(plant);
  return plant.truth.flatMap((fault) => {
    const { event } = judgeFault(fault, events, SLACK_MS);
    if (event === null) return [];
    return [explainEvent(event, canonical).causes.findIndex(({ id }) => id === fault.fault)];
  });
}

const alarmsAfter = (events: readonly SaidEvent[], ms: number) =>
  events.filter(({ fromMs }) => fromMs >= ms).length;

/** Alarms and days outside of all faults. */
function between(plant: JudgedPlant, events: readonly SaidEvent[]): { alarms: number; days: number } {
  const { frame, truth, healthyUntilMs } = plant;
  const quiet = (ms: number) =>
    ms >= healthyUntilMs &&
    !truth.some(({ fromMs, toMs }) => ms >= fromMs - SLACK_MS && ms < toMs + RECOVERY_MS);
  let hours = 0;
  for (let ms = healthyUntilMs; ms < frame.startMs + frame.length * frame.stepMs; ms += HOUR_MS)
    hours += Number(quiet(ms));
  return { alarms: events.filter(({ fromMs }) => quiet(fromMs)).length, days: hours / 24 };
}

function byFault(verdicts: readonly FaultVerdict[]): PlantFigures['byFault'] {
  const kinds = [...new Set(verdicts.map(({ fault }) => fault.fault))].sort();
  return kinds.map((fault) => {
    const of = verdicts.filter((verdict) => verdict.fault.fault === fault);
    const medianDelayMinutes = quantile(
      of.map(({ delayMinutes }) => delayMinutes),
      0.5,
    );
    return { fault, faults: of.length, found: of.filter(({ found }) => found).length, medianDelayMinutes };
  });
}

/** Of one plant or several. */
export interface Collected {
  verdicts: FaultVerdict[];
  /** Place of each found fault's kind among the causes that its event names, from 0; -1 when it is not; null for scores. */
  causes: number[] | null;
  healthy: { alarms: number; days: number };
  between: { alarms: number; days: number };
}

const add = (a: { alarms: number; days: number }, b: { alarms: number; days: number }) => ({
  alarms: a.alarms + b.alarms,
  days: a.days + b.days,
});

function figuresOf(detector: string, { verdicts, healthy, between: quiet, causes }: Collected): PlantFigures {
  const found = verdicts.filter((verdict) => verdict.found);
  const delays = found.map(({ delayMinutes }) => delayMinutes);
  const judged = found.filter(({ firstMover }) => firstMover !== null);
  return {
    ...{ detector, faults: verdicts.length, found: found.length, healthy, between: quiet },
    delayMinutes: { median: quantile(delays, 0.5), p90: quantile(delays, 0.9) },
    firstMover: { right: judged.filter(({ firstMover }) => firstMover).length, judged: judged.length },
    causes: causes && {
      first: causes.filter((place) => place === 0).length,
      firstThree: causes.filter((place) => place >= 0 && place < 3).length,
      judged: causes.length,
    },
    byFault: byFault(verdicts),
  };
}

/** What became of the faults of one plant and how many false alarms it had, by detector. */
export type PlantResult = Record<string, Collected>;

/** Judge the plant of one seed, with its faults and without any. */
export function judgeSeed(seed: number, cache: string, eventsOnly = false): PlantResult {
  const faulty = judgedPlant(seed, cache);
  const withFaults = sayAll(faulty, eventsOnly);
  const healthy = judgedPlant(seed, cache, false);
  const days = healthy.frame.length / 1440 - HEALTHY_DAYS;
  const alarms = new Map(
    sayAll(healthy, eventsOnly).map(({ detector, events }) => [
      detector,
      alarmsAfter(events, healthy.healthyUntilMs),
    ]),
  );
  return Object.fromEntries(
    withFaults.map(({ detector, events, plant }) => [
      detector,
      {
        verdicts: faulty.truth.map((fault) => ({ ...judgeFault(fault, events, SLACK_MS), event: null })),
        causes: plant && causePlaces(faulty, plant),
        healthy: { alarms: alarms.get(detector) ?? 0, days },
        between: between(faulty, events),
      },
    ]),
  );
}

/** Figures of each detector and of the events over some plants. */
export function plantFigures(results: readonly PlantResult[]): PlantFigures[] {
  return Object.keys(results[0]).map((detector) => {
    const each = results.map((result) => result[detector]);
    const none = { alarms: 0, days: 0 };
    return figuresOf(detector, {
      verdicts: each.flatMap(({ verdicts }) => verdicts),
      causes: each[0].causes && each.flatMap((one) => one.causes ?? []),
      healthy: each.map((one) => one.healthy).reduce(add, none),
      between: each.map((one) => one.between).reduce(add, none),
    });
  });
}
