import { offsetText, wallText } from '$lib/series/format-time';
import { dayStarts, instantOf, wallMs } from '$lib/series/zone';
import type { ChartView } from './types';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distance of ticks: by the clock, by days (weeks start on Mondays), or by months. */
export type TimeStep =
  { kind: 'clock'; ms: number } | { kind: 'days'; days: number } | { kind: 'months'; months: number };

/** A mark on the time axis. */
export interface TimeTick {
  ms: number;
  /** One line, or two where a day or a year begins: `00:00\nSun 31 Mar`. */
  label: string;
  /** True where a day starts on the plant's clock and ticks are closer than a day. */
  startsDay: boolean;
}

const CLOCK_STEPS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

const STEPS: { step: TimeStep; ms: number }[] = [
  ...CLOCK_STEPS.map((ms) => ({ step: { kind: 'clock' as const, ms }, ms })),
  ...DAY_STEPS.map((days) => ({ step: { kind: 'days' as const, days }, ms: days * DAY })),
  ...MONTH_STEPS.map((months) => ({ step: { kind: 'months' as const, months }, ms: months * 30.4 * DAY })),
];

/** The closest step that leaves each label its room: `spacePx` between ticks of a plot `widthPx` wide. */
export function timeStep(view: ChartView, widthPx: number, spacePx: number): TimeStep {
  const least = ((view.toMs - view.fromMs) * spacePx) / Math.max(1, widthPx);
  return (STEPS.find(({ ms }) => ms >= least) ?? STEPS[STEPS.length - 1]).step;
}

/**
 * Ticks of a time axis on the plant's clock. On a day of 23 hours the skipped hour has no tick; on a day of 25 the
 * repeated hour has two, which say their offset.
 * @param view    what is visible
 * @param widthPx width of the plot
 * @param zone    IANA name
 * @param spacePx least distance of ticks
 * @returns ascending, within the view, its end included
 */
export function timeTicks(view: ChartView, widthPx: number, zone: string, spacePx = 72): TimeTick[] {
  const step = timeStep(view, widthPx, spacePx);
  const minGapMs = ((view.toMs - view.fromMs) * spacePx) / Math.max(1, widthPx);
  switch (step.kind) {
    case 'clock':
      return clockTicks(view, step.ms, zone, minGapMs);
    case 'days':
      return dated(dayTicks(view, step.days, zone), (text) => text.date, zone, minGapMs);
    case 'months': {
      const name = step.months >= 12 ? 'year' : 'month';
      return dated(monthTicks(view, step.months, zone), (text) => text[name], zone, minGapMs);
    }
  }
  step satisfies never;
}

/**
 * Instants at which the clock shows a multiple of a step, counted from midnight; steps of more than an hour take
 * only the first of a repeated hour.
 */
export function clockInstants(view: ChartView, stepMs: number, zone: string): number[] {
  const stride = Math.min(stepMs, QUARTER);
  const instants: number[] = [];
  const seen = new Set<number>();
  for (let ms = Math.ceil(view.fromMs / stride) * stride; ms <= view.toMs; ms += stride) {
    const wall = wallMs(ms, zone);
    if (wall % stepMs !== 0 || (stepMs > HOUR && seen.has(wall))) continue;
    seen.add(wall);
    instants.push(ms);
  }
  return instants;
}

function clockLabel(ms: number, stepMs: number, zone: string): string {
  const { time, seconds, fraction } = wallText(ms, zone);
  if (stepMs >= MINUTE) return time;
  return time + seconds + (stepMs < SECOND ? fraction.slice(0, 2) : '');
}

function clockTicks(view: ChartView, stepMs: number, zone: string, minGapMs: number): TimeTick[] {
  const instants = clockInstants(view, stepMs, zone);
  const starts = new Set(dayStarts(view.fromMs, view.toMs + 1, zone));
  const dayAfterFirst = instants.find((ms, i) => i > 0 && starts.has(ms));
  const walls = instants.map((ms) => wallMs(ms, zone));
  const repeated = new Set(walls.filter((wall, i) => walls.indexOf(wall) !== i));
  return instants.map((ms, i) => {
    const startsDay = starts.has(ms);
    const hasRoom = dayAfterFirst === undefined || dayAfterFirst - ms >= minGapMs * 1.2;
    const day = startsDay || (i === 0 && hasRoom) ? `\n${wallText(ms, zone).weekday}` : '';
    const offset = repeated.has(walls[i]) ? ` ${offsetText(ms, zone).replace('UTC', '') || '+0'}` : '';
    return { ms, label: clockLabel(ms, stepMs, zone) + offset + day, startsDay };
  });
}

function dayTicks(view: ChartView, days: number, zone: string): number[] {
  // Day 4 since epoch was a Monday.
  return dayStarts(view.fromMs, view.toMs + 1, zone).filter(
    (ms) => (Math.floor(wallMs(ms, zone) / DAY) - 4) % days === 0,
  );
}

function monthTicks(view: ChartView, months: number, zone: string): number[] {
  const first = new Date(wallMs(view.fromMs, zone));
  const firstMonth = first.getUTCFullYear() * 12 + first.getUTCMonth();
  const ticks: number[] = [];
  for (let month = Math.floor(firstMonth / months) * months; ; month += months) {
    const ms = instantOf(Date.UTC(Math.floor(month / 12), month % 12), zone);
    if (ms > view.toMs) return ticks;
    if (ms >= view.fromMs) ticks.push(ms);
  }
}

/** Labels of ticks a day or more apart: the year stands below the first tick and wherever it changes. */
function dated(
  instants: number[],
  nameOf: (text: ReturnType<typeof wallText>) => string,
  zone: string,
  minGapMs: number,
): TimeTick[] {
  const texts = instants.map((ms) => wallText(ms, zone));
  const change = texts.findIndex((text, i) => i > 0 && text.year !== texts[i - 1].year);
  return instants.map((ms, i) => {
    const [name, year] = [nameOf(texts[i]), texts[i].year];
    const isChange = i > 0 && year !== texts[i - 1].year;
    const isFirst = i === 0 && (change === -1 || instants[change] - ms >= minGapMs * 0.6);
    const below = name !== year && (isChange || isFirst) ? `\n${year}` : '';
    return { ms, label: name + below, startsDay: false };
  });
}
