import { badSteps } from '$lib/detect/bad-data';
import type { Frame, TagSamples } from '$lib/detect/frame';
import { countsOnGrid, placesOnGrid, samplesOfRollup } from '$lib/detect/rollup-frame';
import type { TimeRange } from '$lib/ingest/types';
import { NO_MASK, type QualityMask } from '$lib/quality/mask';
import { gridOver, type Grid } from '$lib/series/grid';
import { minuteColumnsQuery, minuteRowsQuery, type WantedColumn } from '$lib/sql/quality';
import { minuteChunks } from './minute-chunks';
import type { Plant, TagInfo } from './plant-types';

const MINUTE_MS = 60_000;
/** Tags whose minutes are in memory twice: a year of one takes 17 MB. */
const TAGS_AT_ONCE = 8;

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const timesOf = (minutes: Float64Array | Int32Array): Float64Array =>
  Float64Array.from(minutes, (minute) => minute * MINUTE_MS);

async function readRows(plant: Plant, grid: Grid, range: TimeRange, signal?: AbortSignal) {
  const [times, rows]: Float64Array[][] = [[], []];
  for (const chunk of minuteChunks(range, 1)) {
    const found = await plant.ask(chunk, (known) => minuteRowsQuery(known.range), signal);
    times.push(timesOf(found.minutes));
    rows.push(found.rows);
  }
  return countsOnGrid(joined(rows), placesOnGrid(grid, joined(times)), grid.length);
}

/** What is read of a tag: a state has no least and greatest that would say more. */
const measuresOf = ({ kind }: TagInfo) =>
  kind === 'boolean' ? (['avg', 'count'] as const) : (['avg', 'count', 'min', 'max'] as const);

async function readTags(
  plant: Plant,
  tags: readonly TagInfo[],
  meanings: ReadonlyMap<string, string>,
  quality: QualityMask,
  grid: Grid,
  range: TimeRange,
  signal?: AbortSignal,
): Promise<TagSamples[]> {
  const wanted = tags.flatMap((tag): WantedColumn[] =>
    measuresOf(tag).map((measure) => ({ tag: tag.tag, measure })),
  );
  const times: Float64Array[] = [];
  const parts: Float64Array[][] = wanted.map(() => []);
  for (const chunk of minuteChunks(range, wanted.length)) {
    const found = await plant.ask(chunk, (known) => minuteColumnsQuery(wanted, known.range), signal);
    times.push(timesOf(found.minutes));
    found.columns.forEach((column, at) => parts[at].push(column));
  }
  const places = placesOnGrid(grid, joined(times));
  return tags.map(({ tag, header, kind }) => {
    const column = (measure: WantedColumn['measure']) => {
      const at = wanted.findIndex((one) => one.tag === tag && one.measure === measure);
      return at < 0 ? new Float64Array() : joined(parts[at]);
    };
    const canonical = meanings.get(tag) ?? null;
    const [avg, min, max, count] = [column('avg'), column('min'), column('max'), column('count')];
    const samples = samplesOfRollup(
      { tag, header, kind, canonical, avg, min, max, count },
      places,
      grid.length,
    );
    const bad = badSteps(quality, tag, grid.startMs, grid.bucketMs, grid.length);
    return bad === undefined ? samples : { ...samples, bad };
  });
}

/**
 * All tags of a plant by minute, a few tags at a time; in a replay nothing after its clock.
 * @param canonical  canonical tag to tag, as the mapping has it
 * @param quality    readings that no score may see
 * @param onprogress share of the tags that was read, 0 to 1
 * @throws AbortError when cancelled; what a query throws
 */
export async function readFrame(
  plant: Plant,
  range: TimeRange,
  canonical: Readonly<Record<string, string>>,
  quality: QualityMask = NO_MASK,
  signal?: AbortSignal,
  onprogress?: (share: number) => void,
): Promise<Frame> {
  const grid = gridOver(range, MINUTE_MS);
  const meanings = new Map(Object.entries(canonical).map(([id, tag]) => [tag, id]));
  const rows = await readRows(plant, grid, range, signal);
  const all = plant.info.tags;
  const tags: TagSamples[] = [];
  for (let at = 0; at < all.length; at += TAGS_AT_ONCE) {
    signal?.throwIfAborted();
    const some = all.slice(at, at + TAGS_AT_ONCE);
    tags.push(...(await readTags(plant, some, meanings, quality, grid, range, signal)));
    onprogress?.(tags.length / all.length);
  }
  return { startMs: grid.startMs, stepMs: MINUTE_MS, length: grid.length, tags, rows };
}
