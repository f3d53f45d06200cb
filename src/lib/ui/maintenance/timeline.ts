/** Past and future of each component as bars and marks on one time axis. */

import { COMPONENT_IDS, COMPONENTS, type ComponentId } from '$lib/maintenance/components';
import { STATUS_WORDS, type WorkEvent } from '$lib/maintenance/events';
import type { MaintenanceJudgement } from '$lib/maintenance/judge-types';
import type { Prediction } from '$lib/maintenance/predictions';

const DAY_MS = 86_400_000;

/** Something on a lane; `toMs` equal to `fromMs` is a moment. */
export interface LaneItem {
  kind: 'seen service' | 'done' | 'planned' | 'foretold';
  fromMs: number;
  toMs: number;
  /** Where the failure is likeliest; for `foretold`. */
  middleMs: number;
  words: string;
}

export interface Lane {
  name: string;
  items: LaneItem[];
}

/** The time axis and its lanes. */
export interface WorkTimeline {
  fromMs: number;
  nowMs: number;
  toMs: number;
  lanes: Lane[];
}

const moment = (kind: LaneItem['kind'], ms: number, words: string): LaneItem => ({
  kind,
  fromMs: ms,
  toMs: ms,
  middleMs: ms,
  words,
});

function eventItem(event: WorkEvent): LaneItem[] {
  const words = `${STATUS_WORDS[event.status]}${event.description ? `: ${event.description}` : ''}`;
  if (event.status === 'cancelled') return [];
  if (event.completedMs !== null) return [moment('done', event.completedMs, words)];
  return event.scheduledMs === null ? [] : [moment('planned', event.scheduledMs, words)];
}

/** Services seen by parts of a component no further apart are one. */
const SAME_MS = 1.5 * DAY_MS;

/** When wear was seen to go at once, by any part that only its component moves. */
function serviceItems(judgement: MaintenanceJudgement, id: ComponentId): LaneItem[] {
  const parts = judgement.components.find((one) => one.id === id)?.parts ?? [];
  const all = parts.flatMap(({ specific, servicesMs }) => (specific ? servicesMs : []));
  const sorted = all.sort((a, b) => a - b);
  const first = sorted.filter((ms, at) => at === 0 || ms - sorted[at - 1] > SAME_MS);
  return first.map((ms) => moment('seen service', ms, 'wear gone at once'));
}

function foretoldItem({ failureMs, earliestMs, latestMs, action }: Prediction): LaneItem {
  return { kind: 'foretold', fromMs: earliestMs, toMs: latestMs, middleMs: failureMs, words: action };
}

/** The timeline of a judgement; lanes without anything are left out. */
export function workTimeline(
  judgement: MaintenanceJudgement,
  predictions: readonly Prediction[],
  events: readonly WorkEvent[],
): WorkTimeline {
  const lane = (name: string, id: ComponentId | null): Lane => ({
    name,
    items: [
      ...(id ? serviceItems(judgement, id) : []),
      ...predictions.filter(({ component }) => component === id).map(foretoldItem),
      ...events.filter(({ component }) => component === id).flatMap(eventItem),
    ],
  });
  const lanes = [...COMPONENT_IDS.map((id) => lane(COMPONENTS[id].name, id)), lane('Other work', null)];
  const items = lanes.flatMap((one) => one.items);
  const latest = Math.max(judgement.nowMs + 14 * DAY_MS, ...items.map(({ toMs }) => toMs + 2 * DAY_MS));
  return {
    fromMs: Math.min(judgement.firstMs, ...items.map(({ fromMs }) => fromMs)),
    nowMs: judgement.nowMs,
    toMs: latest,
    lanes: lanes.filter((one) => one.items.length > 0),
  };
}

/** Place on the axis, percent. */
export const placeOf = ({ fromMs, toMs }: Pick<WorkTimeline, 'fromMs' | 'toMs'>, ms: number): number =>
  (100 * (ms - fromMs)) / (toMs - fromMs);

/** Round days to write on the axis, at most so many, ms since epoch. */
export function axisDays({ fromMs, toMs }: Pick<WorkTimeline, 'fromMs' | 'toMs'>, most = 8): number[] {
  const steps = [1, 2, 7, 14, 28, 56, 91, 182, 365].map((days) => days * DAY_MS);
  const step = steps.find((one) => (toMs - fromMs) / one <= most) ?? (toMs - fromMs) / most;
  const first = Math.ceil(fromMs / step) * step;
  const days = Array.from({ length: Math.floor((toMs - first) / step) + 1 }, (_, at) => first + at * step);
  // One at the end would be cut off.
  return days.filter((ms) => placeOf({ fromMs, toMs }, ms) < 92);
}
