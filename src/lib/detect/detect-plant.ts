import type { DetectInput, DetectProgress, Judgement, ScoreLane } from './detect-types';
import { countUsed } from './frame';
import { addLane, consensusLane, plantDetectors, surprisesWithin, type PlantPanel } from './lanes';
import { outsideLane } from './outside';
import { plantEvents, tagThreshold } from './plant-events';
import { fitPlant, type PlantModel } from './plant-model';
import type { NotEnough } from './types';
import { greatestRatio } from './watch';

/** Abnormal stretches are looked for in a frame with at least one tag and one step. */
export class DetectError extends Error {
  override name = 'DetectError';
}

/** False alarms a day to ask for when a person has not said: one in twenty days, as judged in docs/detectors.md. */
export const DEFAULT_FALSE_ALARMS_PER_DAY = 0.05;

/** How to follow and end a detection. */
export interface DetectControl {
  onProgress?: (progress: DetectProgress) => void;
  /** Checked between stages; each takes seconds for a year. */
  signal?: AbortSignal;
}

/** Share of the work: fitting the tags, each detector, the events. */
const FIT_SHARE = 0.35;
const EVENTS_SHARE = 0.15;

/** Let messages in, a cancellation among them. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function check({ tags, length, stepMs }: DetectInput['frame']): void {
  if (!(stepMs > 0)) throw new DetectError(`step of ${stepMs} ms`);
  for (const { tag, avg } of tags)
    if (avg.length !== length)
      throw new DetectError(`tag "${tag}" has ${avg.length} values for ${length} steps`);
}

/** Share of readings, of tags that are judged by their value, that no score may see. */
function badShare({ tags, length }: DetectInput['frame']): number {
  const bad = tags.reduce(
    (sum, { bad }) => sum + (bad?.reduce((n, value) => n + Number(value > 0), 0) ?? 0),
    0,
  );
  return bad / (tags.length * length);
}

/** Outside scores on the shared scale, and why others cannot be. */
function judgeOutside({ outside = [], falseAlarmsPerDay }: DetectInput, model: PlantModel) {
  const judged = outside.map((one) => ({
    name: one.name,
    found: outsideLane(one, model, falseAlarmsPerDay),
  }));
  return {
    lanes: judged.flatMap(({ found }) => ('kind' in found ? [] : [found])),
    left: judged.flatMap(({ name, found }) => ('kind' in found ? [{ name, why: found }] : [])),
  };
}

function judgement(
  input: DetectInput,
  model: PlantModel,
  lanes: ScoreLane[],
  left: Judgement['left'],
): Judgement {
  const { frame, falseAlarmsPerDay, lessons = [] } = input;
  const { coarse } = model;
  const stepOf = (ms: number) => Math.floor((ms - coarse.startMs) / coarse.stepMs);
  const events = plantEvents(model, frame, falseAlarmsPerDay, lessons).map((event) => ({
    ...event,
    detectors: surprisesWithin(lanes, stepOf(event.fromMs), stepOf(event.toMs) + 1),
  }));
  return {
    kind: 'judged',
    startMs: coarse.startMs,
    stepMs: coarse.stepMs,
    lanes,
    events,
    healthy: { ...model.period, days: model.daily.days },
    falseAlarmsPerDay,
    machine: model.operation.machine,
    judgedShare: countUsed(model.steady) / frame.length,
    unused: model.scales.unused,
    left,
    badShare: badShare(frame),
  };
}

/**
 * Find what was abnormal in a plant's history: learn its healthy period, judge every tag against the others, run the
 * checks of instruments and states, and put together what belongs together.
 * @returns lanes of scores and events by onset, or why nothing can be judged
 * @throws DetectError for a frame whose columns differ in length; name 'AbortError' when cancelled
 */
export async function detectPlant(
  input: DetectInput,
  control: DetectControl = {},
): Promise<Judgement | NotEnough> {
  const stage = async (fraction: number, doing: string): Promise<void> => {
    control.onProgress?.({ fraction, doing });
    await breathe();
    control.signal?.throwIfAborted();
  };
  check(input.frame);
  await stage(0, 'learning what each tag should read');
  const model = fitPlant(input);
  if (model.kind === 'not-enough') return model;
  const detectors = plantDetectors();
  let found: PlantPanel = { panel: { members: [], left: [] }, lanes: [] };
  for (const [at, detector] of detectors.entries()) {
    const done = FIT_SHARE + ((1 - FIT_SHARE - EVENTS_SHARE) * at) / detectors.length;
    await stage(done, `scoring by ${detector.name}`);
    found = addLane(found, detector, model, input.falseAlarmsPerDay);
  }
  await stage(1 - EVENTS_SHARE, 'putting events together');
  const tags: ScoreLane = {
    name: 'tags',
    values: greatestRatio(model.ratios),
    threshold: tagThreshold(model, input.falseAlarmsPerDay),
  };
  const outside = judgeOutside(input, model);
  const joining = outside.lanes.filter(({ joins }) => joins);
  const consensus = consensusLane(found, model, input.falseAlarmsPerDay, joining);
  const lanes = [tags, consensus, ...found.lanes, ...outside.lanes.map(({ lane }) => lane)];
  const judged = judgement(input, model, lanes, [...found.panel.left, ...outside.left]);
  control.onProgress?.({ fraction: 1, doing: 'done' });
  return judged;
}
