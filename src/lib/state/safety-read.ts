import type { TimeRange } from '$lib/ingest/types';
import {
  cellsOfReadings,
  mixedCells,
  needsMinutes,
  refineCells,
  switchCells,
  switchHistory,
  type SwitchCell,
  type SwitchHistory,
  type SwitchRule,
} from '$lib/plant/safety-switch';
import { minutesOfHoursQuery } from '$lib/sql/minutes-of-hours';
import type { Plant, SeriesData } from '$lib/store/plant-types';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Shorter ranges are read by minutes at once. */
const SHORT_MS = 3 * HOUR_MS;
/** Hours whose minutes are asked for at a time, so that a switch that never rests does not fill the memory. */
const MOST_HOURS = 400;
/** Mixed minutes that are looked up in the readings, misses included. */
const MOST_LOOKUPS = 150;
/** Where readings were not at hand, the next so long are not asked for: a plant file may hold them for some hours only. */
const MISS_MS = 6 * HOUR_MS;
/** Wide enough that a minute comes as readings, none left out. */
const READING_WIDTH_PX = 4000;

/** A tag and how it is read as a switch. */
export interface SwitchTag extends SwitchRule {
  tag: string;
}

/** Switches over a range. */
export interface SwitchesRead {
  histories: Map<string, SwitchHistory>;
  /** Minutes that hold both states, and how many of them were looked up in the readings. */
  mixedMinutes: number;
  lookedUp: number;
  /** Why readings were not at hand; null when they were, or none was needed. */
  missing: SeriesData['rawMissing'];
}

type Cells = Map<string, SwitchCell[]>;

const samplingMs = (plant: Plant) => plant.info.samplingIntervalSeconds * 1000;

async function cellsAt(
  plant: Plant,
  switches: readonly SwitchTag[],
  range: TimeRange,
  bucketMs: number,
  signal: AbortSignal,
): Promise<Cells> {
  const fromMs = Math.floor(range.fromMs / bucketMs) * bucketMs;
  const toMs = Math.ceil(range.toMs / bucketMs) * bucketMs;
  // A little wider than needed: rounding must not lead to buckets of twice the width.
  const widthPx = ((toMs - fromMs) / bucketMs) * 1.001;
  const tags = switches.map(({ tag }) => tag);
  const { timesMs, rows, series, bucketSeconds } = await plant.series(
    { fromMs, toMs, tags, widthPx },
    signal,
  );
  const source = bucketSeconds * 1000 >= HOUR_MS ? 'hour' : 'minute';
  return new Map(
    switches.map((one, at) => [
      one.tag,
      switchCells(
        { timesMs, rows, ...series[at] },
        one,
        bucketSeconds * 1000,
        samplingMs(plant),
        source,
        range,
      ),
    ]),
  );
}

/** Starts of the hours of which minutes tell more: mixed ones, ones with gaps, and from where hours end (a replay's clock). */
function hoursToRefine(hours: readonly SwitchCell[], fromMs: number, knownToMs: number): number[] {
  const open = hours
    .filter((cell) => cell.code !== 'none' && needsMinutes(cell))
    .map((cell) => Math.floor(cell.fromMs / HOUR_MS) * HOUR_MS);
  const endMs = hours.at(-1)?.toMs ?? fromMs;
  for (let ms = Math.floor(endMs / HOUR_MS) * HOUR_MS; ms < knownToMs; ms += HOUR_MS) open.push(ms);
  return open;
}

/** Cells of the minutes of hours, of each tag only in the hours wanted of it. @param hours ascending, at least one */
async function minuteCells(
  plant: Plant,
  switches: readonly SwitchTag[],
  range: TimeRange,
  hours: readonly number[],
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
  signal: AbortSignal,
): Promise<Cells> {
  const tags = switches.map(({ tag }) => tag);
  const whole = {
    fromMs: Math.floor(range.fromMs / MINUTE_MS) * MINUTE_MS,
    toMs: Math.ceil(range.toMs / MINUTE_MS) * MINUTE_MS,
  };
  const { timesMs, rows, series } = await plant.ask(
    whole,
    (known) => minutesOfHoursQuery(tags, known, hours),
    signal,
  );
  return new Map(
    switches.map((one, at) => {
      const own = wanted.get(one.tag);
      const picked = Uint32Array.from(timesMs.keys()).filter((row) =>
        own?.has(Math.floor(timesMs[row] / HOUR_MS) * HOUR_MS),
      );
      const pick = (values: Float64Array) => Float64Array.from(picked, (row) => values[row]);
      const { avg, min, max } = series[at];
      const columns = {
        ...{ timesMs: pick(timesMs), rows: pick(rows) },
        ...{ avg: pick(avg), min: pick(min), max: pick(max) },
      };
      return [one.tag, switchCells(columns, one, MINUTE_MS, samplingMs(plant), 'minute', range)];
    }),
  );
}

