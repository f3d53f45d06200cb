import { STATUS_WORDS, subjectOf, type WorkEvent } from '$lib/maintenance/events';
import type { MaintenanceJudgement } from '$lib/maintenance/judge-types';
import type { Prediction } from '$lib/maintenance/predictions';
import type { TimeRange } from '$lib/ingest/types';
import { todoRows } from '../maintenance/todo';
import { outlookWords } from '../maintenance/words';
import { formatDay, formatTime } from '../zoned';
import { nothing, section, type ReportSection, type ReportTable } from './section';

export interface ReportedMaintenance {
  judgement: MaintenanceJudgement | null;
  predictions: readonly Prediction[];
  events: readonly WorkEvent[];
  range: TimeRange;
}

function todoTable({ predictions, events }: ReportedMaintenance, zone: string): ReportTable {
  return {
    title: 'What to do',
    head: ['What', 'Machine', 'Priority', 'Due or failing', 'Action'],
    rows: todoRows(predictions, events).map(({ name, machine, priority, failureMs, prediction, event }) => [
      ...[name, machine, priority],
      Number.isFinite(failureMs) ? formatDay(failureMs, zone) : 'no date',
      [event ? STATUS_WORDS[event.status] : '', prediction?.action ?? event?.description ?? '']
        .filter((words) => words !== '')
        .join(': '),
    ]),
    numbers: [],
  };
}

const healthTable = (judgement: MaintenanceJudgement): ReportTable => ({
  title: 'Health',
  head: ['Part', 'Machine', 'Health', 'Outlook'],
  rows: judgement.components.map((component) => [
    ...[component.name, component.machine, component.health === null ? '–' : String(component.health)],
    outlookWords(component),
  ]),
  numbers: [2],
});

function doneTable({ events, range }: ReportedMaintenance, zone: string): ReportTable {
  const done = events.filter(
    ({ completedMs }) => completedMs !== null && completedMs >= range.fromMs && completedMs < range.toMs,
  );
  return {
    title: 'Done in the period',
    head: ['Day', 'On', 'What', 'Hours of standstill'],
    rows: done.map((event) => [
      formatDay(event.completedMs ?? 0, zone),
      ...[
        subjectOf(event),
        event.description,
        event.downtimeHours === null ? '' : String(event.downtimeHours),
      ],
    ]),
    numbers: [3],
  };
}

/** What will fail, the health of parts, and work. */
export function maintenanceSection(given: ReportedMaintenance, zone: string): ReportSection {
  const { judgement, events } = given;
  if (!judgement && events.length === 0)
    return nothing(
      'maintenance',
      'Machines were not judged and no work was entered. Open the Maintenance page first.',
    );
  const tables = [
    todoTable(given, zone),
    ...(judgement ? [healthTable(judgement)] : []),
    doneTable(given, zone),
  ];
  return section('maintenance', {
    sentences: [
      judgement
        ? `Judged by what was known on ${formatTime(judgement.nowMs, zone)}, each machine against its own healthy days.`
        : 'Machines were not judged: open the Maintenance page first.',
      ...(tables[0].rows.length === 0
        ? ['Nothing is to be done: no failure is foretold and no work is open.']
        : []),
    ],
    tables: tables.filter(({ rows }) => rows.length > 0),
  });
}
