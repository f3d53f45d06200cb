/** The pages' own functions on the simulated plant of the site, against what was injected into it. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { summariseStates } from '$lib/plant/states';
import { plantConfig } from '$lib/simulator/plant-config';
import { numbersOf, textsOf } from '$lib/sql/query';
import { learnBlower, readBlower } from '$lib/state/blower-report';
import { learnCompressor, oilTrends, readCompressor } from '$lib/state/compressor-report';
import { machineSource } from '$lib/state/machines-read';
import { readStates } from '$lib/state/machines-states';
import { channelsOf, readLeadUp, readSafety } from '$lib/state/safety-report';
import { DEFAULT_MACHINES } from '$lib/store/machine-settings';
import type { Plant } from '$lib/store/plant-types';
import { nativePlant } from './support/native-plant';

const DEMO = 'static/demo/plant.duckdb';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const signal = new AbortController().signal;
const absent = !existsSync(DEMO);

describe.skipIf(absent)(`the simulated plant (skipped where ${DEMO} is not built)`, () => {
  let plant: Plant;
  let truth: { fault: string; fromMs: number; toMs: number; failureMs: number }[];
  let whole: { fromMs: number; toMs: number };

  beforeAll(async () => {
    plant = await nativePlant(DEMO);
    whole = { fromMs: plant.info.firstMs, toMs: plant.info.endMs };
    const rows = await plant.query(
      'SELECT fault, epoch_ms(from_time)::DOUBLE AS f, epoch_ms(to_time)::DOUBLE AS t, epoch_ms(failure_time)::DOUBLE AS x FROM plant.fault_truth ORDER BY from_time',
    );
    const [from, to, failure] = ['f', 't', 'x'].map((name) => numbersOf(rows, name));
    truth = textsOf(rows, 'fault').map((fault, at) => ({
      ...{ fault, fromMs: from[at], toMs: to[at], failureMs: failure[at] },
    }));
  }, 60_000);
  afterAll(() => plant.dispose());

  const source = (machine: 'compressor' | 'blower') => machineSource(plant, machine, USUAL_CONDITIONS, null);
  const faultsOf = (kind: string) => truth.filter(({ fault }) => fault === kind);

  it('has running hours and starts as its run bit says, minute by minute', async () => {
    const learnt = await learnCompressor(plant, source('compressor'), DEFAULT_MACHINES, signal);
    const states = await readStates(plant, source('compressor'), learnt.thresholds, whole, signal);
    const { lengthMs, starts } = summariseStates(states?.intervals ?? []);
    const run = 'bop_plc_vl_comp_runstatus';
    const counted = await plant.query(
      `WITH m AS (SELECT ${run}_avg AS share, lag(${run}_avg) OVER (ORDER BY bucket) AS before FROM plant.minute_rollup)
      SELECT sum(share) * 60000 AS on_ms, CAST(count(*) FILTER (WHERE share >= 0.5 AND before < 0.5) AS DOUBLE) AS starts FROM m`,
    );
    expect(Math.abs(lengthMs.running + lengthMs.idle - numbersOf(counted, 'on_ms')[0])).toBeLessThan(1000);
    expect(starts).toBe(numbersOf(counted, 'starts')[0]);
    expect(starts).toBeGreaterThan(8);
    expect(states?.read.mixedMinutes).toBeGreaterThan(8);
  });

  it('has an efficiency within 1 % of the truth, and sees the leak of the discharge valve', async () => {
    const motor = { ...DEFAULT_MACHINES.motor, efficiency: 0.93 };
    const of = source('compressor');
    const learnt = await learnCompressor(plant, of, { ...DEFAULT_MACHINES, motor }, signal);
    const range = { fromMs: whole.fromMs + DAY, toMs: whole.fromMs + 8 * DAY };
    const shown = await readCompressor(plant, of, learnt, motor, range, signal);
    const found = [...shown.work.efficiency].filter(Number.isFinite).sort((a, b) => a - b);
    const median = found[found.length >> 1];
    expect(Math.abs(median / (100 * plantConfig(7).compressor.efficiency) - 1)).toBeLessThan(0.01);
    const leak = faultsOf('discharge_valve_leak')[1];
    const end = { fromMs: leak.failureMs - DAY, toMs: leak.failureMs };
    const late = await readCompressor(plant, of, learnt, motor, end, signal);
    const excess = (late.expectedKelvin ?? []).map(
      (kelvin, at) => (late.buckets.mean.dischargeTemperature?.[at] ?? NaN) - kelvin,
    );
    const hot = [...excess].filter(Number.isFinite);
    expect(learnt.discharge?.model.kind).toBe('oil-cooled');
    expect(hot.reduce((a, b) => a + b, 0) / hot.length).toBeGreaterThan(2);
  });

  it('foretells the clogged oil filter before it fails, and no date while the filter is clean', async () => {
    const of = source('compressor');
    const learnt = await learnCompressor(plant, of, DEFAULT_MACHINES, signal);
    const clogging = faultsOf('oil_filter_clogging')[0];
    const at = (ms: number) => oilTrends(learnt, of, DEFAULT_MACHINES.limits, ms).oilFilterDrop;
    expect(at(clogging.fromMs - DAY)?.daysToLimit).toBeNull();
    const soon = at(clogging.fromMs + 0.5 * (clogging.failureMs - clogging.fromMs));
    expect(soon?.daysToLimit?.soonest).toBeGreaterThan(0);
    expect(soon?.daysToLimit?.latest).toBeLessThan(12);
    expect(at(clogging.toMs + 5 * DAY)).toMatchObject({ daysToLimit: null });
  });

  it('sees the blower wear: speed beyond need, and none while it is healthy', async () => {
    const of = source('blower');
    const learnt = await learnBlower(plant, of, DEFAULT_MACHINES, signal);
    const wear = faultsOf('blower_wear')[1];
    const mean = async (fromMs: number, toMs: number) => {
      const { excessPercent } = await readBlower(plant, of, learnt, { fromMs, toMs }, signal);
      const read = [...(excessPercent ?? [])].filter(Number.isFinite);
      return read.reduce((a, b) => a + b, 0) / read.length;
    };
    expect(Math.abs(await mean(wear.fromMs - 3 * DAY, wear.fromMs))).toBeLessThan(0.2);
    expect(await mean(wear.failureMs - 12 * HOUR, wear.failureMs)).toBeGreaterThan(12);
  });

  it('shows every emergency stop and abort at its second, and it alone as first', async () => {
    const { channels, unmapped } = channelsOf(plant, []);
    expect(unmapped).toEqual([]);
    const report = await readSafety(plant, channels, whole, signal, () => {});
    const stops = truth.filter(({ fault }) => fault === 'estop' || fault === 'abort');
    expect(stops.length).toBeGreaterThan(3);
    for (const { fromMs, toMs } of stops) {
      const trip = report.trips.find(({ atMs }) => Math.abs(atMs - fromMs) <= 10_000);
      expect(trip?.tripped).toBe(true);
      expect(trip?.first[0].channel.role).toMatch(/emergency stop|abort/);
      const [first] = trip?.first ?? [];
      const back = report.channels
        .find(({ channel }) => channel.tag === first.channel.tag)
        ?.history.changes.find(({ atMs, on }) => atMs > first.atMs && on !== first.on);
      expect(Math.abs((back?.atMs ?? 0) - toMs)).toBeLessThanOrEqual(10_000);
    }
    expect(report.read.lookedUp).toBeGreaterThan(0);
  });

  it('names the oil filter as the first that had changed before its failure', async () => {
    const clogging = faultsOf('oil_filter_clogging')[0];
    const { slow } = await readLeadUp(plant, clogging.failureMs, signal);
    expect(slow.map(({ tag }) => tag)).toContain('bop_plc_vl_comp_oilfilterdiff_pressure');
    expect(slow.every(({ sinceMs }) => sinceMs < clogging.failureMs)).toBe(true);
  });
});
