import type { TimeRange } from '$lib/ingest/types';
import { lowerBound } from '$lib/series/rows';
import { QueryError } from '$lib/sql/errors';
import type { Plant, PlantInfo, SeriesData, TagInfo } from './plant-types';
import type { ReplayFacts } from './replay-facts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * A plant as it was at an instant of its history. `info.endMs` is the clock; everything is answered from before it:
 * readings up to the clock, and roll-ups only of buckets that are over, so that no bucket holds a later reading. The
 * import report stays as it is: it tells of the files. A person's own SQL is refused: views, statistics and
 * the tag list know the whole history, and no rewriting of free SQL is sure to leave out all of it.
 * @param plant   the whole plant; `dispose`, files and mapping are passed on to it
 * @param clockMs ms since epoch
 * @param facts   of the same plant
 * @throws RangeError when the facts are of later than the clock
 */
export function replayPlant(plant: Plant, clockMs: number, facts: ReplayFacts): Plant {
  if (facts.untilMs > clockMs) throw new RangeError(`facts until ${facts.untilMs} for a clock at ${clockMs}`);
  const minuteMs = Math.floor(clockMs / MINUTE_MS) * MINUTE_MS;
  return {
    info: infoAt(plant.info, clockMs, facts),
    async series(request, signal) {
      const range = cut(request, clockMs);
      if (range === null) return noSeries(request.tags);
      const share = (range.toMs - range.fromMs) / (request.toMs - request.fromMs);
      // As many pixels as the part before the clock takes, so that the level does not jump as the clock moves.
      const widthPx = Math.max(1, request.widthPx * share);
      return seriesBefore(await plant.series({ ...request, ...range, widthPx }, signal), clockMs);
    },
    async statistics(tags, wanted, signal) {
      const range = cut(wanted, minuteMs);
      if (range !== null) return plant.statistics(tags, range, signal);
      return tags.map((tag) => ({ tag, readings: 0, ...NOTHING, last: Number.NaN }));
    },
    async coverage(wanted, buckets, signal) {
      const range = cut(wanted, minuteMs);
      if (range === null)
        return { bucketSeconds: 60, timesMs: new Float64Array(), percent: new Float64Array() };
      const share = (range.toMs - range.fromMs) / (wanted.toMs - wanted.fromMs);
      return plant.coverage(range, Math.max(2, Math.ceil(buckets * share)), signal);
    },
    ask(wanted, make, signal) {
      const range = cut(wanted, minuteMs) ?? { fromMs: wanted.fromMs, toMs: wanted.fromMs };
      const hourMs = Math.floor(clockMs / HOUR_MS) * HOUR_MS;
      return plant.ask(range, (known) => make({ range, untilMs: Math.min(known.untilMs, hourMs) }), signal);
    },
    query: () =>
      Promise.reject(
        new QueryError(
          'own queries are not run in a replay, as they would see past its clock: go back to all data',
        ),
      ),
    setSourceFiles: (files) => plant.setSourceFiles(files),
    tagOf: (canonical) => plant.tagOf(canonical),
    setMapping: (mapping) => plant.setMapping(mapping),
    dispose: () => plant.dispose(),
  };
}

const NOTHING = { avg: Number.NaN, min: Number.NaN, max: Number.NaN };

/** The part of a range before an instant, null when there is none. */
function cut({ fromMs, toMs }: TimeRange, beforeMs: number): TimeRange | null {
  return fromMs < Math.min(toMs, beforeMs) ? { fromMs, toMs: Math.min(toMs, beforeMs) } : null;
}

function infoAt(info: PlantInfo, clockMs: number, { rows, minutes, tags }: ReplayFacts): PlantInfo {
  const tagAt = (tag: TagInfo): TagInfo => ({
    ...tag,
    ...(tags.get(tag.tag) ?? { readings: 0, ...NOTHING }),
    firstMs: tag.firstMs < clockMs ? tag.firstMs : Number.NaN,
    // The last one before the clock would have to be looked for.
    lastMs: tag.lastMs < clockMs ? tag.lastMs : Number.NaN,
  });
  return { ...info, rows, minutes, endMs: Math.min(info.endMs, clockMs), tags: info.tags.map(tagAt) };
}

function noSeries(tags: readonly string[]): SeriesData {
  const none = new Float64Array();
  return {
    level: 'minute',
    bucketSeconds: 60,
    timesMs: none,
    rows: none,
    series: tags.map((tag) => ({ tag, avg: none, min: none, max: none })),
    rawMissing: null,
  };
}

/** Readings before the clock, or buckets that are over at it; a bucket is at most a pixel wide, so little is missed. */
function seriesBefore(data: SeriesData, clockMs: number): SeriesData {
  const lastStartMs = data.level === 'raw' ? clockMs : clockMs - data.bucketSeconds * 1000 + 1;
  const length = lowerBound(data.timesMs, lastStartMs);
  const kept = (values: Float64Array) => values.subarray(0, length);
  return {
    ...data,
    timesMs: kept(data.timesMs),
    rows: kept(data.rows),
    series: data.series.map(({ tag, avg, min, max }) => ({
      tag,
      avg: kept(avg),
      min: kept(min),
      max: kept(max),
    })),
  };
}
