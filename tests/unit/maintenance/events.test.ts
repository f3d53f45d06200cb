import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPONENT_IDS } from '$lib/maintenance/components';
import {
  completed,
  eventProblem,
  EVENT_TYPES,
  servicedOf,
  STATUSES,
  type WorkEvent,
} from '$lib/maintenance/events';
import { csvRecords, eventsCsv, readEventsCsv } from '$lib/maintenance/events-csv';
import { eventsIcs } from '$lib/maintenance/events-ics';
import { PRIORITIES } from '$lib/maintenance/predictions';

const NOON = Date.UTC(2024, 4, 31, 12);
const work: WorkEvent = {
  id: 'a1',
  type: 'scheduled',
  component: 'filter',
  subject: '',
  description: 'Change it; "look", then\nwrite',
  priority: 'high',
  status: 'scheduled',
  scheduledMs: NOON,
  completedMs: null,
  downtimeHours: 5,
  enteredMs: NOON - 86_400_000,
  foretoldMs: NOON + 86_400_000,
};
const id = () => 'a1';

const event: fc.Arbitrary<WorkEvent> = fc
  .record({
    type: fc.constantFrom(...EVENT_TYPES),
    component: fc.constantFrom(...COMPONENT_IDS),
    description: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.trim()),
    priority: fc.constantFrom(...PRIORITIES),
    status: fc.constantFrom(...STATUSES),
    minutes: fc.integer({ min: 0, max: 2e7 }),
    downtimeHours: fc.option(fc.integer({ min: 0, max: 400 })),
  })
  .map(({ minutes, ...rest }) => ({
    ...work,
    ...rest,
    // A leading quote before a formula sign is what the file adds itself.
    description: rest.description.replace(/[\r\u0000]/g, '').replace(/^['=+\-@\t]+/, ''),
    scheduledMs: minutes * 60_000,
    completedMs: rest.status === 'completed' ? minutes * 60_000 : null,
  }));

describe('work as CSV', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 5 }), (events) => {
        const { events: read, errors } = readEventsCsv(eventsCsv(events), id, 0);
        expect(errors).toEqual([]);
        expect(read).toEqual(events.map((one) => ({ ...one, description: one.description.trim() })));
      }),
      { numRuns: 60 },
    );
  });

  it('is no formula in a spreadsheet', () => {
    expect(eventsCsv([{ ...work, description: '=1+1' }])).toContain(",'=1+1,");
    const { events } = readEventsCsv(eventsCsv([{ ...work, description: '=1+1' }]), id, 0);
    expect(events[0].description).toBe('=1+1');
  });

  it('is read with semicolons, a byte order mark and names of components', () => {
    const text =
      '\ufeffcomponent;completed_date;description\r\nOil filter;2024-05-31 12:00;done\r\nGate;;x\r\n';
    const { events, errors } = readEventsCsv(text, id, 7);
    expect(errors).toEqual([]);
    expect(events[0]).toMatchObject({ component: 'filter', status: 'completed', completedMs: NOON });
    expect(events[1]).toMatchObject({ component: null, subject: 'Gate', status: 'pending', enteredMs: 7 });
  });

  it('says in which line what is wrong, and keeps the others', () => {
    const text = [
      'component,scheduled_date,priority,estimated_downtime_hours,status',
      'filter,31.05.2024,high,,',
      'filter,2024-02-30,high,,',
      'filter,2024-05-31,soon,,',
      'filter,2024-05-31,high,five,',
      ',2024-05-31,high,,',
      'filter,,high,,scheduled',
      'filter,2024-05-31,high,2,',
    ].join('\n');
    const { events, errors } = readEventsCsv(text, id, 0);
    expect(events).toHaveLength(1);
    expect(errors.map((error) => error.split(':')[0])).toEqual([
      'line 2',
      'line 3',
      'line 4',
      'line 5',
      'line 6',
      'line 7',
    ]);
    expect(errors[0]).toContain('"31.05.2024" is not a date');
    expect(readEventsCsv('what,when\na,b', id, 0).errors[0]).toContain('no column "component"');
  });

  it('leaves the rows that the machine foretold out', () => {
    const text = 'event_type,component\npredicted,Oil filter\nunplanned,Oil filter\n';
    expect(readEventsCsv(text, id, 0).events.map(({ type }) => type)).toEqual(['unplanned']);
  });

  it('parts records at line ends outside of quotes only', () => {
    expect(csvRecords('a,"b\nc ""d"""\n\ne,f')).toEqual([
      { line: 1, cells: ['a', 'b\nc "d"'] },
      { line: 4, cells: ['e', 'f'] },
    ]);
  });
});

describe('work as a calendar (RFC 5545)', () => {
  const lines = (text: string) => text.split('\r\n');

  /** Text value as 3.3.11 reads it. */
  const unescaped = (text: string) =>
    text.replace(/\\([\\;,nN])/g, (_, letter: string) => (/n/i.test(letter) ? '\n' : letter));

  it('has lines of at most 75 octets that unfold to what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const description = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
        const written = eventsIcs([{ ...work, description }], NOON, 'Plant');
        expect(lines(written).every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
        const found = lines(written.replaceAll('\r\n ', '')).find((line) => line.startsWith('DESCRIPTION:'));
        expect(unescaped(found?.slice('DESCRIPTION:'.length) ?? '')).toBe(description);
      }),
    );
  });

  it('has what the standard requires, once, between its begin and end', () => {
    const text = eventsIcs([work], NOON, 'Plant; north, 1');
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const all = lines(text.replaceAll('\r\n ', ''));
    for (const name of ['VERSION:2.0', 'BEGIN:VEVENT', 'UID:a1@biogas-analytics', 'DTSTAMP:20240531T120000Z'])
      expect(all.filter((line) => line === name)).toHaveLength(1);
    expect(all).toContain('DTSTART:20240531T120000Z');
    expect(all).toContain('DTEND:20240531T170000Z');
    expect(all).toContain('DESCRIPTION:Change it\\; "look"\\, then\\nwrite');
    expect(all).toContain('LOCATION:Plant\\; north\\, 1');
    expect(all.filter((line) => line.startsWith('PRODID:-//Biogas Analytics//'))).toHaveLength(1);
  });

  it('leaves out what has no date', () => {
    expect(eventsIcs([{ ...work, scheduledMs: null }], NOON, '')).not.toContain('VEVENT');
  });
});

describe('work', () => {
  it('sets a trend back once it is done, not by an inspection, and not before it is known', () => {
    const done = completed(work, NOON);
    expect(servicedOf([work], NOON)).toEqual({});
    expect(servicedOf([done], NOON)).toEqual({ filter: NOON });
    expect(servicedOf([done], NOON - 1)).toEqual({});
    expect(servicedOf([{ ...done, type: 'inspection' }], NOON)).toEqual({});
  });

  it('is refused with words', () => {
    expect(eventProblem(work)).toBeNull();
    expect(eventProblem({ ...work, component: null })).toContain('what the work is on');
    expect(eventProblem({ ...work, scheduledMs: null })).toContain('needs a date');
    expect(eventProblem({ ...work, downtimeHours: -1 })).toContain('0 or more');
  });
});
