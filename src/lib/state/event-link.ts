/** An event in the address: behind the #, by its onset, which stays the same when the history is searched again. */

const HASH = /^#event=(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)$/;

/** Onset of the event that an address names, ms since epoch; null when it names none. */
export function eventOfHash(hash: string): number | null {
  const ms = Date.parse(HASH.exec(hash)?.[1] ?? '');
  return Number.isNaN(ms) ? null : ms;
}

/** What names an event in an address. @param fromMs its onset, ms since epoch */
export const hashOfEvent = (fromMs: number): `#event=${string}` =>
  `#event=${new Date(Math.round(fromMs)).toISOString().replace('.000Z', 'Z')}`;

/** The event that is meant by an onset: that onset itself, or the nearest within ten minutes; null when there is none. */
export function eventNear<E extends { event: { fromMs: number } }>(
  events: readonly E[],
  ms: number | null,
): E | null {
  if (ms === null) return null;
  let [nearest, distance]: [E | null, number] = [null, 600_001];
  for (const one of events) {
    const away = Math.abs(one.event.fromMs - ms);
    if (away < distance) [nearest, distance] = [one, away];
  }
  return nearest;
}
