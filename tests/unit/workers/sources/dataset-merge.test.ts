import { describe, expect, it } from 'vitest';
import { emptyMinutes, type Minutes } from '$lib/ingest/merge-minutes';
import { planSource } from '$lib/ingest/plan';
import { rollUpText } from '$lib/ingest/rollup-text';
import { scanSlice } from '$lib/ingest/scan';
import type { SourcePlan } from '$lib/ingest/types';
import type { ImportRequest } from '$lib/rpc/importer';
import type { BaseFacts, BasePlant } from '../../../../workers/ingest/base-plant';
import { DatasetMerge, mergedTags, type ReadExport } from '../../../../workers/ingest/dataset-merge';

const START_S = Date.UTC(2024, 0, 10) / 1000;
/** Rows [from, to) in seconds, one every ten, of the columns given. */
function csv(from: number, to: number, columns: Record<string, (second: number) => number | string>): string {
  const lines = [`time,${Object.keys(columns).join(',')}`];
  for (let second = from; second < to; second += 10) {
    const time = new Date((START_S + second) * 1000).toISOString().slice(0, 19);
    lines.push([time, ...Object.values(columns).map((value) => value(second))].join(','));
  }
  return `${lines.join('\n')}\n`;
}

interface Export {
  name: string;
  text: string;
  date?: number;
  fromByte?: number;
}

/** What the importer knows once the exports are rolled up, each in one slice. */
function readExports(exports: Export[], base: BaseFacts | null = null, rest: Partial<ImportRequest> = {}) {
  const sources = exports.map(({ name, text, date = 0 }) => {
    const bytes = new TextEncoder().encode(text);
    const plan = planSource({ fileName: name, sizeBytes: bytes.length, head: bytes, tail: bytes });
    return { file: new File([bytes], name, { lastModified: date }), plan, bytes };
  });
  const request = { sources, base: null, ...rest } as unknown as ImportRequest;
  const tags = mergedTags(request, sources.length, base);
  const partials = sources.map(({ plan, bytes }, source) => {
    const start = exports[source].fromByte ?? plan.dataStart;
    const slice = { source, order: source, start, end: bytes.length };
    return rollUpText(scanSlice(slice, plan, bytes.subarray(start), null), plan);
  });
  const read: ReadExport = {
    parts: partials.map((part, source) => ({
      minutes: part.minutes,
      tagOf: tags.tagOf[source],
      read: (from, to) => sliceOf(part, from, to, tags.tagOf[source].length),
    })),
    slices: partials,
    index: partials.flatMap(({ index }) => index),
  };
  return { request, tags, read };
}

const sliceOf = (m: Minutes, from: number, to: number, tags: number): Minutes => ({
  minutes: m.minutes.slice(from, to),
  rows: m.rows.slice(from, to),
  sum: m.sum.slice(from * tags, to * tags),
  min: m.min.slice(from * tags, to * tags),
  max: m.max.slice(from * tags, to * tags),
  count: m.count.slice(from * tags, to * tags),
});

function joined(chunks: Iterable<Minutes>, tags: number): Minutes {
  const all = [...chunks];
  const whole = emptyMinutes(
    all.reduce((sum, { minutes }) => sum + minutes.length, 0),
    tags,
  );
  let row = 0;
  for (const chunk of all) {
    whole.minutes.set(chunk.minutes, row);
    whole.rows.set(chunk.rows, row);
    for (const key of ['sum', 'min', 'max', 'count'] as const) whole[key].set(chunk[key], row * tags);
    row += chunk.minutes.length;
  }
  return whole;
}

function mergeAll(exports: Export[]) {
  const { request, tags, read } = readExports(exports);
  const merge = new DatasetMerge(request, exports.length, tags, read, null);
  const minutes = joined(merge.chunks(16), tags.tags.length);
  return { merge, minutes, tags, report: merge.report() };
}

const balanced = ({
  rowsRead,
  rowsUsed,
  rowsRejected,
}: {
  rowsRead: number;
  rowsUsed: number;
  rowsRejected: number;
}) => rowsRead === rowsUsed + rowsRejected;
const ch4 = (second: number) => 50 + (second % 70);
const flow = (second: number) => second % 90;

