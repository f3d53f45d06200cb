import { bucketEdges, sumByBucket } from '$lib/plant/energy-buckets';
import { healthQuery } from '$lib/sql/health';
import { hourlyMeansQuery } from '$lib/sql/hourly';
import type { Plant } from '$lib/store/plant-types';
import { countCounters } from './counts';
import { finiteOrNull, isoOrNull, ok, type ApiResponse } from './http';
import { mappedOf } from './mapping';
import type { Period } from './period';

const HOUR_MS = 3_600_000;
const MEANS = ['gas.ch4', 'gas.co2', 'gas.flow', 'compressor.motor_current'];

/** The whole hours that start in a period. */
const hoursOf = ({ fromMs, toMs }: Period) => ({
  fromMs: Math.ceil(fromMs / HOUR_MS) * HOUR_MS,
  toMs: Math.ceil(toMs / HOUR_MS) * HOUR_MS,
});

/** What the energy counter counted in each hour; empty without one. */
async function energyByHour(plant: Plant, range: ReturnType<typeof hoursOf>): Promise<Map<number, number>> {
  const tag = plant.tagOf('energy.today');
  const [counted] = await countCounters(plant, tag === null ? [] : [tag], range);
  if (!counted?.read) return new Map();
  const edges = bucketEdges(range, 'hour', 'UTC');
  const sums = sumByBucket(edges, counted.samples.fromMs, counted.rise);
  return new Map(Array.from(sums, (sum, at) => [edges[at], sum]));
}

/** GET /api/system/trends: a row for each hour that starts in the period, holds readings and is over. */
export async function trends(plant: Plant, period: Period): Promise<ApiResponse> {
  const range = hoursOf(period);
  const m = mappedOf(plant);
  const running = m.has('plant.running') ? 'plant.running' : 'compressor.running';
  const [{ timesMs, means }, health, energy] = await Promise.all([
    plant.ask(range, (known) => hourlyMeansQuery(m, [...MEANS, running], known)),
    plant.ask(range, (known) => healthQuery(m, known)),
    energyByHour(plant, range),
  ]);
  const scores = new Map(Array.from(health.timesMs, (ms, at) => [ms, health.score[at]]));
  const hourly = Array.from(timesMs, (ms, at) => {
    const [ch4, co2, flow, amps, share] = means.map((values) => finiteOrNull(values[at]));
    return {
      timestamp: isoOrNull(ms),
      ch4_percent: ch4,
      co2_percent: co2,
      flow_rate: flow,
      energy: finiteOrNull(energy.get(ms) ?? Number.NaN),
      health_score: finiteOrNull(scores.get(ms) ?? Number.NaN),
      uptime_pct: share === null ? null : 100 * share,
      comp_amps: amps,
    };
  });
  return ok({ hourly });
}

/** GET /api/gas/trends: methane and carbon dioxide of each hour that starts in the period and is over. */
export async function gasTrends(plant: Plant, period: Period): Promise<ApiResponse> {
  const m = mappedOf(plant);
  const { timesMs, means } = await plant.ask(hoursOf(period), (known) =>
    hourlyMeansQuery(m, ['gas.ch4', 'gas.co2'], known),
  );
  const [ch4, co2] = means;
  const hourly = Array.from(timesMs, (ms, at) => ({
    timestamp: isoOrNull(ms),
    ch4: finiteOrNull(ch4[at]),
    co2: finiteOrNull(co2[at]),
  }));
  return ok({ hourly });
}
