import { transfer } from 'comlink';
import type { TimeRange } from '$lib/ingest/types';
import { limitsInForce, type QualityDecisions } from '$lib/quality/decisions';
import { joinFrozen } from '$lib/quality/frozen';
import { defaultLimits } from '$lib/quality/limits';
import { positionOf } from '$lib/quality/missing';
import { importFindings, type QualityReport } from '$lib/quality/report';
import type { TagReport, Timeline } from '$lib/quality/types';
import { connectQuality, type QualityApi, type QualityValues } from '$lib/rpc/quality';
import { minuteColumnsQuery, minuteRowsQuery, type WantedColumn } from '$lib/sql/quality';
import type { Query } from '$lib/sql/query';
import { renderStatement } from '$lib/sql/render';
import { minuteChunks } from './minute-chunks';
import type { Plant, TagInfo } from './plant-types';
import { factsOf } from './quality-facts';
import { lookAtTwice } from './quality-twice';

const MINUTE_MS = 60_000;
/** Tags whose minutes are in memory at once: a year of one takes 17 MB. */
const TAGS_AT_ONCE = 6;
/** Tags that tell whether the plant stands, the surest first. */
const RUNNING = ['plant.running', 'compressor.running'];

type Asynchronous<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};

/** How the quality worker is reached; tests give the implementation without a worker. */
export type ConnectQuality = () => { remote: Asynchronous<QualityApi>; dispose(): void };

/** How far a run is. */
export interface QualityProgress {
  tags: number;
  ofTags: number;
}

export interface QualityOptions {
  decisions: QualityDecisions;
  /** What to judge, ms since epoch; in a replay it ends at the clock. */
  range: TimeRange;
  signal?: AbortSignal;
  onprogress?(progress: QualityProgress): void;
}

/** @throws RangeError when there are more rows than a query gives: a part of them is no basis for a judgement */
async function ask<T>(plant: Plant, query: Query<T>, signal?: AbortSignal): Promise<T> {
  const found = await plant.query(renderStatement(query), signal);
  if (found.truncated) throw new RangeError(`more than ${found.rows} rows for one question about quality`);
  return query.decode(found);
}

async function readTimeline(plant: Plant, range: TimeRange, signal?: AbortSignal): Promise<Timeline> {
  const parts: Timeline[] = [];
  for (const chunk of minuteChunks(range, 1)) parts.push(await ask(plant, minuteRowsQuery(chunk), signal));
  const length = parts.reduce((sum, { minutes }) => sum + minutes.length, 0);
  const timeline = { minutes: new Int32Array(length), rows: new Float64Array(length) };
  let at = 0;
  for (const { minutes, rows } of parts) {
    timeline.minutes.set(minutes, at);
    timeline.rows.set(rows, at);
    at += minutes.length;
  }
  return timeline;
}

