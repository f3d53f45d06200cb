/** What a person says a stretch of time was; it teaches the fault classifier. */
import type { LabelledWindows } from './class-samples';

export interface IntervalLabel {
  id: string;
  /** From inclusive, to exclusive, ms since epoch. */
  fromMs: number;
  toMs: number;
  /** Class: of the shipped weights, or a person's own. */
  name: string;
  note: string;
  /** Tag whose being on made the label; null for one made by hand. */
  tag: string | null;
  madeMs: number;
}

export const NORMAL = 'normal';
const MINUTE_MS = 60_000;
/** A class name is short enough for a table, and has letters. */
const LONGEST_NAME = 60;

/** What is wrong with a label, in words; null when nothing is. */
export function labelProblem({ fromMs, toMs, name }: Pick<IntervalLabel, 'fromMs' | 'toMs' | 'name'>) {
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return 'Give a start and an end.';
  if (toMs - fromMs < MINUTE_MS) return 'The end must be at least a minute after the start.';
  if (!/\p{L}/u.test(name)) return 'Say what it was: choose a class or write a new one.';
  if (name.length > LONGEST_NAME) return `Use at most ${LONGEST_NAME} letters for the class.`;
  return null;
}

/** Classes that a label may name: those of the weights, then a person's own. */
export const knownClasses = (
  ofWeights: readonly string[],
  labels: readonly Pick<IntervalLabel, 'name'>[],
): string[] => [...new Set([NORMAL, ...ofWeights, ...labels.map(({ name }) => name)])];

/** A class as it is kept: what a person wrote, in the spelling of a class that exists. */
export function className(written: string, known: readonly string[]): string {
  const plain = (text: string) => text.trim().toLowerCase().replaceAll('_', ' ').replace(/\s+/g, ' ');
  return known.find((one) => plain(one) === plain(written)) ?? written.trim().replace(/\s+/g, ' ');
}

/**
 * Stretches in which something was on. Pauses of at most `joinMinutes` do not end one.
 * @param minutes since epoch in which it was, ascending
 */
export function onSpans(minutes: Float64Array, joinMinutes: number): { fromMs: number; toMs: number }[] {
  const found: { fromMs: number; toMs: number }[] = [];
  for (const minute of minutes) {
    const fromMs = minute * MINUTE_MS;
    const last = found.at(-1);
    if (last && fromMs - last.toMs <= joinMinutes * MINUTE_MS) last.toMs = fromMs + MINUTE_MS;
    else found.push({ fromMs, toMs: fromMs + MINUTE_MS });
  }
  return found;
}

/** Minutes between the starts of windows of a label, and of normal time. */
const STRIDE = 10;
const NORMAL_STRIDE = 60;
/** Normal time before a label that is shown, minutes. */
const BEFORE = 2 * 1440;
/** A window is of a class when its newest minutes are; a normal one when all its minutes are. */
const NEWEST = 10;

type Span = Pick<IntervalLabel, 'fromMs' | 'toMs'>;

/**
 * Windows by labels. A fault's windows end in it, with its newest ten minutes; normal ones lie wholly in time labelled so
 * or in the two days before a label that nothing else touches.
 * @param startMs of the first minute
 * @param steps   of a window, minutes
 * @param count   minutes there are
 * @param known   classes of weights to start from, in their order; a label's own classes come after them
 * @param odd     other time that is not to be taken for normal
 * @returns null without labels of faults; the classes have `normal` first where none are known
 */
export function windowsOfLabels(
  labels: readonly IntervalLabel[],
  { startMs, steps, count }: { startMs: number; steps: number; count: number },
  known: readonly string[] | null,
  odd: readonly Span[] = [],
): { windows: LabelledWindows; classes: string[] } | null {
  const faults = labels.filter(({ name }) => name !== NORMAL);
  if (faults.length === 0) return null;
  const classes = [...new Set([...(known ?? [NORMAL]), ...faults.map(({ name }) => name)])];
  const minute = (ms: number) => Math.floor((ms - startMs) / MINUTE_MS);
  const found = new Map<number, number>();
  const add = (start: number, name: string) => {
    if (start >= 0 && start + steps <= count) found.set(start, classes.indexOf(name));
  };
  const touched = [...faults, ...odd].map(({ fromMs, toMs }) => [minute(fromMs), minute(toMs)]);
  const isQuiet = (from: number, to: number) => touched.every(([a, b]) => b <= from || a >= to);
  for (const { name, fromMs, toMs } of labels.filter((label) => label.name === NORMAL))
    for (let at = minute(fromMs); at + steps <= minute(toMs); at += NORMAL_STRIDE) add(at, name);
  for (const { fromMs } of faults)
    for (let at = minute(fromMs) - BEFORE; at + steps <= minute(fromMs); at += NORMAL_STRIDE)
      if (isQuiet(at, at + steps)) add(at, NORMAL);
  for (const { name, fromMs, toMs } of faults) {
    const first = minute(fromMs) + Math.min(NEWEST, minute(toMs) - minute(fromMs));
    for (let end = first; end <= minute(toMs); end += STRIDE) add(end - steps, name);
  }
  const starts = [...found.keys()].sort((a, b) => a - b);
  return {
    classes,
    windows: { starts: Int32Array.from(starts), classes: Uint8Array.from(starts, (at) => found.get(at)!) },
  };
}
