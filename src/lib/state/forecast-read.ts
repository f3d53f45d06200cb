import { countCounters } from '$lib/api/counts';
import { hourOffsets, whileRunning } from '$lib/forecast/channels';
import { HORIZON, HOUR_MS, type Channel, type History } from '$lib/forecast/types';
import { bucketEdges, sumByBucket } from '$lib/plant/energy-buckets';
import { CANONICAL_TAGS, canonicalTag } from '$lib/plant/tags';
import { maskColumns, type QualityMask } from '$lib/quality/mask';
import { zoneOffsetMs } from '$lib/series/zone';
import { ENERGY_BY_HOUR, type ForecastTarget, type KeptForecast } from '$lib/store/forecast-types';
import type { Plant } from '$lib/store/plant-types';

/** Tags that are read at once, so that reading can be cancelled in between. */
const AT_ONCE = 8;
const COUNTERS = ['energy.today', 'gas.accumulated_volume'];
/** Parts of a plant whose readings mean something while it runs only. */
const WHILE_RUNNING = ['gas', 'compressor', 'blower', 'energy'];

/** Targets that are forecast unless a person picks others: methane, carbon dioxide, flow, energy by the hour. */
export function usualTargets(plant: Pick<Plant, 'tagOf'>): ForecastTarget[] {
  const named = ['gas.ch4', 'gas.co2', 'gas.flow'].flatMap((id) => {
    const tag = plant.tagOf(id);
    return tag === null ? [] : [{ channel: tag, tag }];
  });
  const energy = plant.tagOf('energy.today');
  return energy === null ? named : [...named, { channel: ENERGY_BY_HOUR, tag: energy }];
}

/** Tags beside the targets that models may look at: what is mapped and no counter, state or command. */
const helpers = (plant: Plant): string[] =>
  CANONICAL_TAGS.filter(({ id, quantity }) => quantity !== 'state' && !COUNTERS.includes(id))
    .map(({ id }) => plant.tagOf(id))
    .filter((tag) => tag !== null);

/** The whole hours of a plant that are over. */
export function knownHours({ info }: Pick<Plant, 'info'>): { startMs: number; hours: number } {
  const startMs = Math.floor(info.firstMs / HOUR_MS) * HOUR_MS;
  return { startMs, hours: Math.max(0, Math.floor((info.endMs - startMs) / HOUR_MS)) };
}

async function readMeans(plant: Plant, tags: readonly string[], signal?: AbortSignal) {
  const { startMs, hours } = knownHours(plant);
  const range = { fromMs: startMs, toMs: startMs + hours * HOUR_MS };
  const means = new Map<string, Float64Array>();
  for (let at = 0; at < tags.length; at += AT_ONCE) {
    const part = tags.slice(at, at + AT_ONCE);
    // As many pixels as there are hours is answered in hours.
    const data = await plant.series({ ...range, tags: part, widthPx: Math.max(1, hours) }, signal);
    for (const { tag, avg } of data.series) {
      const values = new Float64Array(hours).fill(NaN);
      data.timesMs.forEach((ms, i) => {
        const place = Math.floor((ms - startMs) / HOUR_MS);
        // Of buckets finer than the hour the last one stands; hours are asked for, so there are none.
        if (place >= 0 && place < hours) values[place] = avg[i];
      });
      means.set(tag, values);
    }
  }
  return means;
}

async function energyByHour(plant: Plant, tag: string, signal?: AbortSignal): Promise<Float64Array> {
  const { startMs, hours } = knownHours(plant);
  const range = { fromMs: startMs, toMs: startMs + hours * HOUR_MS };
  const [counted] = await countCounters(plant, [tag], range, [], signal);
  const edges = bucketEdges(range, 'hour', 'UTC');
  const { fromMs, max } = counted.samples;
  const seen = sumByBucket(
    edges,
    fromMs,
    max.map((value) => (Number.isNaN(value) ? 0 : 1)),
  );
  return sumByBucket(edges, fromMs, counted.rise).map((sum, at) => (seen[at] > 0 ? sum : NaN));
}

/**
 * The hours that are over of targets and of what helps to forecast them, without hours in which the plant stood and without
 * what the data quality keeps from analysis.
 * @param zone whose clock the daily rhythm follows
 * @throws AbortError when cancelled; what a query throws
 */
export async function readHistory(
  plant: Plant,
  targets: readonly ForecastTarget[],
  mask: QualityMask,
  zone: string,
  signal?: AbortSignal,
): Promise<{ history: History; leftOut: KeptForecast['leftOut'] }> {
  const { startMs, hours } = knownHours(plant);
  const running = ['plant.running', 'compressor.running']
    .map((id) => plant.tagOf(id))
    .find((tag) => tag !== null);
  const own = targets.flatMap(({ channel, tag }) => (channel === ENERGY_BY_HOUR ? [] : [tag]));
  const tags = [...new Set([...own, ...helpers(plant), ...(running ? [running] : [])])];
  const means = await readMeans(plant, tags, signal);
  const share = running ? (means.get(running) ?? null) : null;
  const groupOf = (tag: string) =>
    CANONICAL_TAGS.find(({ id }) => plant.tagOf(id) === tag)?.group ??
    canonicalTag(plant.info.tags.find((one) => one.tag === tag)?.canonical ?? '')?.group;
  const timesMs = Float64Array.from({ length: hours }, (_, at) => startMs + at * HOUR_MS);
  const names = [...targets, ...helpers(plant).map((tag) => ({ channel: tag, tag }))].filter(
    ({ channel }, at, all) => all.findIndex((other) => other.channel === channel) === at,
  );
  const leftOut: KeptForecast['leftOut'] = [];
  const channels: Channel[] = [];
  for (const { channel, tag } of names) {
    signal?.throwIfAborted();
    const values = channel === ENERGY_BY_HOUR ? await energyByHour(plant, tag, signal) : means.get(tag);
    if (!values) continue;
    const good = maskColumns(mask, timesMs, HOUR_MS, [{ tag, values }]);
    const runs = WHILE_RUNNING.includes(groupOf(tag) ?? '');
    const ran = whileRunning({ tag: channel, values: good.columns[0].values }, runs ? share : null);
    channels.push(ran.channel);
    leftOut.push({ channel, standing: ran.standing, bad: good.masked.get(tag) ?? 0 });
  }
  const offsets = hourOffsets(startMs, hours + HORIZON, (ms) => zoneOffsetMs(ms, zone));
  return { history: { startMs, length: hours, channels, offsets }, leftOut };
}
