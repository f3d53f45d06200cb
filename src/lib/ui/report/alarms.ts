import type { AlarmPriority } from '$lib/alarms/definition';
import { statusOf, type Occurrence } from '$lib/alarms/occurrences';
import type { AlarmReport } from '$lib/alarms/report';
import type { TimeRange } from '$lib/ingest/types';
import { formatDuration } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import { PRIORITY_WORDS, STATUS_WORDS } from '../alarms/words';
import { countOf } from '../format';
import { formatTime } from '../zoned';
import { fact, firstRows, nothing, section, type ReportSection } from './section';

const MOST_ALARMS = 60;
const RANK: readonly AlarmPriority[] = ['urgent', 'high', 'medium', 'low'];

export interface ReportedAlarms {
  /** Performance in the period; null when the period holds no data. */
  report: AlarmReport | null;
  occurrences: readonly Occurrence[];
  range: TimeRange;
  nameOf(alarm: string): string;
  priorityOf(alarm: string): AlarmPriority | null;
}

/** Occurrences that touch a range. */
export const occurrencesIn = (all: readonly Occurrence[], { fromMs, toMs }: TimeRange): Occurrence[] =>
  all.filter(({ raisedMs, returnedMs }) => raisedMs < toMs && (returnedMs ?? Infinity) >= fromMs);

/** Alarms with what was done about them, and how they did against ISA-18.2. */
export function alarmsSection(given: ReportedAlarms | null, zone: string): ReportSection {
  if (!given?.report)
    return nothing(
      'alarms',
      'The history has not been judged yet. Wait for the alarms, then make the report again.',
    );
  const { report, occurrences, range, nameOf, priorityOf } = given;
  const inRange = occurrencesIn(occurrences, range);
  const rank = ({ alarm }: Occurrence) => RANK.indexOf(priorityOf(alarm) ?? 'low');
  const listed = [...inRange].sort((a, b) => rank(a) - rank(b) || a.raisedMs - b.raisedMs);
  const standing = inRange.filter(({ returnedMs }) => returnedMs === null).length;
  return section('alarms', {
    facts: [
      fact('Alarms in the period', String(inRange.length), countOf(report.annunciations, 'annunciation')),
      fact('Still standing', String(standing)),
      fact('Floods', String(report.floods.length), 'with more than 10 in 10 minutes'),
      fact('Chattering alarms', String(report.chattering.length), 'raised 3 times or more in 10 minutes'),
    ],
    sentences: report.caution ? [report.caution] : [],
    tables: [
      {
        title: 'Performance against ISA-18.2',
        head: ['Figure', 'Here', 'Asked', 'Verdict'],
        rows: report.figures.map(({ name, value, unit, target, verdict }) => [
          ...[name, value === null ? 'no data' : formatValue(value, unit), target, verdict],
        ]),
        numbers: [1],
      },
      {
        title: 'Alarms, the most urgent first',
        head: ['Alarm', 'Priority', 'Raised', 'Lasted', 'State', 'Acknowledged by'],
        rows: firstRows(
          listed.map((one) => [
            nameOf(one.alarm),
            PRIORITY_WORDS[priorityOf(one.alarm) ?? 'low'],
            formatTime(one.raisedMs, zone),
            one.returnedMs === null ? 'stands' : formatDuration(one.returnedMs - one.raisedMs),
            STATUS_WORDS[statusOf(one)],
            one.acknowledged
              ? [one.acknowledged.by, one.acknowledged.note].filter((words) => words !== '').join(': ')
              : '',
          ]),
          MOST_ALARMS,
          'Alarms page',
        ),
        numbers: [],
      },
    ].filter(({ rows }) => rows.length > 0),
  });
}
