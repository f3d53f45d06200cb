import { readFileSync } from 'node:fs';
import { planSource } from '$lib/ingest/plan';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import { tagColumns } from '$lib/ingest/types';
import { judgeTag } from '$lib/quality/judge-tag';
import { defaultLimits } from '$lib/quality/limits';
import { judgeTimeline, type TimelineReport } from '$lib/quality/timeline';
import type { Finding, TagMinutes, TagReport } from '$lib/quality/types';

const SAMPLE = 256 * 1024;

export interface JudgedCsv {
  rows: TimelineReport;
  tags: TagReport[];
  findings: Finding[];
  /** Minutes that hold rows. */
  minutes: Int32Array;
}

/** An export read and rolled up as the import does it, then judged as the page does it. */
export function judgeCsv(path: string): JudgedCsv {
  const bytes = new Uint8Array(readFileSync(path));
  const [head, tail] = [bytes.subarray(0, SAMPLE), bytes.subarray(Math.max(0, bytes.length - SAMPLE))];
  const plan = planSource({ fileName: path, sizeBytes: bytes.length, head, tail }, {});
  const slice = { source: 0, order: 0, start: plan.dataStart, end: bytes.length };
  const partial = rollUpText(scanSlice(slice, plan, bytes.subarray(plan.dataStart), null), plan);
  const timeline = { minutes: partial.minutes, rows: Float64Array.from(partial.rows) };
  const columns = tagColumns(plan);
  const rows = judgeTimeline(timeline, !plan.zoneInFile);
  const column = (cells: ArrayLike<number>, tag: number) =>
    Float64Array.from(timeline.minutes, (_, at) => cells[at * columns.length + tag]);
  const tags = columns.map((facts, tag) => {
    const count = column(partial.count, tag);
    const read = (cells: ArrayLike<number>) =>
      column(cells, tag).map((value, at) => (count[at] > 0 ? value : Number.NaN));
    const sum = read(partial.sum);
    const values: TagMinutes = {
      ...{ avg: sum.map((total, at) => total / count[at]), min: read(partial.min), max: read(partial.max) },
      count,
    };
    const kind = facts.kind === 'boolean' ? 'boolean' : 'number';
    const known = { ...facts, kind } as const;
    const context = { timeline, rowsInterval: rows.interval, resting: null, zone: plan.zone };
    return judgeTag(known, values, { ...context, limits: defaultLimits(known) });
  });
  return {
    rows,
    tags,
    findings: [...rows.findings, ...tags.flatMap(({ findings }) => findings)],
    minutes: timeline.minutes,
  };
}
