import { expect, test } from 'vitest';
import { emptyMinutes } from '$lib/ingest/merge-minutes';
import { HistorySummary } from '$lib/ingest/tag-summary';

/** Minutes one after the other, each with this many rows and this many readings of two tags. */
function summaryOf(
  minutes: number,
  stepMinutes: number,
  rows: number,
  counts: [number, number],
): HistorySummary {
  const chunk = emptyMinutes(minutes, 2);
  for (let at = 0; at < minutes; at++) {
    chunk.minutes[at] = at * stepMinutes;
    chunk.rows[at] = rows;
    chunk.count.set(counts, at * 2);
  }
  const summary = new HistorySummary(2);
  summary.add(chunk);
  return summary;
}

test.each([
  ['a row a second for all tags', 1, 60, [60, 60], 1],
  ['a row for each of two tags every two seconds', 1, 60, [30, 30], 2],
  ['a fast tag and a slow one in rows of their own', 1, 66, [60, 6], 1],
  ['rows without any reading', 1, 6, [0, 0], 10],
  ['a row every quarter of an hour', 15, 1, [1, 1], 900],
  ['a row for each of two tags every quarter of an hour', 15, 2, [1, 1], 900],
] as const)('%s: the sampling interval is that of the densest tag', (_name, step, rows, counts, seconds) => {
  expect(summaryOf(100, step, rows, [...counts]).samplingIntervalSeconds()).toBe(seconds);
});