describe('several exports as one dataset', () => {
  it('are what the undivided export is, and the report balances', () => {
    const whole = mergeAll([{ name: 'whole.csv', text: csv(0, 7200, { ch4, flow }) }]);
    const days = mergeAll([
      { name: 'a.csv', text: csv(0, 3630, { ch4, flow }) },
      { name: 'b.csv', text: csv(3630, 7200, { ch4, flow }) },
    ]);
    expect(days.minutes).toEqual(whole.minutes);
    expect(days.report.map(({ rowsUsed }) => rowsUsed)).toEqual([363, 357]);
    const groups = mergeAll([
      { name: 'gas.csv', text: csv(0, 7200, { ch4 }) },
      { name: 'flow.csv', text: csv(0, 7200, { flow }) },
    ]);
    expect(groups.minutes).toEqual(whole.minutes);
    expect(groups.merge.rowsUsedNow).toBe(1440);
    const overlap = mergeAll([
      { name: 'a.csv', text: csv(0, 5400, { ch4, flow }) },
      { name: 'b.csv', text: csv(3600, 7200, { ch4, flow }) },
    ]);
    expect(overlap.minutes).toEqual(whole.minutes);
    expect(overlap.report.map(({ rowsUsed, rowsRejected }) => [rowsUsed, rowsRejected])).toEqual([
      [360, 180],
      [360, 0],
    ]);
    expect(overlap.merge.rowsUsedNow).toBe(720);
    for (const { report } of [whole, days, groups, overlap]) expect(report.every(balanced)).toBe(true);
  });

  it('of the same period take the file written last', () => {
    const corrected = csv(0, 600, { ch4: () => 1 });
    const { minutes } = mergeAll([
      { name: 'new.csv', text: corrected, date: 2000 },
      { name: 'old.csv', text: csv(0, 600, { ch4 }), date: 1000 },
    ]);
    expect(new Set(minutes.max)).toEqual(new Set([1]));
  });

  it('keep a column that appears in the middle of the history', () => {
    const { minutes, tags } = mergeAll([
      { name: 'a.csv', text: csv(0, 1800, { ch4 }) },
      { name: 'b.csv', text: csv(1200, 3600, { ch4, flow }) },
    ]);
    expect(tags.tags.map(({ tag }) => tag)).toEqual(['ch4', 'flow']);
    const counts = (tag: number) => Array.from(minutes.minutes, (_, at) => minutes.count[at * 2 + tag]);
    expect(counts(0)).toEqual(Array<number>(60).fill(6));
    expect(counts(1)).toEqual([...Array<number>(20).fill(0), ...Array<number>(40).fill(6)]);
  });
});

describe('a plant that is added to', () => {
  const plan = { fileName: 'log.csv' } as SourcePlan;
  /** A sealed plant of an export, as the importer would find it. */
  function sealed(text: string): BasePlant {
    const { tags, minutes, report } = mergeAll([{ name: 'log.csv', text }]);
    const facts = {
      tags: tags.tags.map(({ tag, header, canonical, confidence, unit, kind }) => ({
        tag,
        header,
        canonical,
        confidence,
        unit,
        kind,
      })),
      reports: report,
      issues: report.flatMap(({ issues }, source) => issues.map((issue) => ({ ...issue, source }))),
      index: report.flatMap(({ blocks }) => blocks),
      plans: [JSON.stringify(plan)],
    } as BaseFacts;
    const staged = (tagOf: readonly number[]) => ({
      minutes: minutes.minutes,
      tagOf,
      read: (from: number, to: number) => sliceOf(minutes, from, to, tagOf.length),
    });
    return { facts, staged } as unknown as BasePlant;
  }

  function addTo(base: BasePlant, exports: Export[], grown: { source: number; fromByte: number } | null) {
    const { request, tags, read } = readExports(exports, base.facts, {
      base: { file: new File([], 'base'), grown },
    });
    const merge = new DatasetMerge(request, exports.length, tags, read, base);
    return { minutes: joined(merge.chunks(16), tags.tags.length), report: merge.report(), merge, tags };
  }

  it('by its own export that has grown is what the whole export is', () => {
    const [old, all] = [csv(0, 3630, { ch4, flow }), csv(0, 7200, { ch4, flow })];
    const { minutes, report, merge } = addTo(
      sealed(old),
      [{ name: 'log.csv', text: all, fromByte: old.length }],
      {
        source: 0,
        fromByte: old.length,
      },
    );
    const whole = mergeAll([{ name: 'log.csv', text: all }]);
    expect(minutes).toEqual(whole.minutes);
    expect(merge.rowsUsedNow).toBe(357);
    expect(report.map(({ rowsRead, rowsUsed, lines, bytes }) => [rowsRead, rowsUsed, lines, bytes])).toEqual(
      whole.report.map(({ rowsRead, rowsUsed, lines, bytes }) => [rowsRead, rowsUsed, lines, bytes]),
    );
    expect(report[0].blocks.at(-1)?.end).toBe(all.length);
  });

  it('by an export that goes on, with a new column and some of the old rows, is what both are', () => {
    const h2s = (second: number) => second % 11;
    const { minutes, report, tags } = addTo(
      sealed(csv(0, 3600, { ch4, flow })),
      [{ name: 'next.csv', text: csv(3000, 7200, { ch4, flow, h2s }) }],
      null,
    );
    expect(tags.tags.map(({ tag }) => tag)).toEqual(['ch4', 'flow', 'h2s']);
    const both = mergeAll([
      { name: 'log.csv', text: csv(0, 3600, { ch4, flow }) },
      { name: 'next.csv', text: csv(3000, 7200, { ch4, flow, h2s }), date: 1 },
    ]);
    expect(minutes).toEqual(both.minutes);
    expect(report.map(({ name, rowsUsed, rowsRejected }) => [name, rowsUsed, rowsRejected])).toEqual([
      ['log.csv', 300, 60],
      ['next.csv', 420, 0],
    ]);
    expect(report.every(balanced)).toBe(true);
  });
});