/** Columns over the whole timeline, aligned to it. */
async function readColumns(
  plant: Plant,
  wanted: readonly WantedColumn[],
  { minutes }: Timeline,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<Float64Array[]> {
  const columns = wanted.map(() => new Float64Array(minutes.length).fill(Number.NaN));
  if (wanted.length === 0) return columns;
  for (const chunk of minuteChunks(range, wanted.length)) {
    const found = await ask(plant, minuteColumnsQuery(wanted, chunk), signal);
    const first = positionOf(minutes, Math.floor(chunk.fromMs / MINUTE_MS));
    const inOrder = found.minutes.every((minute, row) => minutes[first + row] === minute);
    found.columns.forEach((values, at) => {
      if (inOrder) columns[at].set(values, first);
      else values.forEach((value, row) => (columns[at][positionOf(minutes, found.minutes[row])] = value));
    });
  }
  return columns;
}

/** What must be looked at of a tag: not the values of what cannot move, not counts where every row has a reading. */
function wantedOf({ tag, kind, min, max, readings }: TagInfo, rows: number): WantedColumn[] {
  if (readings === 0) return [];
  const moves = kind === 'number' && min !== max;
  return [
    ...(moves ? (['avg', 'min', 'max'] as const).map((measure) => ({ tag, measure })) : []),
    ...(readings < rows ? [{ tag, measure: 'count' as const }] : []),
  ];
}

function valuesOf(
  tag: TagInfo,
  wanted: readonly WantedColumn[],
  columns: readonly Float64Array[],
): QualityValues {
  const column = (measure: WantedColumn['measure']) => {
    const at = wanted.findIndex((one) => one.tag === tag.tag && one.measure === measure);
    return at < 0 ? null : columns[at];
  };
  const [avg, min, max] = [column('avg'), column('min'), column('max')];
  const count = column('count');
  // A minute without readings has no count either.
  count?.forEach((value, at) => {
    if (Number.isNaN(value)) count[at] = 0;
  });
  return { values: avg && min && max ? { avg, min, max } : null, count };
}

/** Where the plant stands by the mapped state; null when none is mapped or read. */
async function readResting(
  plant: Plant,
  timeline: Timeline,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const tag = RUNNING.map((canonical) => plant.tagOf(canonical)).find((found) => found !== null);
  if (!tag) return null;
  const [running] = await readColumns(plant, [{ tag, measure: 'avg' }], timeline, range, signal);
  return Uint8Array.from(running, (share) => Number(!(share > 0)));
}

const buffersOf = ({ values, count }: QualityValues): ArrayBuffer[] =>
  [values?.avg, values?.min, values?.max, count].flatMap((array) =>
    array ? [array.buffer as ArrayBuffer] : [],
  );

/**
 * Judge a plant's data: reads its minutes a few tags at a time and has them judged in a worker beside it.
 * @throws AbortError when it is cancelled; what a query throws
 */
export async function runQuality(
  plant: Plant,
  { decisions, range, signal, onprogress }: QualityOptions,
  connect: ConnectQuality = connectQuality,
): Promise<QualityReport> {
  const [began, judgedMs] = [performance.now(), Date.now()];
  const { info } = plant;
  const { remote, dispose } = connect();
  try {
    const timeline = await readTimeline(plant, range, signal);
    const resting = await readResting(plant, timeline, range, signal);
    const { zone } = info;
    const rows = await remote.begin({ timeline, resting, zone, local: zone === 'UTC' });
    const reports: TagReport[] = [];
    let judging: Promise<void> = Promise.resolve();
    const judge = async (tags: readonly TagInfo[], wanted: WantedColumn[], columns: Float64Array[]) => {
      for (const tag of tags) {
        signal?.throwIfAborted();
        const facts = factsOf(plant, tag);
        const limits = limitsInForce(defaultLimits(facts), decisions.limits[tag.tag]);
        const values = valuesOf(tag, wanted, columns);
        // Counts stand for rows where they were not read: a tag without readings has none.
        if (tag.readings === 0) values.count = new Float64Array(timeline.minutes.length);
        reports.push(await remote.judge(facts, limits, transfer(values, buffersOf(values))));
        onprogress?.({ tags: reports.length, ofTags: info.tags.length });
      }
    };
    for (let at = 0; at < info.tags.length; at += TAGS_AT_ONCE) {
      const tags = info.tags.slice(at, at + TAGS_AT_ONCE);
      const wanted = tags.flatMap((tag) => wantedOf(tag, info.rows));
      const columns = await readColumns(plant, wanted, timeline, range, signal);
      await judging;
      judging = judge(tags, wanted, columns);
      // Awaited a turn later: until then a failure must not count as unhandled.
      judging.catch(() => undefined);
    }
    await judging;
    const names = new Map(info.tags.map(({ header, tag }) => [header, tag]));
    return {
      ...{ judgedMs, tookMs: performance.now() - began, ...range },
      minutes: timeline.minutes.length,
      rowsInterval: rows.interval,
      tags: reports.map(({ tag, interval, behaviour }) => ({ tag, interval, behaviour })),
      findings: [
        ...(await lookAtTwice(plant, rows.findings, signal)),
        ...joinFrozen(
          reports.flatMap(({ findings }) => findings),
          reports.filter(({ behaviour }) => behaviour === 'live' || behaviour === 'held').length,
        ),
        ...importFindings(
          info.issues,
          (header) => names.get(header) ?? null,
          (source) => info.sources.find((one) => one.source === source)?.name ?? `export ${source + 1}`,
        ),
      ],
    };
  } finally {
    dispose();
  }
}
