/** What a classifier said over time, and what that means for a stretch of it. */
import { NORMAL } from './interval-labels';

/** Answers on an even grid; a window is told by its end. */
export interface ClassesOverTime {
  classes: readonly string[];
  /** End of the first window, ms since epoch. */
  firstMs: number;
  /** Between two answers. */
  stepMs: number;
  /** Probabilities, shape [answers * classes]; NaN where too little was read for an answer. */
  shares: Float32Array;
  /** Probability below which the answer is "unknown"; null when none is enough. */
  unknownBelow: number | null;
}

/** Minutes between two answers that can be chosen, and answers of one run that a person waits for. */
const STEP_MINUTES = [10, 30, 60, 180];
const MOST_ANSWERS = 3000;

/** Minutes between two answers: every ten, further apart when the range is long. */
export function stepFor({ fromMs, toMs }: { fromMs: number; toMs: number }): number {
  const minutes = (toMs - fromMs) / 60_000;
  return STEP_MINUTES.find((step) => minutes / step <= MOST_ANSWERS) ?? STEP_MINUTES.at(-1)!;
}

/** A class with its probability. */
export interface RankedClass {
  name: string;
  share: number;
}

/** Time of one answer: a class, "unknown" (null), or nothing read. */
export interface ClassStretch {
  fromMs: number;
  toMs: number;
  said: 'class' | 'unknown' | 'no data';
  /** The class that was most probable on average; '' without data. */
  name: string;
  /** Its mean probability, 0 to 1; NaN without data. */
  share: number;
  answers: number;
}

export const answersOf = ({ shares, classes }: ClassesOverTime): number => shares.length / classes.length;

/** End of the window of an answer. */
export const endOf = ({ firstMs, stepMs }: ClassesOverTime, answer: number): number =>
  firstMs + answer * stepMs;

/** Classes of some answers by their mean probability, the most probable first; [] when none was answered. */
export function rankedOver(over: ClassesOverTime, from: number, to: number): RankedClass[] {
  const { classes, shares } = over;
  const sums = new Float64Array(classes.length);
  let count = 0;
  for (let answer = Math.max(0, from); answer < Math.min(to, answersOf(over)); answer++) {
    if (Number.isNaN(shares[answer * classes.length])) continue;
    count += 1;
    for (let at = 0; at < classes.length; at++) sums[at] += shares[answer * classes.length + at];
  }
  if (count === 0) return [];
  return classes
    .map((name, at) => ({ name, share: sums[at] / count }))
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
}

/** Whether a probability names its class. */
export const isSure = ({ unknownBelow }: Pick<ClassesOverTime, 'unknownBelow'>, share: number): boolean =>
  unknownBelow !== null && share >= unknownBelow;

/** What is said of a stretch of time; null when no window ends in it. @param fromMs exclusive @param toMs inclusive */
export function classOfSpan(
  over: ClassesOverTime,
  fromMs: number,
  toMs: number,
): { said: 'class' | 'unknown'; ranked: RankedClass[] } | null {
  const { firstMs, stepMs } = over;
  const from = Math.floor((fromMs - firstMs) / stepMs) + 1;
  const to = Math.floor((toMs - firstMs) / stepMs) + 1;
  const ranked = rankedOver(over, from, to);
  if (ranked.length === 0) return null;
  return { said: isSure(over, ranked[0].share) ? 'class' : 'unknown', ranked };
}

/** Answers of one kind that follow each other, as stretches without gaps; each answer stands for the step before it. */
export function stretchesOf(over: ClassesOverTime): ClassStretch[] {
  const { classes, shares, stepMs } = over;
  const found: ClassStretch[] = [];
  let begun = 0;
  for (let answer = 0; answer < answersOf(over); answer++) {
    const row = shares.subarray(answer * classes.length, (answer + 1) * classes.length);
    const best = greatest(row);
    const said = Number.isNaN(row[0]) ? 'no data' : isSure(over, row[best]) ? 'class' : 'unknown';
    const name = said === 'class' ? classes[best] : '';
    const last = found.at(-1);
    if (last && last.said === said && (said !== 'class' || last.name === name)) {
      last.toMs = endOf(over, answer);
      last.answers += 1;
    } else {
      if (last) close(over, last, begun);
      begun = answer;
      const toMs = endOf(over, answer);
      found.push({ fromMs: toMs - stepMs, toMs, said, name, share: NaN, answers: 1 });
    }
  }
  const last = found.at(-1);
  if (last) close(over, last, begun);
  return found;
}

/** Fill in what was most probable over a whole stretch. */
function close(over: ClassesOverTime, stretch: ClassStretch, begun: number): void {
  const ranked = rankedOver(over, begun, begun + stretch.answers);
  if (ranked.length === 0) return;
  const own = stretch.said === 'class' ? ranked.find(({ name }) => name === stretch.name)! : ranked[0];
  [stretch.name, stretch.share] = [own.name, own.share];
}

/** Time that stretches of each kind take, the longest first; what was not read is left out. */
export function timeByClass(stretches: readonly ClassStretch[]): { name: string; ms: number }[] {
  const ms = new Map<string, number>();
  for (const { said, name, fromMs, toMs } of stretches) {
    if (said === 'no data') continue;
    const key = said === 'unknown' ? UNKNOWN : name;
    ms.set(key, (ms.get(key) ?? 0) + toMs - fromMs);
  }
  return [...ms].map(([name, sum]) => ({ name, ms: sum })).sort((a, b) => b.ms - a.ms);
}

/** What is said when no class is sure enough. */
export const UNKNOWN = 'unknown';

export const isFault = ({ said, name }: Pick<ClassStretch, 'said' | 'name'>): boolean =>
  said === 'class' && name !== NORMAL;

function greatest(row: Float32Array): number {
  let best = 0;
  for (let at = 1; at < row.length; at++) if (row[at] > row[best]) best = at;
  return best;
}
