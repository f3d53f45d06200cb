import type { JournalEntry } from '$lib/alarms/journal-types';

const MINUTE_MS = 60_000;

type Annunciation = Pick<JournalEntry, 'alarm' | 'atMs' | 'annunciates'>;

/** Which annunciations are news while a plant grows: its alarms are judged anew, as a whole, after each growth. */
export class AlarmNews {
  #told = new Set<string>();
  /** End of the data when it was last told, ms since epoch; NaN before. */
  #knownToMs = Number.NaN;

  /**
   * What annunciated in the data that was added since the last call; nothing at the first, and nothing older that other
   * limits bring up.
   * @param endMs end of the data that the entries were judged by
   */
  take<T extends Annunciation>(entries: readonly T[], endMs: number): T[] {
    // The minute at the end was not whole when it was judged before.
    const fromMs = this.#knownToMs - MINUTE_MS;
    const key = ({ alarm, atMs }: Annunciation) => `${atMs} ${alarm}`;
    const sounded = entries.filter(({ annunciates }) => annunciates);
    const fresh = sounded.filter((entry) => entry.atMs >= fromMs && !this.#told.has(key(entry)));
    this.#told = new Set(sounded.map(key));
    this.#knownToMs = endMs;
    return fresh;
  }

  forget(): void {
    this.#told.clear();
    this.#knownToMs = Number.NaN;
  }
}
