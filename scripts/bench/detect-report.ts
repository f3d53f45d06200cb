// Tables of the judgement of detectors, as Markdown.
import type { PlantFigures } from './detect-plants';
import type { SkabFigures } from './detect-skab';
import type { TepFigures } from './detect-tep';

const percent = (share: number): string => (100 * share).toFixed(1);
const fixed = (value: number, digits = 2): string => (Number.isNaN(value) ? '-' : value.toFixed(digits));

function table(header: string[], rows: string[][]): string {
  const widths = header.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i].length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export const skabTable = (figures: readonly SkabFigures[]): string =>
  table(
    ['detector', 'F1', 'FAR %', 'MAR %', 'VUS-PR'],
    figures.map(({ detector, f1, falseAlarmRate, missedAlarmRate, vusPr }) => [
      ...[detector, fixed(f1), percent(falseAlarmRate), percent(missedAlarmRate), fixed(vusPr)],
    ]),
  );

/** What other thresholds give, for one detector. */
export const skabCurve = ({ detector, curve }: SkabFigures): string =>
  table(
    [`threshold of the ${detector}`, 'F1', 'FAR %', 'MAR %'],
    curve.map(({ quantile, f1, falseAlarmRate, missedAlarmRate }) => [
      ...[
        `${100 * quantile} % of healthy rows`,
        fixed(f1, 3),
        percent(falseAlarmRate),
        percent(missedAlarmRate),
      ],
    ]),
  );

export function tepTable(figures: readonly TepFigures[]): string {
  const faults = figures[0].faults.map(({ fault }) => `fault ${fault}`);
  return table(
    ['detector', 'false alarms %', ...faults, 'mean'],
    figures.map(({ detector, falseAlarmRate, faults: each, meanDetection }) => [
      ...[detector, percent(falseAlarmRate)],
      ...each.map(({ detection, falseAlarmRate: before }) => `${fixed(detection)} (${percent(before)})`),
      fixed(meanDetection, 3),
    ]),
  );
}

const perWeek = ({ alarms, days }: { alarms: number; days: number }): string =>
  `${fixed((7 * alarms) / days)} (${alarms} in ${Math.round(days)} d)`;

export const plantsTable = (figures: readonly PlantFigures[]): string =>
  table(
    [
      'detector',
      'faults found',
      'false alarms a week, healthy plants',
      'between faults',
      'delay, minutes: median, 90 %',
      'first mover right',
    ],
    figures.map(({ detector, faults, found, healthy, between, delayMinutes, firstMover }) => [
      ...[
        detector,
        `${found} of ${faults} (${percent(found / faults)} %)`,
        perWeek(healthy),
        perWeek(between),
      ],
      `${fixed(delayMinutes.median, 0)}, ${fixed(delayMinutes.p90, 0)}`,
      `${firstMover.right} of ${firstMover.judged}`,
    ]),
  );

/** How often the cause that was named is the fault, in words; empty for scores. */
export const causesLine = ({ causes }: PlantFigures): string =>
  causes === null
    ? ''
    : `Cause named first is the fault: ${causes.first} of ${causes.judged} found; among the first three: ${causes.firstThree}.`;

/** Each kind of fault, for one detector. */
export const faultsTable = ({ byFault }: PlantFigures): string =>
  table(
    ['fault', 'found', 'median delay, minutes'],
    byFault.map(({ fault, faults, found, medianDelayMinutes }) => [
      ...[fault, `${found} of ${faults}`, fixed(medianDelayMinutes, 0)],
    ]),
  );
