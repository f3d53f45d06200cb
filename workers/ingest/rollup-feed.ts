import { FullChunks } from '$lib/ingest/full-chunks';
import { HourRollup } from '$lib/ingest/hours';
import type { Minutes } from '$lib/ingest/merge-minutes';
import { HistorySummary } from '$lib/ingest/tag-summary';
import { rowGroupRows } from '$lib/sql/plant-tables';
import type { PlantWriter } from './plant-writer';

/** Feeds merged minutes, ascending and in chunks of full row groups but for the last, to the writer: as minutes and as hours. */
export class RollupFeed {
  readonly history: HistorySummary;
  /** Rows in the minutes: at distinct times where several sources were merged, else those used. */
  rows = 0;
  readonly #hours: HourRollup;
  readonly #held: FullChunks;

  constructor(readonly writer: PlantWriter) {
    const tags = writer.tags.length;
    this.history = new HistorySummary(tags);
    this.#hours = new HourRollup(tags);
    this.#held = new FullChunks(tags, rowGroupRows(tags));
  }

  add(chunk: Minutes): void {
    this.history.add(chunk);
    this.rows += chunk.rows.reduce((sum, count) => sum + count, 0);
    this.#addHours(this.#hours.add(chunk));
    this.writer.append('minute_rollup', chunk);
  }

  /** Write the hours that are still held. */
  finish(): void {
    this.#addHours(this.#hours.finish());
    this.writer.append('hour_rollup', this.#held.finish());
  }

  #addHours(hours: Minutes): void {
    for (const full of this.#held.add(hours)) this.writer.append('hour_rollup', full);
  }
}
