import { proxy } from 'comlink';
import type { SourcePlan, TimeRange } from '$lib/ingest/types';
import type { PlantLocation, Transfer } from '$lib/rpc/database';
import { chooseLevel } from '$lib/series/level';
import { markGaps } from '$lib/series/gap-marks';
import { reduceReadings, reductionBucketMs, type Readings } from '$lib/series/min-max';
import { coverageQuery } from '$lib/sql/coverage';
import type { Query } from '$lib/sql/query';
import { secondReadingsQuery, secondSpansQuery } from '$lib/sql/second-readings';
import { seriesQuery } from '$lib/sql/series';
import { sourceBlocksQuery, sourcePlansQuery } from '$lib/sql/source-index';
import { lastMinuteQuery, statisticsQuery } from '$lib/sql/statistics';
import { analysisFile, onAnalysisChanged } from './analysis';
import { forgetAsked, noteAsked } from './asked';
import { coverageBucketMs, coveragePercent } from './plant-coverage';
import { readPlantInfo } from './plant-info';
import { importedMapping } from './plant-mapping';
import { gapMs, planRaw, readFailure, type RawMissing } from './plant-raw';
import { cancellable, workerConnectors, type PlantConnectors } from './plant-remotes';
import type { Plant, SeriesData, SeriesRequest } from './plant-types';

/** Most rows that a person's own query gives. */
export const MAX_QUERY_ROWS = 100_000;

export interface PlantOptions {
  /** Canonical tag -> tag; null for the mapping that the import proposed. */
  mapping?: Record<string, string> | null;
  /** Told when other rows of analyses stand beside the plant than before; `problem` says why kept ones are not used. */
  onanalysis?: (problem: string | null) => void;
  /** True for a plant that is looked at beside the open one: the open one's statements stay those to look up. */
  aside?: boolean;
  /** Told, of a hosted plant, what was read from the host so far. */
  ontransfer?: (transfer: Transfer) => void;
}

/**
 * Open a sealed plant.
 * @throws PlantFileError when the file is no plant of ours
 */
