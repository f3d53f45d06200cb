import { formatValue } from '$lib/series/format-value';
import { holdMinutes, type Hold, type Holds } from './holds';
import { lengthInWords } from './length-words';
import { findingOver } from './runs';
import type { Finding } from './types';

/** No value held for less is called a flat-line: minutes, and readings of the tag. */
const LEAST_MINUTES = 30;
const LEAST_READINGS = 10;
/** Nor one held for less than so many times what nearly all values of the tag are held. */
const TIMES_USUAL = 10;
const NEARLY_ALL = 0.95;
/** A tag that changes less often is a setting, not a measurement. */
const LEAST_CHANGES = 50;

/** How long nearly all values of a tag are held, minutes. @param stepMinutes minutes between readings, at least 1 */
function usualHold(minutes: Int32Array, { held, moving }: Holds, stepMinutes: number): number {
  const rank = Math.floor(NEARLY_ALL * (moving + held.length)) - moving;
  if (rank < 0) return stepMinutes;
  return Float64Array.from(held, (hold) => holdMinutes(minutes, hold)).sort()[rank];
}

/** How long a tag must hold a value to count as a flat-line, minutes; infinite when its history cannot tell. */
export function flatLineMinutes(minutes: Int32Array, holds: Holds, stepMinutes: number): number {
  if (holds.held.length + holds.moving < LEAST_CHANGES) return Number.POSITIVE_INFINITY;
  const usual = usualHold(minutes, holds, stepMinutes);
  return Math.max(LEAST_MINUTES, LEAST_READINGS * stepMinutes, TIMES_USUAL * usual);
}

/**
 * Where a tag that moves stands still much longer than it ever usually does: an instrument that is stuck, or a value
 * that is no longer updated. What stands still because the plant stands is left out, and zero, which is what an
 * instrument reads when nothing flows. A value at which it stands for long more
 * than once may be where it rests: uncertain.
 * @param stepMinutes minutes between readings, at least 1
 * @param resting     whether the plant stands at a position; null where that is not known
 */
export function judgeFlatLine(
  tag: string,
  unit: string,
  minutes: Int32Array,
  holds: Holds,
  stepMinutes: number,
  resting: ((at: number) => boolean) | null,
): Finding[] {
  const least = flatLineMinutes(minutes, holds, stepMinutes);
  const usual = lengthInWords(usualHold(minutes, holds, stepMinutes));
  const long = holds.held.filter(
    (hold) => hold.value !== 0 && holdMinutes(minutes, hold) >= least && !atRest(hold, resting),
  );
  const again = heldAgain(long);
  return long.map((hold) => {
    const length = holdMinutes(minutes, hold);
    const words = `Stood at ${formatValue(hold.value, unit)} for ${lengthInWords(length)} without any change; nearly always it changes within ${usual}.`;
    const atEnd = again.has(hold.value);
    return findingOver([{ from: minutes[hold.first], to: minutes[hold.last] + 1 }], {
      ...{ kind: 'flat-line', tag, count: length },
      ...(atEnd ? { quality: 'uncertain', excluded: false } : { quality: 'bad', excluded: true }),
      words: atEnd ? `${words} It stood there before or after: at rest, or at the end of its range.` : words,
    });
  });
}

/** Values held for long more than once, with other readings between; what is stuck stays at any value. */
function heldAgain(long: readonly Hold[]): Set<number> {
  const [once, again] = [new Set<number>(), new Set<number>()];
  long.forEach(({ value, first }, at) => {
    const before = long[at - 1];
    if (before && before.value === value && first - before.last <= 1) return;
    if (once.has(value)) again.add(value);
    once.add(value);
  });
  return again;
}

/** Whether the plant stood for half of a hold or more. */
function atRest({ first, last }: Hold, resting: ((at: number) => boolean) | null): boolean {
  if (!resting) return false;
  let rest = 0;
  for (let at = first; at <= last; at++) if (resting(at)) rest++;
  return rest * 2 >= last - first + 1;
}
