import type { ColumnTally } from './columns';
import { sentinelsOf } from './columns';
import type { DayOrder } from './day-order';
import { listNames } from './header';
import { countOf } from './plan-warnings';
import type { PlanQuestion } from './plan-question';
import { stampsOf, type SampleRows } from './time-column';
import { timeReader } from './time';
import type { ColumnPlan, Dialect, QualityColumn, SourcePlan, TimeSource } from './types';

/** What planning found before a person's choices, and the plan in force. */
export interface Findings {
  rows: SampleRows;
  /** The time as found; null when there is none. */
  found: { time: TimeSource; order: DayOrder | null; alternative: string | null } | null;
  time: TimeSource;
  dialect: Dialect;
  zone: string;
  zoneInFile: boolean;
  likelyZone: string | undefined;
  columns: ColumnPlan[];
  tallies: ColumnTally[];
  qualities: ReadonlyMap<number, QualityColumn>;
}

const patternOf = (time: TimeSource) =>
  time.kind !== 'row-number' && time.format.kind === 'pattern' ? time.format.pattern : null;

/** `3 April 2024`, or the stamp itself where the pattern does not fit. */
function dateInWords(stamp: string, pattern: string): string {
  const ms = timeReader({ kind: 'pattern', pattern })(stamp);
  if (ms === null) return 'not a date';
  const words: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  };
  return new Intl.DateTimeFormat('en-GB', words).format(ms);
}

function dayOrderQuestion({ rows, found, time }: Findings): PlanQuestion[] {
  if (!found?.order || found.alternative === null || found.time.kind === 'row-number') return [];
  const [inForce, first] = [patternOf(time), patternOf(found.time)];
  if (inForce === null || first === null) return [];
  const patterns = [first, found.alternative];
  const chosen = patterns.indexOf(inForce);
  // A person chose yet another format: then there is nothing to ask.
  if (chosen < 0) return [];
  const stamp = [...stampsOf(rows.head, time), ...stampsOf(rows.tail, time)][0] ?? '';
  const { order } = found;
  const side = order.dayFirst ? 'day' : 'month';
  return [
    {
      about: 'day order',
      question: `What day is ${stamp.split(/[ T]/)[0]}?`,
      because:
        order.ground === 'mixed'
          ? `Some dates of the sample can only be day first and some only month first; more are ${side} first.`
          : `No number in the sampled dates is above 12 and both ways the rows follow each other, so ${side} first is a guess: most plants write it so.`,
      options: patterns.map((pattern) => ({
        label: `${dateInWords(stamp, pattern)} (${pattern})`,
        choices: { time: { ...time, format: { kind: 'pattern', pattern } } as TimeSource },
      })),
      chosen,
    },
  ];
}

function zoneQuestion({ zone, zoneInFile, time, likelyZone }: Findings): PlanQuestion[] {
  if (zoneInFile || time.kind === 'row-number') return [];
  const zones = [...new Set(['UTC', likelyZone ?? 'UTC', zone])];
  if (zones.length < 2) return [];
  return [
    {
      about: 'zone',
      question: 'Which clock wrote the times?',
      because:
        'The times name no zone. They are taken as UTC; a control system mostly writes its local time.',
      options: zones.map((name) => ({
        label: name === likelyZone ? `${name}, the zone of this computer` : name,
        choices: { zone: name },
      })),
      chosen: zones.indexOf(zone),
    },
  ];
}

const GROUP_OR_FRACTION = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/;

