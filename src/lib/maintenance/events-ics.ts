/** Planned work as a calendar, RFC 5545. */

import { machineOf, subjectOf, type WorkEvent } from './events';

const HOUR_MS = 3_600_000;
const MOST_OCTETS = 75;

/** Date-time in UTC: 20240531T080000Z (3.3.5). */
const stamp = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;

/** Text value (3.3.11): backslash, semicolon, comma and line ends escaped; other control characters left out. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}

/** A content line folded so that no line is longer than 75 octets (3.1); never within a character. */
export function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    // A continuation begins with a blank, which counts.
    if (octets + size > MOST_OCTETS - (parts.length > 0 ? 1 : 0)) {
      parts.push(part);
      [part, octets] = ['', 0];
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

const STATUS = {
  pending: 'TENTATIVE',
  scheduled: 'CONFIRMED',
  in_progress: 'CONFIRMED',
  completed: 'CONFIRMED',
  cancelled: 'CANCELLED',
} as const;
/** 1 highest to 9 lowest (3.8.1.9). */
const PRIORITY = { urgent: 1, high: 3, medium: 5, low: 9 } as const;

function eventLines(event: WorkEvent, startMs: number, stampMs: number, plant: string): string[] {
  const endMs = startMs + Math.max(0.25, event.downtimeHours ?? 1) * HOUR_MS;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.id)}@biogas-analytics`,
    `DTSTAMP:${stamp(stampMs)}`,
    `DTSTART:${stamp(startMs)}`,
    `DTEND:${stamp(endMs)}`,
    `SUMMARY:${escaped(`${subjectOf(event)} (${machineOf(event)})`)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    `LOCATION:${escaped(plant)}`,
    `PRIORITY:${PRIORITY[event.priority]}`,
    `STATUS:${STATUS[event.status]}`,
    'END:VEVENT',
  ];
}

/**
 * Events with a date as an iCalendar file; those without one are left out.
 * @param stampMs when the file is written, ms since epoch
 * @param plant   name of the plant, where the work is
 */
export function eventsIcs(events: readonly WorkEvent[], stampMs: number, plant: string): string {
  const dated = events.flatMap((event) => {
    const startMs = event.scheduledMs ?? event.completedMs;
    return startMs === null ? [] : eventLines(event, startMs, stampMs, plant);
  });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Biogas Analytics//Maintenance//EN',
    'CALSCALE:GREGORIAN',
    ...dated,
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
