import { COMPONENTS } from '$lib/maintenance/components';
import type { WorkEvent } from '$lib/maintenance/events';
import type { Prediction } from '$lib/maintenance/predictions';

const HOUR_MS = 3_600_000;

/** An empty piece of work. */
export const newWork = (nowMs: number, id: string): WorkEvent => ({
  id,
  type: 'scheduled',
  component: 'filter',
  subject: '',
  description: '',
  priority: 'medium',
  status: 'scheduled',
  scheduledMs: Math.ceil(nowMs / HOUR_MS) * HOUR_MS + 24 * HOUR_MS,
  completedMs: null,
  downtimeHours: COMPONENTS.filter.downtimeHours,
  enteredMs: nowMs,
  foretoldMs: null,
});

/** Work on what was foretold, planned for the early end of its interval. */
export const plannedWork = (prediction: Prediction, nowMs: number, id: string): WorkEvent => ({
  ...newWork(nowMs, id),
  component: prediction.component,
  description: prediction.action,
  priority: prediction.priority,
  scheduledMs: Math.max(
    Math.ceil(nowMs / HOUR_MS) * HOUR_MS,
    Math.floor(prediction.earliestMs / HOUR_MS) * HOUR_MS,
  ),
  downtimeHours: prediction.downtimeHours,
  foretoldMs: Math.round(prediction.failureMs),
});
