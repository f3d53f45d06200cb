/** One list of what is foretold and what is planned. */

import { isOpen, machineOf, subjectOf, type WorkEvent } from '$lib/maintenance/events';
import { byUrgency, type Prediction, type Priority } from '$lib/maintenance/predictions';

/** A line of the list. */
export interface TodoRow {
  key: string;
  priority: Priority;
  name: string;
  machine: string;
  /** When it is due or fails, ms since epoch; Infinity without a date. */
  failureMs: number;
  prediction: Prediction | null;
  event: WorkEvent | null;
}

/**
 * Predictions and open work, the most urgent first. Work that is planned on a component stands with its prediction.
 */
export function todoRows(predictions: readonly Prediction[], events: readonly WorkEvent[]): TodoRow[] {
  const open = events.filter(isOpen);
  const planned = (component: string) => open.find((event) => event.component === component) ?? null;
  const foretold = predictions.map((prediction): TodoRow => ({
    key: prediction.component,
    priority: prediction.priority,
    name: prediction.name,
    machine: prediction.machine,
    failureMs: prediction.failureMs,
    prediction,
    event: planned(prediction.component),
  }));
  const shown = new Set(foretold.map(({ event }) => event));
  const others = open
    .filter((event) => !shown.has(event))
    .map((event): TodoRow => ({
      key: event.id,
      priority: event.priority,
      name: subjectOf(event),
      machine: machineOf(event),
      failureMs: event.scheduledMs ?? Infinity,
      prediction: null,
      event,
    }));
  return [...foretold, ...others].sort(byUrgency);
}
