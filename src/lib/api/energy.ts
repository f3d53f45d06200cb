import type { TimeRange } from '$lib/ingest/types';
import type { StreamTotal } from '$lib/plant/energy-balance';
import { bucketEdges, pieceMs, sumByBucket, type BucketWidth } from '$lib/plant/energy-buckets';
import type { EnergyMeters, Meter, StreamMeter } from '$lib/plant/energy-meters';
import { METHANE_KWH, type EnergyColumns } from '$lib/plant/energy-report';
import { flowQuery, powerQuery, type FlowBuckets } from '$lib/sql/energy';
import type { Plant } from '$lib/store/plant-types';
import { countCounters, type Counted } from './counts';

const MINUTE_MS = 60_000;

/** What was counted of a plant over a period. */
export interface EnergyCounted {
  range: TimeRange;
  /** Edges of the buckets, ms since epoch. */
  edges: number[];
  columns: EnergyColumns;
  /** Each stream over the whole period. */
  streams: StreamTotal[];
  /** The stream that `flowVolume` and `flowEnergy` are of, null for none. */
  stream: StreamMeter | null;
  counters: { meter: Meter; counted: Counted }[];
}

/** Sums by bucket, NaN where no value lies in it. */
function summed(edges: readonly number[], timesMs: Float64Array, values: Float64Array, counts: Float64Array) {
  const sums = sumByBucket(edges, timesMs, values);
  const found = sumByBucket(edges, timesMs, counts);
  return sums.map((sum, at) => (found[at] > 0 ? sum : Number.NaN));
}

/** What a counter counted by bucket, in the base unit. */
function countedBy(
  edges: readonly number[],
  { samples, rise, read }: Counted,
  scale: number,
): Float64Array | null {
  if (!read) return null;
  const counts = samples.max.map((value) => (Number.isNaN(value) ? 0 : 1));
  return summed(edges, samples.fromMs, rise, counts).map((value) => value * scale);
}

const scaled = (values: Float64Array, scale: number) => values.map((value) => value * scale);

function streamTotal(
  { name, flow, methane }: StreamMeter,
  found: FlowBuckets,
  range: TimeRange,
): StreamTotal {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const minutes = (range.toMs - range.fromMs) / MINUTE_MS;
  const flowMinutes = sum(found.flowMinutes);
  const methaneMinutes = sum(found.methaneMinutes);
  return {
    name,
    volume: flowMinutes > 0 ? (sum(found.flow) * flow.scale) / 60 : Number.NaN,
    methane:
      methane && methaneMinutes > 0
        ? (sum(found.flowMethane) * flow.scale * methane.scale) / 100 / 60
        : Number.NaN,
    flowRead: minutes > 0 ? flowMinutes / minutes : 0,
    methaneRead: minutes > 0 ? methaneMinutes / minutes : 0,
  };
}

/** Electricity by bucket, kWh: counters by what they counted, power by its mean over the minutes. */
async function electricityOf(
  plant: Pick<Plant, 'ask'>,
  meters: EnergyMeters['electricity'],
  counted: readonly Counted[],
  { range, edges, piece }: { range: TimeRange; edges: number[]; piece: number },
  signal?: AbortSignal,
): Promise<Float64Array | null> {
  if (meters.length === 0) return null;
  const total = new Float64Array(edges.length - 1);
  for (const { tag, scale, kind } of meters) {
    const of = counted.find((one) => one.tag === tag);
    if (kind !== 'counter' || !of) continue;
    countedBy(edges, of, scale)?.forEach((value, at) => (total[at] += value || 0));
  }
  const power = meters.filter(({ kind }) => kind === 'power');
  if (power.length > 0) {
    const tags = power.map(({ tag }) => tag);
    const { timesMs, sums } = await plant.ask(range, (known) => powerQuery(tags, known, piece), signal);
    power.forEach(({ scale }, at) =>
      sumByBucket(edges, timesMs, scaled(sums[at], scale / 60)).forEach((value, i) => (total[i] += value)),
    );
  }
  return total;
}

/**
 * Energy and gas of a period by hour, day or month of a zone.
 * @param meters      what the plant has
 * @param electricity tags of the meters that are the plant's own use
 */
export async function countEnergy(
  plant: Pick<Plant, 'ask'>,
  meters: EnergyMeters,
  electricity: readonly string[],
  { range, width, zone }: { range: TimeRange; width: BucketWidth; zone: string },
  signal?: AbortSignal,
): Promise<EnergyCounted> {
  const edges = bucketEdges(range, width, zone);
  const piece = pieceMs(range, zone);
  const used = meters.electricity.filter(({ tag }) => electricity.includes(tag));
  const counters = [meters.energy, meters.volume, ...used.filter(({ kind }) => kind === 'counter')];
  const wanted = counters.filter((meter) => meter !== null);
  const tags = [...new Set(wanted.map(({ tag }) => tag))];
  const [counted, flows] = await Promise.all([
    countCounters(plant, tags, range, edges, signal),
    Promise.all(
      meters.streams.map(({ flow, methane }) =>
        plant.ask(
          range,
          (known) => flowQuery({ flow: flow.tag, methane: methane?.tag ?? null }, known, piece),
          signal,
        ),
      ),
    ),
  ]);
  const countOf = (meter: Meter | null) => counted.find(({ tag }) => tag === meter?.tag) ?? null;
  const column = (meter: Meter | null) => {
    const of = countOf(meter);
    return meter && of ? countedBy(edges, of, meter.scale) : null;
  };
  // The richest stream is what is made.
  const totals = meters.streams.map((stream, at) => streamTotal(stream, flows[at], range));
  const rich = totals.map(({ methane, volume }) => (methane > 0 ? methane / volume : 0));
  const product = rich.length > 0 ? rich.indexOf(Math.max(...rich)) : -1;
  const [stream, found] = [meters.streams.at(product), flows.at(product)];
  const has = product >= 0 && stream !== undefined && found !== undefined;
  return {
    range,
    edges,
    streams: totals,
    stream: has ? stream : null,
    columns: {
      energy: column(meters.energy),
      volume: column(meters.volume),
      flowVolume: has
        ? summed(edges, found.timesMs, scaled(found.flow, stream.flow.scale / 60), found.flowMinutes)
        : null,
      flowEnergy:
        has && stream.methane
          ? summed(
              edges,
              found.timesMs,
              scaled(found.flowMethane, (stream.flow.scale * stream.methane.scale * METHANE_KWH) / 6000),
              found.methaneMinutes,
            )
          : null,
      electricity: await electricityOf(plant, used, counted, { range, edges, piece }, signal),
    },
    counters: wanted.flatMap((meter) => {
      const of = countOf(meter);
      return of ? [{ meter, counted: of }] : [];
    }),
  };
}