/** Numbers such as 1.234, and no other with a mark: a fraction or thousands. */
function decimalQuestion({ rows, columns, dialect }: Findings): PlanQuestion[] {
  const kept = columns.filter(({ kind }) => kind === 'number').map(({ index }) => index);
  const cells = [...rows.head, ...rows.tail].flatMap((row) => kept.map((at) => (row[at] ?? '').trim()));
  const marked = cells.filter((cell) => /^[+-]?\d+[.,]\d+$/.test(cell));
  const match = GROUP_OR_FRACTION.exec(marked[0] ?? '');
  const mark = match?.[1] as '.' | ',' | undefined;
  if (!mark || !marked.every((cell) => GROUP_OR_FRACTION.exec(cell)?.[1] === mark)) return [];
  const other = mark === '.' ? ',' : '.';
  const [sample] = marked;
  return [
    {
      about: 'decimal mark',
      question: `How much is ${sample}?`,
      because: `Every number of the sample with a ${mark === '.' ? 'point' : 'comma'} has three digits behind it, so it may part thousands; it is read as the decimal mark.`,
      options: [
        {
          label: `${sample.replace(mark, '.')}: a fraction`,
          choices: { dialect: { decimal: mark, thousands: undefined } },
        },
        {
          label: `${sample.replace(mark, ' ')}: thousands`,
          choices: { dialect: { decimal: other, thousands: mark } },
        },
      ],
      chosen: dialect.decimal === mark ? 0 : 1,
    },
  ];
}

interface Held {
  column: ColumnPlan;
  count: number;
}

function sentinelQuestions({ columns, tallies }: Findings): PlanQuestion[] {
  const byValue = new Map<number, Held[]>();
  columns.forEach((column) => {
    if (column.kind !== 'number') return;
    for (const { value, count } of sentinelsOf(tallies[column.index]))
      byValue.set(value, [...(byValue.get(value) ?? []), { column, count }]);
  });
  return [...byValue].map(([value, held]): PlanQuestion => {
    const without = ({ sentinels = [] }: ColumnPlan) => sentinels.filter((other) => other !== value);
    const choose = (list: (column: ColumnPlan) => number[]) => ({
      columns: Object.fromEntries(held.map(({ column }) => [column.header, { sentinels: list(column) }])),
    });
    const count = held.reduce((sum, one) => sum + one.count, 0);
    const [{ column }] = held;
    const { min, max } = tallies[column.index];
    const unused = held.every((one) => one.column.sentinels?.includes(value));
    return {
      about: 'no value',
      question: `Is ${value} a reading?`,
      because: `It occurs ${count === 1 ? 'once' : countOf(count, 'time')} in the sample of ${listNames(held.map((one) => one.column.header))}, far from the other readings (${min} to ${max}${held.length > 1 ? ` in "${column.header}"` : ''}), and is a usual mark for "no value".`,
      options: [
        {
          label: 'No: leave it out, counted in the report',
          choices: choose((one) => [...without(one), value]),
        },
        { label: 'Yes: use it', choices: choose(without) },
      ],
      chosen: unused ? 0 : 1,
    };
  });
}

function qualityQuestion({ columns, qualities }: Findings): PlanQuestion[] {
  const judged = columns.filter(({ index }) => qualities.has(index));
  if (judged.length === 0) return [];
  const choose = (used: boolean) => ({
    columns: Object.fromEntries(judged.map(({ header }) => [header, { quality: used ? undefined : null }])),
  });
  const names = [...new Set(judged.map(({ index }) => columns[qualities.get(index)?.column ?? 0].header))];
  const used = judged.every(({ quality }) => quality !== undefined);
  return [
    {
      about: 'quality',
      question: 'What of readings marked bad?',
      because: `${listNames(names)} ${names.length === 1 ? 'says' : 'say'} of each reading whether it is good.`,
      options: [
        { label: 'Leave them out, counted in the report', choices: choose(true) },
        { label: 'Use them like all others', choices: choose(false) },
      ],
      chosen: used ? 0 : 1,
    },
  ];
}

/** What a person may want to decide, the most far-reaching first. */
export const planQuestions = (findings: Findings): NonNullable<SourcePlan['questions']> => [
  ...dayOrderQuestion(findings),
  ...zoneQuestion(findings),
  ...decimalQuestion(findings),
  ...sentinelQuestions(findings),
  ...qualityQuestion(findings),
];
