/**
 * Chattering: this many annunciations of one alarm within so long. The usual criterion, three in one minute, cannot be seen in
 * minutes, in which an alarm annunciates at most every other one; ten minutes are our choice.
 */
export const CHATTER_COUNT = 3;
export const CHATTER_MS = 600_000;

/** An annunciation; lists of them are in order of time. */
export interface Annunciation {
  alarm: string;
  atMs: number;
}

/**
 * Alarms that chatter.
 * @returns by alarm, how many annunciations belong to a chattering stretch, most first
 */
export function chatteringOf(
  annunciations: readonly Annunciation[],
): { alarm: string; annunciations: number }[] {
  const times = new Map<string, number[]>();
  for (const { alarm, atMs } of annunciations) {
    const of = times.get(alarm);
    if (of === undefined) times.set(alarm, [atMs]);
    else of.push(atMs);
  }
  return [...times]
    .map(([alarm, of]) => ({ alarm, annunciations: chatters(of) }))
    .filter((one) => one.annunciations > 0)
    .sort((one, other) => other.annunciations - one.annunciations);
}

function chatters(timesMs: number[]): number {
  let counted = 0;
  let next = 0;
  for (let at = CHATTER_COUNT - 1; at < timesMs.length; at++) {
    const first = at - CHATTER_COUNT + 1;
    if (timesMs[at] - timesMs[first] > CHATTER_MS) continue;
    counted += at + 1 - Math.max(first, next);
    next = at + 1;
  }
  return counted;
}