export async function openPlant(
  location: PlantLocation,
  options: PlantOptions = {},
  connect: PlantConnectors = workerConnectors,
): Promise<Plant> {
  const { remote, dispose } = connect.database();
  const run = <T>(query: Query<T>, signal?: AbortSignal): Promise<T> =>
    cancellable(remote, signal, async (id) => {
      if (!options.aside) noteAsked(query);
      return query.decode(await remote.query(id, { sql: query.sql, params: query.params }));
    });
  try {
    if (!options.aside) forgetAsked();
    if (options.ontransfer) await remote.watchTransfer(proxy(options.ontransfer));
    await remote.open(location);
    const info = await readPlantInfo(run);
    const spans = await run(secondSpansQuery());
    const plans = (await run(sourcePlansQuery())).map((json) => JSON.parse(json) as SourcePlan);
    const mapping = options.mapping ?? importedMapping(info.tags);
    await remote.setMapping(mapping);
    const leave = await followAnalysis(remote, info.fingerprint, options.onanalysis);
    const end = () => {
      leave();
      dispose();
    };
    return assemble({ info, spans, plans, mapping, run, remote, dispose: end, connect });
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Keep what analyses found beside the plant, now and whenever it changes. @returns stops it */
async function followAnalysis(
  remote: Parts['remote'],
  fingerprint: string,
  told: PlantOptions['onanalysis'],
): Promise<() => void> {
  const attach = async () => remote.setAnalysis(await analysisFile(fingerprint));
  const leave = onAnalysisChanged(fingerprint, async () => {
    const problem = await attach();
    told?.(problem);
  });
  const problem = await attach();
  if (problem !== null) told?.(problem);
  return leave;
}

const HOUR_MS = 3_600_000;
/** End of the hour that an instant ends in. */
const hoursEnd = (ms: number): number => Math.ceil(ms / HOUR_MS) * HOUR_MS;

interface Parts {
  info: Plant['info'];
  spans: TimeRange[];
  plans: SourcePlan[];
  mapping: Record<string, string>;
  run: <T>(query: Query<T>, signal?: AbortSignal) => Promise<T>;
  remote: ReturnType<PlantConnectors['database']>['remote'];
  dispose(): void;
  connect: PlantConnectors;
}

function assemble({ info, spans, plans, mapping, run, remote, dispose, connect }: Parts): Plant {
  const interval = info.samplingIntervalSeconds;
  const tags = new Set(info.tags.map(({ tag }) => tag));
  let mapped = mapping;
  let files: (File | null)[] = [];
  let raw: ReturnType<PlantConnectors['raw']> | null = null;

  async function buckets(
    { tags: wanted, fromMs, toMs }: SeriesRequest,
    bucketSeconds: number,
    signal?: AbortSignal,
  ): Promise<SeriesData> {
    const found = await run(seriesQuery(wanted, { fromMs, toMs }, bucketSeconds * 1000), signal);
    return { level: bucketSeconds >= 3600 ? 'hour' : 'minute', bucketSeconds, ...found, rawMissing: null };
  }

  function asRecorded(wanted: readonly string[], { timesMs, columns }: Readings): SeriesData {
    const series = wanted.map((tag, at) => ({ tag, avg: columns[at], min: columns[at], max: columns[at] }));
    const rows = new Float64Array(timesMs.length).fill(1);
    return { level: 'raw', bucketSeconds: interval, timesMs, rows, series, rawMissing: null };
  }

  /** From the plant file itself, where it holds the one-second readings of the whole range. */
  async function ownReadings(request: SeriesRequest, signal?: AbortSignal): Promise<SeriesData | null> {
    const { tags: wanted, fromMs, toMs, widthPx } = request;
    if (!spans.some((span) => span.fromMs <= fromMs && toMs <= span.toMs)) return null;
    const found = markGaps(await run(secondReadingsQuery(wanted, request), signal), gapMs(interval));
    const bucketMs = reductionBucketMs(toMs - fromMs, widthPx, wanted.length);
    return asRecorded(wanted, reduceReadings(found, fromMs, bucketMs));
  }

  async function readings(request: SeriesRequest, signal?: AbortSignal): Promise<SeriesData | RawMissing> {
    const own = await ownReadings(request, signal);
    if (own) return own;
    const plan = planRaw(request, await run(sourceBlocksQuery(request), signal), plans, files, interval);
    if (typeof plan === 'string') return plan;
    raw ??= connect.raw();
    const reader = raw.remote;
    try {
      return asRecorded(request.tags, await cancellable(reader, signal, (id) => reader.read(id, plan)));
    } catch (error) {
      const reason = readFailure(error);
      if (reason === null) throw error;
      return reason;
    }
  }

  return {
    info,
    async series(request, signal) {
      const choice = chooseLevel(request.toMs - request.fromMs, request.widthPx, interval);
      if (choice.level !== 'raw') return buckets(request, choice.bucketSeconds, signal);
      const found = await readings(request, signal);
      if (typeof found !== 'string') return found;
      const minutes = await buckets(request, choice.bucketSeconds, signal);
      // Where nothing was recorded nothing is missing.
      return { ...minutes, rawMissing: minutes.rows.some((rows) => rows > 0) ? found : null };
    },
    async statistics(wanted, range, signal) {
      if (wanted.length === 0) return [];
      const found = await run(statisticsQuery(wanted, range), signal);
      const last = await run(lastMinuteQuery(found, range), signal);
      return found.map(({ tag, readings: count, avg, min, max }, at) => ({
        tag,
        readings: count,
        avg,
        min,
        max,
        last: last[at],
      }));
    },
    async coverage(range, most, signal) {
      const bucketMs = coverageBucketMs(range, most, interval);
      const { timesMs, rows } = await run(coverageQuery(range, bucketMs), signal);
      const percent = coveragePercent(timesMs, rows, range, bucketMs, interval);
      return { bucketSeconds: bucketMs / 1000, timesMs, percent };
    },
    ask: (range, make, signal) => run(make({ range, untilMs: hoursEnd(info.endMs) }), signal),
    query: (sql, signal) => cancellable(remote, signal, (id) => remote.querySafely(id, sql, MAX_QUERY_ROWS)),
    setSourceFiles(given) {
      files = given;
    },
    tagOf(canonical) {
      const tag = Object.hasOwn(mapped, canonical) ? mapped[canonical] : null;
      return tag !== null && tags.has(tag) ? tag : null;
    },
    async setMapping(next) {
      await remote.setMapping(next);
      mapped = next;
    },
    dispose() {
      raw?.dispose();
      dispose();
    },
  };
}
