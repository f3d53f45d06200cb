import { csvCell } from '$lib/series/csv-cell';
import type { LiveReadings } from './live-message';

/** A second is written when it is this old: its readings come one after the other. */
const WAIT_MS = 2000;
/** Clocks of devices may be ahead by so much. */
const AHEAD_MS = 60_000;
const MOST_TAGS = 2000;

/** What was left out. */
export interface LiveLeftOut {
  /** Readings of seconds that were written already. */
  late: number;
  /** Readings whose time is ahead of this computer's by more than a minute. */
  ahead: number;
  /** Sensors that came after the table had begun. */
  newTags: number;
}

/** Collects readings into rows of an export, one a second, with a column for each sensor that was known when it began. */
export class LiveRows {
  /** In the order in which they came; that of the columns once the table has begun. */
  readonly tags = new Map<string, string>();
  readonly leftOut: LiveLeftOut = { late: 0, ahead: 0, newTags: 0 };
  #begun = false;
  #later = new Set<string>();
  #seconds = new Map<number, Map<string, string>>();
  #writtenMs = -Infinity;

  /** @param columns of a table that was begun before, to go on with it, and the last second written */
  constructor(columns: readonly string[] = [], writtenMs = -Infinity) {
    for (const tag of columns) this.tags.set(tag, '');
    this.#begun = columns.length > 0;
    this.#writtenMs = writtenMs;
  }

  /** @param nowMs when the message came */
  take({ timeMs, readings }: LiveReadings, nowMs: number): void {
    const second = Math.floor((timeMs ?? nowMs) / 1000) * 1000;
    if (second > nowMs + AHEAD_MS) return void (this.leftOut.ahead += readings.length);
    if (second <= this.#writtenMs) return void (this.leftOut.late += readings.length);
    const row = this.#seconds.get(second) ?? new Map<string, string>();
    this.#seconds.set(second, row);
    for (const [tag, text] of readings) {
      const known = this.tags.has(tag);
      if (!known && (this.#begun || this.tags.size >= MOST_TAGS)) {
        this.#later.add(tag);
        this.leftOut.newTags = this.#later.size;
        continue;
      }
      this.tags.set(tag, text);
      row.set(tag, text);
    }
  }

  /** Rows that are waiting. */
  get waiting(): number {
    return this.#seconds.size;
  }

  /**
   * Lines of the seconds that are over, in order; the header before the first of all. Empty when there are none.
   * @param nowMs ms since epoch
   */
  lines(nowMs: number): string {
    const due = [...this.#seconds.keys()].filter((second) => second <= nowMs - WAIT_MS).sort((a, b) => a - b);
    const rows = due.flatMap((second) => {
      const row = this.#seconds.get(second)!;
      this.#seconds.delete(second);
      return row.size === 0 ? [] : [{ second, row }];
    });
    if (rows.length === 0) return '';
    const names = [...this.tags.keys()];
    const header = this.#begun ? [] : [['timestamp', ...names].map(csvCell).join(',')];
    this.#begun = true;
    this.#writtenMs = rows.at(-1)!.second;
    const lines = rows.map(({ second, row }) =>
      [
        new Date(second).toISOString().replace('.000', ''),
        ...names.map((tag) => csvCell(row.get(tag) ?? '')),
      ].join(','),
    );
    return [...header, ...lines].map((line) => `${line}\n`).join('');
  }
}
