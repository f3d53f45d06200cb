/** Planned work as a calendar, RFC 5545, written by ical-generator. */

import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { machineOf, subjectOf, type WorkEvent } from './events';

const HOUR_MS = 3_600_000;

const STATUS = {
  pending: ICalEventStatus.TENTATIVE,
  scheduled: ICalEventStatus.CONFIRMED,
  in_progress: ICalEventStatus.CONFIRMED,
  completed: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
} as const;
/** 1 highest to 9 lowest (3.8.1.9). */
const PRIORITY = { urgent: 1, high: 3, medium: 5, low: 9 } as const;

/** Control characters, which a text value may not hold (3.3.11); line ends and tabs may. */
const plain = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');

/**
 * Events with a date as an iCalendar file; those without one are left out.
 * @param stampMs when the file is written, ms since epoch
 * @param plant   name of the plant, where the work is
 */
export function eventsIcs(events: readonly WorkEvent[], stampMs: number, plant: string): string {
  const calendar = ical({
    prodId: '//Biogas Analytics//Maintenance//EN',
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const event of events) {
    const startMs = event.scheduledMs ?? event.completedMs;
    if (startMs === null) continue;
    calendar.createEvent({
      id: `${plain(event.id)}@biogas-analytics`,
      stamp: new Date(stampMs),
      start: new Date(startMs),
      end: new Date(startMs + Math.max(0.25, event.downtimeHours ?? 1) * HOUR_MS),
      summary: plain(`${subjectOf(event)} (${machineOf(event)})`),
      description: plain(event.description),
      location: plain(plant),
      priority: PRIORITY[event.priority],
      status: STATUS[event.status],
    });
  }
  return `${calendar.toString()}\r\n`;
}
