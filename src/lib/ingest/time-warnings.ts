import { listNames } from './header';
import { countOf, info, warning } from './plan-warnings';
import { timeReader } from './time';
import { stampsOf, type SampleRows } from './time-column';
import type { PlanWarning, TimeSource } from './types';

/** What was decided about time, and by whom. */
export interface TimeFacts {
  time: TimeSource;
  others: number[];
  chosen: boolean;
  zoneInFile: boolean;
  zoneChosen: string | undefined;
}

function sequenceWarnings(
  rows: SampleRows,
  time: Exclude<TimeSource, { kind: 'row-number' }>,
): PlanWarning[] {
  const read = timeReader(time.format);
  const stamps = [...stampsOf(rows.head, time), ...stampsOf(rows.tail, time)];
  const times = stamps.map(read).filter((ms) => ms !== null);
  const sampled = rows.head.length + rows.tail.length;
  const unread = sampled - times.length;
  const down = times.filter((ms, at) => at > 0 && ms < times[at - 1]).length;
  const up = times.filter((ms, at) => at > 0 && ms > times[at - 1]).length;
  const found: PlanWarning[] = [];
  if (times.length === 0)
    found.push({
      severity: 'error',
      message: `No stamp of the sample can be read in the chosen format; the first is "${stamps[0] ?? ''}".`,
      advice: 'Choose another time column or format.',
    });
  else if (unread > 0) {
    const odd = stamps.find((stamp) => read(stamp) === null);
    found.push(
      warning(
        `${countOf(unread, 'row')} of ${sampled.toLocaleString('en')} sampled have no readable time${odd === undefined ? '' : `, such as "${odd.slice(0, 40)}"`}.`,
        'Such rows are counted and listed in the import report, not used.',
      ),
    );
  }
  if (down > up) found.push(info('The newest row comes first.', ''));
  else if (down > 0)
    found.push(
      info(
        `The clock goes back ${countOf(down, 'time')} in the sample.`,
        'Rows are sorted into their minutes; nothing is lost.',
      ),
    );
  return found;
}

/** Warnings about the time of the rows. */
export function timeWarnings(rows: SampleRows, facts: TimeFacts, headers: string[]): PlanWarning[] {
  const { time } = facts;
  if (time.kind === 'row-number') {
    const message = `Rows have no time: they are counted from ${new Date(time.startMs).toISOString()}, one every ${time.intervalMs} ms.`;
    return facts.chosen
      ? [info(message)]
      : [
          {
            severity: 'error',
            message: `No column holds times. ${message}`,
            advice: 'Choose the time column, or set the start and interval of the rows.',
          },
        ];
  }
  const others = facts.others.map((column) => headers[column]);
  const local = !facts.zoneInFile && facts.zoneChosen === undefined;
  return [
    ...sequenceWarnings(rows, time),
    ...(local
      ? [info('Stamps name no zone and are read as UTC.', 'If the plant writes local time, choose its zone.')]
      : []),
    ...(others.length > 0
      ? [
          info(
            others.length === 1
              ? `Column ${listNames(others)} holds times too and is not used.`
              : `Columns ${listNames(others)} hold times too and are not used.`,
          ),
        ]
      : []),
  ];
}
