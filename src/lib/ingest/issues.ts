import type { IssueReason, SliceIssue } from './types';

const SAMPLE_CHARS = 80;

/** Counts what was not used by column and reason, and keeps the first case of each. */
export class IssueCounter {
  readonly #byKey = new Map<string, SliceIssue>();

  /**
   * @param column file column, -1 for the whole row
   * @param line   0-based within the slice
   * @param text   the case as written; called for the first case only
   */
  add(column: number, reason: IssueReason, line: number, rejectsRow: boolean, text: () => string): void {
    const key = `${column} ${reason} ${rejectsRow}`;
    const known = this.#byKey.get(key);
    if (known) known.count++;
    else {
      const sample = text().trim().slice(0, SAMPLE_CHARS);
      this.#byKey.set(key, { column, reason, count: 1, firstLine: line, sample, rejectsRow });
    }
  }

  list(): SliceIssue[] {
    return [...this.#byKey.values()];
  }
}
