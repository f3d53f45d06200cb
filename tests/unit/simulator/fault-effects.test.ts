import { describe, expect, it } from 'vitest';
import { blocksFrom } from '$lib/simulator/block';
import { COLUMN_COUNT, columnAt, type ColumnName } from '$lib/simulator/columns';
import { FAULT_KIND_NAMES, factsOf, type FaultKind } from '$lib/simulator/fault-kinds';
import type { Fault } from '$lib/simulator/faults';
import { renderBlock } from '$lib/simulator/render';
import { HOUR_MS, hourMeans, plantAt, read, START_MS } from './support';

const SEED = 3;
const healthy = new Map<number, Float64Array>();
const healthyAt = (hour: number) => {
  if (!healthy.has(hour)) healthy.set(hour, hourMeans(SEED, [], hour));
  return healthy.get(hour)!;
};

function fault(kind: FaultKind, hours: { from: number; to: number }, column: string | null = null): Fault {
  const slow = factsOf(kind).repairHours !== undefined;
  return {
    kind,
    fromMs: START_MS + hours.from * HOUR_MS,
    toMs: START_MS + (hours.to + (slow ? 4 : 0)) * HOUR_MS,
    failureMs: slow ? START_MS + hours.to * HOUR_MS : null,
    severity: 1,
    column: column === null ? null : (`bop_plc_${column}` as ColumnName),
  };
}

/** Change by column, least in the direction said: shares of the healthy reading, or units where it says so. */
interface Case {
  kind: FaultKind;
  hours: number;
  shares?: Record<string, number>;
  units?: Record<string, number>;
}

const cases: Case[] = [
  {
    kind: 'discharge_valve_leak',
    hours: 14,
    shares: { vl_comp_mainmotor_power: 0.1, vl_comp_mainmotor_amps: 0.08, vl_comp_slidevalve_position: 0.12 },
    units: { vl_comp_discharge_temp: 4, vl_comp_suction_temp: 5 },
  },
  {
    kind: 'oil_cooler_fouling',
    hours: 14,
    units: { vl_comp_oilinjection_temp: 30, vl_comp_discharge_temp: 25, te1302_oilcooleroutlet_temp: 25 },
  },
  {
    kind: 'oil_filter_clogging',
    hours: 14,
    units: { vl_comp_oilfilterdiff_pressure: 12, vl_comp_netoildiff_pressure: -9, vl_comp_discharge_temp: 4 },
  },
  {
    kind: 'motor_bearing_wear',
    hours: 14,
    shares: { vl_comp_vibration_de: 1, vl_comp_mainmotor_power: 0.03 },
    units: { te1303_motorbearing_de_temp: 20 },
  },
  {
    kind: 'suction_restriction',
    hours: 14,
    shares: { vl_comp_mainmotor_power: 0.06, vl_comp_slidevalve_position: 0.12 },
    units: { vl_comp_suction_pressure: -2, vl_comp_discharge_temp: 1 },
  },
  {
    kind: 'blower_wear',
    hours: 14,
    shares: { bge_blowervfd_speed: 0.12, bge_blower_vibration: 1, bge_blowermotor_amps: 0.04 },
  },
  {
    kind: 'inlet_filter_clogging',
    hours: 14,
    shares: { bge_blowervfd_speed: 0.1, bge_blowermotor_amps: 0.05 },
    units: { pdt1101_inletfilter_pressure: 1, bge_blowersuction_pressure: -1 },
  },
  {
    kind: 'blower_vfd_trip',
    hours: 6,
    units: { bge_blowervfd_faultstatus: 1, bge_skid_running: -1, bge_blowervfd_speed: -30 },
  },
  {
    kind: 'air_ingress',
    hours: 14,
    units: {
      abb_gc_outletstream_n2: 4,
      abb_gc_outletstream_o2: 1,
      abb_gc_outletstream_ch4: -3,
      abb_gc_outletstream_co2: -0.5,
    },
  },
  { kind: 'h2s_breakthrough', hours: 14, units: { abb_gc_outletstream_h2s: 40 } },
  { kind: 'acidification', hours: 110, units: { abb_gc_outletstream_ch4: -3, abb_gc_outletstream_co2: 2 } },
  { kind: 'foaming', hours: 8, units: { lt1101_condensate_level: 5 } },
  { kind: 'feed_interruption', hours: 48, units: { pt1101_digester_pressure: -0.05 } },
  {
    kind: 'estop',
    hours: 5,
    units: { in_hs901_estop: 1, bge_skid_running: -1, vl_comp_runstatus: -1 },
  },
  { kind: 'abort', hours: 5, units: { system_abort_0: 1, bge_skid_running: -1 } },
];

