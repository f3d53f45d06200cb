/** Readings of one source that another source replaced, of one tag or of whole rows. */
export interface Replaced {
  source: number;
  /** Position among the dataset's tags, -1 for whole rows. */
  tag: number;
  /** Rows, or readings in rows that are used for their other tags. */
  count: number;
  /** First minute, minutes since epoch. */
  firstMinute: number;
  /** Source whose readings stood in the first case. */
  by: number;
}

/** What a source lost to others. */
export interface SourceOverlap {
  rowsReplaced: number;
  readingsReplaced: number;
}

interface Pending {
  tag: number;
  count: number;
  by: number;
}

/**
 * Counts what overlapping sources lost: whole rows of which no reading stands, and single readings of rows that are
 * used otherwise.
 */
export class OverlapTally {
  readonly #replaced = new Map<string, Replaced>();
  readonly #sources: SourceOverlap[];
  readonly #pending: Pending[][];

  constructor(sources: number) {
    this.#sources = Array.from({ length: sources }, () => ({ rowsReplaced: 0, readingsReplaced: 0 }));
    this.#pending = Array.from({ length: sources }, () => []);
  }

  /** A source's readings of a tag in a minute do not stand. Its `rows` of the minute follow. */
  reading(source: number, tag: number, count: number, by: number): void {
    this.#pending[source].push({ tag, count, by });
  }

  /** The rows of a source in a minute, after its readings. */
  rows(source: number, rows: number, replaced: boolean, minute: number): void {
    const pending = this.#pending[source];
    if (pending.length === 0) return;
    if (replaced) {
      this.#sources[source].rowsReplaced += rows;
      this.#add({ source, tag: -1, count: rows, firstMinute: minute, by: pending[0].by });
    } else {
      for (const { tag, count, by } of pending) {
        this.#sources[source].readingsReplaced += count;
        this.#add({ source, tag, count, firstMinute: minute, by });
      }
    }
    pending.length = 0;
  }

  of(source: number): SourceOverlap {
    return this.#sources[source];
  }

  /** Everything that was replaced, by source, whole rows first. */
  list(): Replaced[] {
    return [...this.#replaced.values()].sort((a, b) => a.source - b.source || a.tag - b.tag);
  }

  #add(replaced: Replaced): void {
    const key = `${replaced.source} ${replaced.tag}`;
    const known = this.#replaced.get(key);
    if (known) known.count += replaced.count;
    else this.#replaced.set(key, replaced);
  }
}