/** Hours, and minutes where hours do not tell. */
async function coarseToFine(
  plant: Plant,
  switches: readonly SwitchTag[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<Cells> {
  if (range.toMs - range.fromMs <= SHORT_MS) return cellsAt(plant, switches, range, MINUTE_MS, signal);
  const hours = await cellsAt(plant, switches, range, HOUR_MS, signal);
  const knownToMs = Math.min(range.toMs, plant.info.endMs);
  const wanted = new Map(
    [...hours].map(([tag, cells]) => [tag, new Set(hoursToRefine(cells, range.fromMs, knownToMs))]),
  );
  const all = [...new Set([...wanted.values()].flatMap((starts) => [...starts]))].sort((a, b) => a - b);
  const fine: Cells = new Map(switches.map(({ tag }) => [tag, []]));
  for (let at = 0; at < all.length; at += MOST_HOURS) {
    const part = all.slice(at, at + MOST_HOURS);
    const minutes = await minuteCells(plant, switches, range, part, wanted, signal);
    for (const [tag, cells] of minutes) fine.get(tag)?.push(...cells);
  }
  return new Map([...hours].map(([tag, cells]) => [tag, refineCells(cells, fine.get(tag) ?? [])]));
}

/** Mixed minutes of all tags, each with the tags that are mixed in it, in time order. */
function openMinutes(cells: Cells): { fromMs: number; toMs: number; tags: string[] }[] {
  const minutes = new Map<number, { fromMs: number; toMs: number; tags: string[] }>();
  for (const [tag, all] of cells) {
    for (const { fromMs, toMs } of mixedCells(all)) {
      const known = minutes.get(fromMs);
      if (known) known.tags.push(tag);
      else minutes.set(fromMs, { fromMs, toMs, tags: [tag] });
    }
  }
  return [...minutes.values()].sort((a, b) => a.fromMs - b.fromMs);
}

const historiesOf = (cells: Cells, plant: Plant): Map<string, SwitchHistory> =>
  new Map([...cells].map(([tag, all]) => [tag, switchHistory(all, samplingMs(plant))]));

/** Look mixed minutes up in the readings, as far as they are at hand. */
async function lookUp(
  plant: Plant,
  switches: readonly SwitchTag[],
  cells: Cells,
  signal: AbortSignal,
): Promise<{ cells: Cells; lookedUp: number; missing: SeriesData['rawMissing'] }> {
  const exact: Cells = new Map(switches.map(({ tag }) => [tag, []]));
  const thresholds = new Map(switches.map(({ tag, threshold }) => [tag, threshold]));
  let [lookedUp, tried, notBeforeMs] = [0, 0, -Infinity];
  let missing: SeriesData['rawMissing'] = null;
  for (const { fromMs, toMs, tags } of openMinutes(cells)) {
    if (fromMs < notBeforeMs) continue;
    if (++tried > MOST_LOOKUPS) break;
    const data = await plant.series({ fromMs, toMs, tags, widthPx: READING_WIDTH_PX }, signal);
    if (data.level !== 'raw' || data.timesMs.length === 0) {
      missing = data.rawMissing;
      notBeforeMs = toMs + MISS_MS;
      continue;
    }
    lookedUp += 1;
    for (const { tag, avg } of data.series) {
      const found = cellsOfReadings({ fromMs, toMs }, data.timesMs, avg, thresholds.get(tag) ?? 0.5);
      exact.get(tag)?.push(...found);
    }
  }
  const refined = [...cells].map(([tag, all]) => [tag, refineCells(all, exact.get(tag) ?? [])] as const);
  return { cells: new Map(refined), lookedUp, missing };
}

/**
 * When switches changed in a range: from hours, minutes where hours hold both states, and the readings of mixed minutes.
 * @param quick called with what hours and minutes say before readings are looked up
 */
export async function readSwitches(
  plant: Plant,
  switches: readonly SwitchTag[],
  range: TimeRange,
  signal: AbortSignal,
  quick?: (found: SwitchesRead) => void,
): Promise<SwitchesRead> {
  if (switches.length === 0) return { histories: new Map(), mixedMinutes: 0, lookedUp: 0, missing: null };
  const cells = await coarseToFine(plant, switches, range, signal);
  const mixedMinutes = openMinutes(cells).length;
  quick?.({ histories: historiesOf(cells, plant), mixedMinutes, lookedUp: 0, missing: null });
  const found = await lookUp(plant, switches, cells, signal);
  return {
    histories: historiesOf(found.cells, plant),
    mixedMinutes,
    lookedUp: found.lookedUp,
    missing: found.lookedUp < mixedMinutes ? found.missing : null,
  };
}
