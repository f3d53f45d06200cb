import type { ChartEvent, ChartView } from './types';

/** A mark on the lane of events: one event, or several that lie too close to tell apart. */
export interface EventMark {
  leftPx: number;
  widthPx: number;
  severity: ChartEvent['severity'];
  /** Ascending by start. */
  events: ChartEvent[];
}

const RANK: ChartEvent['severity'][] = ['info', 'low', 'medium', 'high', 'urgent'];

/** Letter of a severity, so that it does not rest on colour and shape alone. */
export const SEVERITY_LETTER: Record<ChartEvent['severity'], string> = {
  urgent: 'U',
  high: 'H',
  medium: 'M',
  low: 'L',
  info: 'i',
};

/** The higher of two severities. */
export function worse(a: ChartEvent['severity'], b: ChartEvent['severity']): ChartEvent['severity'] {
  return RANK.indexOf(a) >= RANK.indexOf(b) ? a : b;
}

/**
 * Marks of the events in view, merged where their starts are closer than a mark is wide; a merged mark takes the
 * highest severity.
 * @param widthPx width of the plot
 * @param markPx  width of a mark
 */
export function eventMarks(events: ChartEvent[], view: ChartView, widthPx: number, markPx = 14): EventMark[] {
  const scale = widthPx / (view.toMs - view.fromMs);
  const marks: EventMark[] = [];
  const visible = events
    .filter(({ fromMs, toMs }) => toMs >= view.fromMs && fromMs < view.toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  for (const event of visible) {
    const leftPx = Math.max(0, (event.fromMs - view.fromMs) * scale);
    const rightPx = Math.min(widthPx, (event.toMs - view.fromMs) * scale);
    const last = marks.at(-1);
    if (last && leftPx - last.leftPx < markPx) {
      last.events.push(event);
      last.severity = worse(last.severity, event.severity);
      last.widthPx = Math.max(last.widthPx, rightPx - last.leftPx);
    } else {
      marks.push({
        leftPx,
        widthPx: Math.max(0, rightPx - leftPx),
        severity: event.severity,
        events: [event],
      });
    }
  }
  return marks;
}
