/** Events as CSV (RFC 4180) under the column names of the old platform's table, and back. */

import {
  componentNamed,
  eventProblem,
  EVENT_TYPES,
  machineOf,
  oneOf,
  priorityNamed,
  STATUSES,
  subjectOf,
  type WorkEvent,
} from './events';

const COLUMNS = [
  'timestamp',
  'event_type',
  'equipment',
  'component',
  'predicted_failure_time',
  'description',
  'priority',
  'estimated_downtime_hours',
  'status',
  'scheduled_date',
  'completed_date',
] as const;
type ColumnName = (typeof COLUMNS)[number];

const iso = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());

/** A cell that a spreadsheet reads as text, not as a formula (CWE-1236), quoted where needed. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Events as CSV, one a line, times ISO 8601 in UTC. */
export function eventsCsv(events: readonly WorkEvent[]): string {
  const lines = events.map((event) => {
    const cells: Record<ColumnName, string> = {
      timestamp: iso(event.enteredMs),
      event_type: event.type,
      equipment: machineOf(event),
      component: subjectOf(event),
      predicted_failure_time: iso(event.foretoldMs),
      description: event.description,
      priority: event.priority,
      estimated_downtime_hours: event.downtimeHours === null ? '' : String(event.downtimeHours),
      status: event.status,
      scheduled_date: iso(event.scheduledMs),
      completed_date: iso(event.completedMs),
    };
    return COLUMNS.map((name) => cell(cells[name])).join(',');
  });
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

/** Records of a CSV text with the line each begins in. Quotes may hold separators, quotes and line ends. */
export function csvRecords(text: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  let [cells, value, quoted, line, began] = [[] as string[], '', false, 1, 1];
  const endRecord = () => {
    cells.push(value);
    if (cells.length > 1 || cells[0].trim() !== '') records.push({ line: began, cells });
    [cells, value] = [[], ''];
  };
  const plain = text.replace(/^\ufeff/, '');
  for (let at = 0; at < plain.length; at++) {
    const letter = plain[at];
    if (letter === '\n') line += 1;
    if (quoted) {
      if (letter !== '"') value += letter;
      else if (plain[at + 1] === '"') value += plain[++at];
      else quoted = false;
    } else if (letter === '"' && value === '') quoted = true;
    else if (letter === ',' || letter === ';') {
      cells.push(value);
      value = '';
    } else if (letter === '\n') {
      endRecord();
      began = line;
    } else if (letter !== '\r') value += letter;
  }
  if (value !== '' || cells.length > 0) endRecord();
  return records;
}

/** What could be read, and what could not, in words with line numbers. */
export interface ReadEvents {
  events: WorkEvent[];
  errors: string[];
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** A time as written; without a zone it is UTC. NaN when it is none. */
function timeOf(text: string): number {
  if (!ISO.test(text)) return NaN;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) && text.length > 10;
  const ms = Date.parse(zoned || text.length <= 10 ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`);
  // A day that the month does not have would move on to the next.
  return new Date(ms).getUTCDate() === Number(text.slice(8, 10)) || zoned ? ms : NaN;
}

class CellError extends Error {
  override name = 'CellError';
}

function readEvent(of: (name: ColumnName) => string, id: string, nowMs: number): WorkEvent {
  const time = (name: ColumnName): number | null => {
    const text = of(name);
    const ms = text === '' ? null : timeOf(text);
    if (ms !== null && Number.isNaN(ms))
      throw new CellError(`${name} "${text}" is not a date such as 2024-05-31 or 2024-05-31T08:00:00Z`);
    return ms;
  };
  const word = <T extends string>(name: ColumnName, words: readonly T[], usual: T): T => {
    const text = of(name);
    const found = text === '' ? usual : oneOf(words, text);
    if (found === null) throw new CellError(`${name} "${text}" is none of ${words.join(', ')}`);
    return found;
  };
  const hours = of('estimated_downtime_hours');
  if (hours !== '' && !Number.isFinite(Number(hours)))
    throw new CellError(`estimated_downtime_hours "${hours}" is not a number`);
  const priority = of('priority') === '' ? 'medium' : priorityNamed(of('priority'));
  if (priority === null)
    throw new CellError(`priority "${of('priority')}" is none of urgent, high, medium, low`);
  const component = componentNamed(of('component'));
  const completedMs = time('completed_date');
  const scheduledMs = time('scheduled_date');
  const event: WorkEvent = {
    id,
    type: word('event_type', EVENT_TYPES, 'scheduled'),
    component,
    subject: component === null ? of('component') : '',
    description: of('description'),
    priority,
    status: word(
      'status',
      STATUSES,
      completedMs !== null ? 'completed' : scheduledMs !== null ? 'scheduled' : 'pending',
    ),
    scheduledMs,
    completedMs,
    downtimeHours: hours === '' ? null : Number(hours),
    enteredMs: time('timestamp') ?? nowMs,
    foretoldMs: time('predicted_failure_time'),
  };
  const problem = eventProblem(event);
  if (problem !== null) throw new CellError(problem);
  return event;
}

/**
 * Read events from CSV, parted by commas or semicolons. A line that cannot be read is left out and said; rows of type
 * `predicted` are the machine's words and are left out in silence.
 * @param idOf a new id
 */
export function readEventsCsv(text: string, idOf: () => string, nowMs: number): ReadEvents {
  const [header, ...records] = csvRecords(text);
  const names = header?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  if (!names.includes('component'))
    return {
      events: [],
      errors: [`the first line has no column "component"; it needs some of ${COLUMNS.join(', ')}`],
    };
  const read: ReadEvents = { events: [], errors: [] };
  for (const { line, cells } of records) {
    const of = (name: ColumnName) => (cells[names.indexOf(name)] ?? '').trim().replace(/^'(?=[=+\-@])/, '');
    if (of('event_type') === 'predicted') continue;
    try {
      read.events.push(readEvent(of, idOf(), nowMs));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      read.errors.push(`line ${line}: ${error.message}`);
    }
  }
  return read;
}