describe('a fault moves what it should, in the direction it should', () => {
  it.each(cases)('$kind', ({ kind, hours, shares = {}, units = {} }) => {
    const at = kind === 'acidification' ? hours - 20 : hours - 1;
    const faulty = hourMeans(
      SEED,
      [fault(kind, { from: 2, to: hours }, kind === 'estop' ? 'in_hs901_estop' : null)],
      at,
    );
    const usual = healthyAt(at);
    const missed = Object.entries({ ...shares, ...units }).flatMap(([name, least]) => {
      const reference = read(usual, name);
      const change = (read(faulty, name) - reference) / (name in shares ? Math.abs(reference) : 1);
      const enough = Math.sign(change) === Math.sign(least) && Math.abs(change) >= 0.97 * Math.abs(least);
      return enough ? [] : [`${name} changed by ${change}, not ${least}`];
    });
    expect(missed).toEqual([]);
  });

  it('of every kind is tested here', () => {
    const instruments = FAULT_KIND_NAMES.filter((kind) => factsOf(kind).equipment === 'instruments');
    expect([...cases.map(({ kind }) => kind), ...instruments].sort()).toEqual([...FAULT_KIND_NAMES].sort());
  });

  it('air that leaks in brings nitrogen and oxygen near 3.73 to 1', () => {
    const faulty = hourMeans(SEED, [fault('air_ingress', { from: 2, to: 14 })], 13);
    const usual = healthyAt(13);
    const more = (name: string) => read(faulty, name) - read(usual, name);
    const ratio = more('abb_gc_outletstream_n2') / more('abb_gc_outletstream_o2');
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(4.2);
  });

  it('a slow fault stops the machine at its failure time and not before', () => {
    const clogged = [fault('oil_filter_clogging', { from: 2, to: 12 })];
    const running = [11, 12, 15, 17].map((hour) =>
      read(hourMeans(SEED, clogged, hour), 'bge_skid_running') > 0.9 ? 'runs' : 'stands',
    );
    expect(running).toEqual(['runs', 'stands', 'stands', 'runs']);
    expect(read(hourMeans(SEED, clogged, 13), 'vl_comp_faultstatus')).toBeCloseTo(1, 9);
  });
});

describe('a fault of an instrument', () => {
  const column = 'vl_comp_discharge_pressure';
  const place = columnAt(`bop_plc_${column}`);
  const hourOf = (kind: FaultKind) => {
    const { config, bookmark } = plantAt(SEED);
    const named = kind === 'clock_jump' ? null : column;
    const source = blocksFrom(config, [fault(kind, { from: 1, to: 3 }, named)], bookmark);
    source.next();
    source.next();
    const block = source.next();
    const { values, timesMs } = renderBlock(config, block);
    return { readings: values.filter((_, i) => i % COLUMN_COUNT === place), timesMs, block };
  };

  it('drift takes the reading away from the truth', () => {
    const { readings } = hourOf('sensor_drift');
    const change = readings[3500] - read(healthyAt(2), column);
    expect(Math.abs(change)).toBeGreaterThan(8);
  });

  it('a stuck value does not change at all', () => {
    expect(new Set(hourOf('stuck_value').readings.subarray(0, 3590)).size).toBe(1);
  });

  it('spikes are rare and large', () => {
    const { readings } = hourOf('spikes');
    const far = readings.filter((value) => Math.abs(value - read(healthyAt(2), column)) > 20).length;
    expect(far).toBeGreaterThan(20);
    expect(far).toBeLessThan(200);
  });

  it('a dropout leaves cells empty', () => {
    expect(hourOf('dropout').readings.every((value) => Number.isNaN(value))).toBe(true);
  });

  it('a clock jump moves the stamps by an hour back or seven minutes ahead', () => {
    const { timesMs, block } = hourOf('clock_jump');
    expect([-3_600_000, 420_000]).toContain(timesMs[100] - block.startMs - 100_000);
  });
});
