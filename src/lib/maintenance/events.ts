/** Work that a person enters: planned, under way, done. */

import { COMPONENT_IDS, COMPONENTS, type ComponentId } from './components';
import { PRIORITIES, type MaintenanceRow, type Priority } from './predictions';

export const EVENT_TYPES = ['scheduled', 'unplanned', 'inspection'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export const STATUSES = ['pending', 'scheduled', 'in_progress', 'completed', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

/** Words of each status. */
export const STATUS_WORDS: Record<Status, string> = {
  pending: 'to be planned',
  scheduled: 'scheduled',
  in_progress: 'under way',
  completed: 'done',
  cancelled: 'cancelled',
};

/** A piece of work. Times in ms since epoch. */
export interface WorkEvent {
  id: string;
  type: EventType;
  /** Null for work on something whose wear is not followed; `subject` then says what. */
  component: ComponentId | null;
  subject: string;
  description: string;
  priority: Priority;
  status: Status;
  scheduledMs: number | null;
  completedMs: number | null;
  downtimeHours: number | null;
  /** When it was entered, by the plant's time: what a replay may know of. */
  enteredMs: number;
  /** Failure that was foretold when it was planned; null when none was. */
  foretoldMs: number | null;
}

/** What a piece of work is on, in words. */
export const subjectOf = ({ component, subject }: Pick<WorkEvent, 'component' | 'subject'>): string =>
  component === null ? subject : COMPONENTS[component].name;

export const machineOf = ({ component }: Pick<WorkEvent, 'component'>): string =>
  component === null ? 'other' : COMPONENTS[component].machine;

/** When work was last completed on each component, up to an instant: there the trends begin anew. */
export function servicedOf(
  events: readonly WorkEvent[],
  nowMs: number,
): Partial<Record<ComponentId, number>> {
  const serviced: Partial<Record<ComponentId, number>> = {};
  for (const { component, status, completedMs, type } of events) {
    if (component === null || status !== 'completed' || completedMs === null || completedMs > nowMs) continue;
    // An inspection changes nothing on the machine.
    if (type === 'inspection') continue;
    serviced[component] = Math.max(serviced[component] ?? -Infinity, completedMs);
  }
  return serviced;
}

/** The event done at an instant. */
export const completed = (event: WorkEvent, atMs: number): WorkEvent => ({
  ...event,
  status: 'completed',
  completedMs: atMs,
});

/** Events that are still to be done, and those that are over. */
export const isOpen = ({ status }: Pick<WorkEvent, 'status'>): boolean =>
  status === 'pending' || status === 'scheduled' || status === 'in_progress';

/** Events as rows of `maintenance_events`. */
export const eventRows = (events: readonly WorkEvent[]): MaintenanceRow[] =>
  events.map((event) => ({
    timestamp: event.enteredMs,
    event_type: event.type,
    equipment: machineOf(event),
    component: subjectOf(event),
    predicted_failure_time: event.foretoldMs,
    confidence: null,
    remaining_useful_life_hours: null,
    description: event.description,
    priority: event.priority,
    estimated_downtime_hours: event.downtimeHours,
    status: event.status,
    scheduled_date: event.scheduledMs,
    completed_date: event.completedMs,
  }));

/** What is wrong with an event as entered, in words; null when nothing is. */
export function eventProblem(event: WorkEvent): string | null {
  if (event.component === null && event.subject.trim() === '')
    return 'say what the work is on: choose a component or write it';
  if (event.status === 'scheduled' && event.scheduledMs === null) return 'scheduled work needs a date';
  if (event.status === 'completed' && event.completedMs === null)
    return 'work that is done needs the date when it was done';
  if (event.downtimeHours !== null && !(event.downtimeHours >= 0)) return 'the downtime is hours, 0 or more';
  return null;
}

/** The component of a name as written in a file: its id or its words. */
export function componentNamed(text: string): ComponentId | null {
  const wanted = text.trim().toLowerCase();
  return (
    COMPONENT_IDS.find((id) => id.toLowerCase() === wanted || COMPONENTS[id].name.toLowerCase() === wanted) ??
    null
  );
}

/** One of the words, null when it is none. */
export const oneOf = <T extends string>(words: readonly T[], text: string): T | null =>
  words.find((word) => word === text.trim().toLowerCase().replace(/ /g, '_')) ?? null;

export const priorityNamed = (text: string): Priority | null => oneOf(PRIORITIES, text);
