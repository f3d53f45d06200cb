/** A plan in words, and the choices a person has instead. */

import type { Dialect, SourcePlan, TimeFormat, TimeSource } from '$lib/ingest/types';

const DELIMITERS: Record<Dialect['delimiter'], string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
const ENCODINGS: Record<Dialect['encoding'], string> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big-endian)',
};

/** `UTF-8, separated by semicolons, decimal comma`. */
export function dialectInWords({ encoding, delimiter, decimal, thousands }: Dialect): string {
  const grouped = thousands ? `, thousands grouped by "${thousands}"` : '';
  return `${ENCODINGS[encoding]}, separated by ${DELIMITERS[delimiter]}, decimal ${decimal === ',' ? 'comma' : 'point'}${grouped}`;
}

const EPOCH_WORDS = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const;

/** A time format as an option reads. */
export function formatInWords(format: TimeFormat): string {
  switch (format.kind) {
    case 'iso':
      return 'ISO: 2024-03-31 14:05:00';
    case 'pattern':
      return format.pattern;
    case 'epoch':
      return `${EPOCH_WORDS[format.unit]} since 1970`;
    case 'excel':
      return 'spreadsheet days since 1900';
  }
  format satisfies never;
}

/** Formats offered beside the one that was found. */
export const COMMON_FORMATS: TimeFormat[] = [
  { kind: 'iso' },
  { kind: 'pattern', pattern: 'dd.MM.yyyy HH:mm:ss' },
  { kind: 'pattern', pattern: 'dd/MM/yyyy HH:mm:ss' },
  { kind: 'pattern', pattern: 'MM/dd/yyyy HH:mm:ss' },
  { kind: 'pattern', pattern: 'MM/dd/yyyy hh:mm:ss a' },
  { kind: 'pattern', pattern: 'yyyy/MM/dd HH:mm:ss' },
  { kind: 'epoch', unit: 's' },
  { kind: 'epoch', unit: 'ms' },
  { kind: 'epoch', unit: 'us' },
  { kind: 'epoch', unit: 'ns' },
  { kind: 'excel' },
];

/** The formats to choose from: the one in force first, each once. */
export function formatChoices(inForce: TimeFormat | null): TimeFormat[] {
  const all = inForce ? [inForce, ...COMMON_FORMATS] : COMMON_FORMATS;
  const words = all.map(formatInWords);
  return all.filter((_, index) => words.indexOf(words[index]) === index);
}

/** Format of a time source, null for row numbers. */
export function formatOf(time: TimeSource): TimeFormat | null {
  return time.kind === 'row-number' ? null : time.format;
}

/** Which column the time comes from, as the value of a choice: its number, `both`, or `rows`. */
export function timeChoice(time: TimeSource): string {
  if (time.kind === 'row-number') return 'rows';
  return time.kind === 'two-columns' ? 'both' : String(time.column);
}

/** The time source that a choice stands for, keeping what still fits of the one in force. */
export function chosenTime(choice: string, plan: Pick<SourcePlan, 'time' | 'firstTimeMs'>): TimeSource {
  const { time } = plan;
  if (choice === 'both') return time;
  if (choice === 'rows')
    return { kind: 'row-number', startMs: plan.firstTimeMs ?? Date.UTC(2000, 0, 1), intervalMs: 1000 };
  return { kind: 'column', column: Number(choice), format: formatOf(time) ?? { kind: 'iso' } };
}

/** `every 2 s`, `every 15 min`; the step between most rows. */
function stepInWords(ms: number): string {
  if (ms < 1000) return `every ${Math.round(ms)} ms`;
  if (ms < 60_000) return `every ${Number((ms / 1000).toFixed(1))} s`;
  return ms < 3_600_000
    ? `every ${Number((ms / 60_000).toFixed(1))} min`
    : `every ${Number((ms / 3_600_000).toFixed(1))} h`;
}

/** How the rows are laid out and follow each other: `one for each time, mostly every 2 s, newest first`. */
export function rowsInWords({ layout, pace }: Pick<SourcePlan, 'layout' | 'pace'>): string {
  const step = pace && pace.stepMs > 0 ? [`mostly ${stepInWords(pace.stepMs)}`] : [];
  const order = pace?.newestFirst ? ['newest first'] : [];
  return [layout ? 'one for each tag and time' : 'one for each time', ...step, ...order].join(', ');
}

/** Confidence of a mapping in a word. */
export function confidenceInWords(confidence: number): string {
  if (confidence >= 0.999) return 'sure';
  if (confidence >= 0.8) return 'likely';
  return confidence >= 0.5 ? 'maybe' : 'a guess';
}
