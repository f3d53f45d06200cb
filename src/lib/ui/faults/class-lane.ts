import { colorOf } from '$lib/charts/palette';
import type { TimelineLook, TimelineRow, TimelineSpan } from '$lib/charts/timeline-bars';
import type { ChartData } from '$lib/charts/types';
import {
  answersOf,
  endOf,
  isFault,
  rankedOver,
  type ClassesOverTime,
  type ClassStretch,
} from '$lib/models/classes-over-time';
import { classWords, stretchWords } from './words';

/** Classes that are drawn, at most: the most probable of the time shown. */
const MOST_SERIES = 6;

const lookOf = (stretch: ClassStretch): TimelineLook => {
  if (stretch.said === 'no data') return 'none';
  if (stretch.said === 'unknown') return 'half';
  return isFault(stretch) ? 'medium' : 'off';
};

export const LANE_LEGEND: { look: TimelineLook; words: string }[] = [
  { look: 'off', words: 'normal operation' },
  { look: 'medium', words: 'looks like a fault' },
  { look: 'half', words: 'unknown' },
];

/** A row of all that was said, and one for each fault that was named. */
export function laneRows(stretches: readonly ClassStretch[]): TimelineRow[] {
  const spanOf = (stretch: ClassStretch): TimelineSpan => ({
    ...{ fromMs: stretch.fromMs, toMs: stretch.toMs, look: lookOf(stretch) },
    state: stretchWords(stretch),
  });
  const faults = [...new Set(stretches.filter(isFault).map(({ name }) => name))];
  return [
    { id: ' all', label: 'What it looks like', spans: stretches.map(spanOf) },
    ...faults.map((name) => ({
      ...{ id: name, label: classWords(name) },
      spans: stretches.filter((stretch) => isFault(stretch) && stretch.name === name).map(spanOf),
    })),
  ];
}

/** Probabilities of the classes that were most probable, in percent. */
export function classChart(over: ClassesOverTime): ChartData {
  const { classes, shares, stepMs } = over;
  const count = answersOf(over);
  const peak = (name: string) => {
    const at = classes.indexOf(name);
    let most = 0;
    for (let answer = 0; answer < count; answer++) {
      const share = shares[answer * classes.length + at];
      if (share > most) most = share;
    }
    return most;
  };
  const drawn = rankedOver(over, 0, count)
    .map(({ name }) => ({ name, most: peak(name) }))
    .filter(({ most }) => most >= 0.2)
    .slice(0, MOST_SERIES);
  const taken = new Set<string>();
  return {
    stepMs,
    timesMs: Float64Array.from({ length: count }, (_, answer) => endOf(over, answer)),
    series: drawn.map(({ name }) => {
      const at = classes.indexOf(name);
      let index = 0;
      while (taken.has(colorOf(name, index)) && index < 8) index++;
      taken.add(colorOf(name, index));
      return {
        ...{ tag: `class ${name}`, label: classWords(name), unit: '%', kind: 'line' as const },
        ...{ color: colorOf(name, index), min: null, max: null },
        values: Float64Array.from(
          { length: count },
          // More digits than the tenth say nothing.
          (_, answer) => Math.round(1000 * shares[answer * classes.length + at]) / 10,
        ),
      };
    }),
  };
}
