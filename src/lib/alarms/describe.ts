import { localDigits } from '$lib/series/locale';
import { isUpper, type AlarmDefinition } from './definition';
import type { Occurrence } from './occurrences';

/** How values and times are written, by whoever shows them. */
export interface AlarmWords {
  /** A value of what the alarm judges, with its unit. */
  value(value: number): string;
  /** A limit, in as many digits as it was given, with its unit. */
  limit(value: number): string;
  /** A limit of a change or difference of it, with its unit. */
  difference(value: number): string;
  /** An instant. */
  time(ms: number): string;
  /** A length of time. */
  length(ms: number): string;
}

/** A limit without digits that it was not given. @param unit as written on the screen, '' for none */
export const limitText = (value: number, unit: string): string =>
  `${localDigits(String(Number(value.toPrecision(5))))}${unit === '' ? '' : `\u00a0${unit}`}`.replace(
    /^-/,
    '\u2212',
  );

type Occurred = Pick<Occurrence, 'sinceMs' | 'returnedMs' | 'value' | 'worst'>;

/** What an alarm watches, as a clause: `above 200 psi`. The limit is in the unit that `words` writes. */
export function conditionWords(definition: AlarmDefinition, words: AlarmWords): string {
  switch (definition.kind) {
    case 'threshold':
      return `${isUpper(definition.level) ? 'above' : 'below'} ${words.limit(definition.limit)}`;
    case 'digital':
      return definition.abnormal ? 'on' : 'off';
    case 'anomaly':
      return `score above ${definition.limit.toPrecision(3)}`;
    case 'rate-of-change': {
      const way = { up: 'rose', down: 'fell', either: 'changed' }[definition.direction];
      return `${way} by more than ${words.difference(definition.limit)} in ${definition.windowMinutes} min`;
    }
    case 'deviation': {
      const { from, limit, percent } = definition;
      const by = percent ? `${limit} %` : words.difference(limit);
      const usual =
        from.kind === 'value'
          ? words.limit(from.value)
          : from.kind === 'tag'
            ? from.tag
            : `its mean of the last ${words.length(from.minutes * 60_000)}`;
      return `more than ${by} off ${usual}`;
    }
    default:
      return definition satisfies never;
  }
}

/** Whether the worst value of an occurrence says something of itself: a change or a difference is not the value. */
const hasWorst = ({ kind }: AlarmDefinition): boolean => kind === 'threshold' || kind === 'deviation';

/** An occurrence in a sentence: `Hydrogen sulfide high: above 300 ppm from 03:12 for 41 min, at worst 412 ppm.` */
export function describeOccurrence(
  definition: AlarmDefinition,
  { sinceMs, returnedMs, value, worst }: Occurred,
  words: AlarmWords,
): string {
  const when =
    returnedMs === null
      ? `since ${words.time(sinceMs)}`
      : `from ${words.time(sinceMs)} for ${words.length(returnedMs - sinceMs)}`;
  const shown = worst ?? value;
  const extreme = worst === null ? 'then at' : 'at worst';
  const tail = hasWorst(definition) && shown !== null ? `, ${extreme} ${words.value(shown)}` : '';
  return `${definition.name}: ${conditionWords(definition, words)} ${when}${tail}.`;
}
