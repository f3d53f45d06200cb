import type { TimeRange } from '$lib/ingest/types';
import { safetyChannels, SAFETY_CANONICALS, type SafetyChannel } from '$lib/plant/safety-channels';
import { departuresOf, type Departure } from '$lib/plant/safety-departure';
import type { SwitchHistory } from '$lib/plant/safety-switch';
import { tripsOf, type ChannelChange, type Trip } from '$lib/plant/safety-trips';
import { canonicalTag } from '$lib/plant/tags';
import type { Plant } from '$lib/store/plant-types';
import { readSwitches, type SwitchesRead } from './safety-read';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RULE = { threshold: 0.5, bit: true };

/** Channels of a plant by the mapping in force, and canonical ones without a sensor. */
export function channelsOf(
  { info, tagOf }: Pick<Plant, 'info' | 'tagOf'>,
  inverted: readonly string[],
): { channels: SafetyChannel[]; unmapped: string[] } {
  return {
    channels: safetyChannels(info.tags, tagOf, inverted),
    unmapped: SAFETY_CANONICALS.filter((canonical) => tagOf(canonical) === null).map(
      (canonical) => canonicalTag(canonical)?.name ?? canonical,
    ),
  };
}

/** A channel over the range, with how often and how long it was abnormal. */
export interface ChannelHistory {
  channel: SafetyChannel;
  history: SwitchHistory;
  /** Changes to the abnormal state in the range. */
  times: number;
  abnormalMs: number;
  longestMs: number;
  /** The last change to the abnormal state, ms since epoch; null when there was none. */
  lastMs: number | null;
}

function channelHistory(channel: SafetyChannel, history: SwitchHistory): ChannelHistory {
  const bad = history.stretches.filter(({ on }) => on === channel.abnormal);
  const lengths = bad.map(({ fromMs, toMs }) => toMs - fromMs);
  const changes = history.changes.filter(({ on }) => on === channel.abnormal);
  return {
    channel,
    history,
    times: changes.length,
    abnormalMs: lengths.reduce((sum, length) => sum + length, 0),
    longestMs: Math.max(0, ...lengths),
    lastMs: changes.at(-1)?.atMs ?? null,
  };
}

/** All of the Safety page but what led to a stop. */
export interface SafetyReport {
  channels: ChannelHistory[];
  trips: Trip[];
  read: SwitchesRead;
}

function reportOf(channels: readonly SafetyChannel[], read: SwitchesRead): SafetyReport {
  const histories = channels.map((channel) =>
    channelHistory(channel, read.histories.get(channel.tag) ?? { stretches: [], changes: [] }),
  );
  const changes: ChannelChange[] = histories.flatMap(({ channel, history }) =>
    history.changes.map((change) => ({ ...change, channel })),
  );
  return { channels: histories, trips: tripsOf(changes), read };
}

/**
 * State histories and stops of a range.
 * @param quick called with what hours and minutes say, before readings are looked up
 */
export async function readSafety(
  plant: Plant,
  channels: readonly SafetyChannel[],
  range: TimeRange,
  signal: AbortSignal,
  quick: (report: SafetyReport) => void,
): Promise<SafetyReport> {
  const switches = channels.map(({ tag }) => ({ tag, ...RULE }));
  const read = await readSwitches(plant, switches, range, signal, (found) =>
    quick(reportOf(channels, found)),
  );
  return reportOf(channels, read);
}

/** What was out of its usual range when a plant stopped. */
export interface LeadUp {
  /** From the three weeks before, by hours; usual is the first week of them. */
  slow: Departure[];
  /** From the two hours before, by minutes; usual is the first hour and a half. */
  fast: Departure[];
}

/** How far back each is looked for, and which part of it is taken as usual. */
const SLOW_MS = 21 * DAY_MS;
const SLOW_USUAL_MS = 7 * DAY_MS;
const FAST_MS = 2 * HOUR_MS;
const FAST_USUAL_MS = 1.5 * HOUR_MS;
const MOST = 8;

async function departures(
  plant: Plant,
  tags: readonly string[],
  running: string | null,
  { fromMs, toMs }: TimeRange,
  bucketMs: number,
  usualMs: number,
  signal: AbortSignal,
): Promise<Departure[]> {
  const begin = Math.max(plant.info.firstMs, fromMs);
  const end = Math.floor(toMs / bucketMs) * bucketMs;
  if (end - begin < usualMs / 2) return [];
  const wanted = running === null ? [...tags] : [...tags, running];
  const widthPx = ((end - begin) / bucketMs) * 1.001;
  const data = await plant.series({ fromMs: begin, toMs: end, tags: wanted, widthPx }, signal);
  const ran = running === null ? null : data.series[tags.length].min;
  const rows = Array.from(data.timesMs.keys()).filter(
    (at) => data.timesMs[at] >= begin && data.timesMs[at] < end && (ran === null || ran[at] >= 1),
  );
  const pick = (values: Float64Array) => Float64Array.from(rows, (at) => values[at]);
  const series = data.series.slice(0, tags.length).map(({ tag, avg }) => ({ tag, avg: pick(avg) }));
  return departuresOf(pick(data.timesMs), series, begin + usualMs);
}

/**
 * Readings that had left their usual range before a stop, the earliest first, only while the plant ran.
 * @param tripMs when it stopped; nothing from its minute on is read
 */
export async function readLeadUp(plant: Plant, tripMs: number, signal: AbortSignal): Promise<LeadUp> {
  const tags = plant.info.tags
    .filter(({ kind, min, max }) => kind === 'number' && max > min && !(min === 0 && max === 1))
    .map(({ tag }) => tag);
  const running = plant.tagOf('plant.running') ?? plant.tagOf('compressor.running');
  const before = (lengthMs: number) => ({ fromMs: tripMs - lengthMs, toMs: tripMs });
  const [slow, fast] = await Promise.all([
    departures(plant, tags, running, before(SLOW_MS), HOUR_MS, SLOW_USUAL_MS, signal),
    departures(plant, tags, running, before(FAST_MS), MINUTE_MS, FAST_USUAL_MS, signal),
  ]);
  return { slow: slow.slice(0, MOST), fast: fast.slice(0, MOST) };
}
