import type { TimeRange } from '$lib/ingest/types';
import { formatDuration } from '$lib/series/format-time';
import { bySeverity, eventsWithin, type ShownEvent } from '$lib/state/anomalies-events';
import type { KeptAnomalies } from '$lib/store/anomaly-types';
import { alarmsWords, VERDICT_WORDS } from '../anomalies/words';
import { formatTime } from '../zoned';
import { fact, firstRows, nothing, section, type ReportSection } from './section';

const MOST_EVENTS = 40;

export interface ReportedAnomalies {
  result: Pick<KeptAnomalies, 'search' | 'judgedMs'>;
  events: readonly ShownEvent[];
  range: TimeRange;
  labelOf(tag: string): string;
}

/** Events of the search that was shown last, with likely causes and what to do. */
export function anomaliesSection(given: ReportedAnomalies | null, zone: string): ReportSection {
  if (!given)
    return nothing('anomalies', 'No search was made. Search on the Anomalies page, then come back.');
  const { result, events, range, labelOf } = given;
  const { range: searched, falseAlarmsPerDay } = result.search;
  const within = bySeverity(eventsWithin(events, range));
  const covers = searched.fromMs <= range.fromMs && searched.toMs >= range.toMs;
  const looked = `The search of ${formatTime(result.judgedMs, zone)} looked at ${formatTime(searched.fromMs, zone)} to ${formatTime(searched.toMs, zone)}, with false alarms of about ${alarmsWords(falseAlarmsPerDay)}.`;
  return section('anomalies', {
    facts: [fact('Events in the period', String(within.length))],
    sentences: [
      looked,
      ...(covers
        ? []
        : ['It does not cover the whole period of this report: search again to have all of it.']),
      ...(within.length === 0 ? ['Nothing abnormal was found in the period.'] : []),
    ],
    tables:
      within.length === 0
        ? []
        : [
            {
              title: 'The most severe first',
              head: ['What', 'Severity', 'Began', 'Lasted', 'Left its band first', 'What to do', 'Verdict'],
              rows: firstRows(
                within.map(({ event, title, explanation, verdict }) => [
                  title,
                  event.severity,
                  formatTime(event.fromMs, zone),
                  formatDuration(event.toMs - event.fromMs),
                  explanation.firstMover === null ? event.system : labelOf(explanation.firstMover),
                  explanation.causes[0]?.action ?? 'No known cause fits: look at the sensors named.',
                  verdict ? VERDICT_WORDS[verdict] : '',
                ]),
                MOST_EVENTS,
                'Anomalies page',
              ),
              numbers: [],
            },
          ],
  });
}
