import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyBalance } from '$lib/plant/energy-balance';
import { bucketAt, bucketEdges, pieceMs, sumByBucket, usualWidth } from '$lib/plant/energy-buckets';
import { findMeters, type MeterColumn } from '$lib/plant/energy-meters';
import { differencePercent, energyReport, METHANE_KWH } from '$lib/plant/energy-report';
import { resetPattern } from '$lib/plant/energy-resets';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';

const HOUR = 3_600_000;
const iso = (edges: number[]) => edges.map((ms) => new Date(ms).toISOString());

describe('buckets', () => {
  test('days on both change days have 23 and 25 hours', () => {
    const of = (from: string, to: string) =>
      bucketEdges({ fromMs: Date.parse(from), toMs: Date.parse(to) }, 'day', 'Europe/Berlin');
    const spring = of('2024-03-30T23:00:00Z', '2024-03-31T22:00:00Z');
    expect(iso(spring)).toEqual(['2024-03-30T23:00:00.000Z', '2024-03-31T22:00:00.000Z']);
    const autumn = of('2024-10-26T22:00:00Z', '2024-10-27T23:00:00Z');
    expect((autumn[1] - autumn[0]) / HOUR).toBe(25);
  });

  test('months are those of the zone, over the end of a year', () => {
    const edges = bucketEdges(
      { fromMs: Date.parse('2023-11-15T00:00:00Z'), toMs: Date.parse('2024-01-02T00:00:00Z') },
      'month',
      'America/New_York',
    );
    expect(iso(edges)).toEqual([
      '2023-11-01T04:00:00.000Z',
      '2023-12-01T05:00:00.000Z',
      '2024-01-01T05:00:00.000Z',
      '2024-02-01T05:00:00.000Z',
    ]);
  });

  test('an empty range has no buckets', () => {
    expect(bucketEdges({ fromMs: 5, toMs: 5 }, 'hour', 'UTC')).toEqual([]);
    expect(bucketAt([], 5)).toBe(-1);
  });

  test('pieces fit the zone, and the usual width fits the range', () => {
    const day = { fromMs: 0, toMs: 24 * HOUR };
    expect([pieceMs(day, 'UTC'), pieceMs(day, 'Asia/Kolkata')]).toEqual([HOUR, HOUR / 4]);
    expect([1, 30, 365].map((days) => usualWidth({ fromMs: 0, toMs: days * 24 * HOUR }))).toEqual([
      'hour',
      'day',
      'month',
    ]);
  });

  test('sums by bucket add up to the sum of all that lies in the buckets', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom('hour' as const, 'day' as const, 'month' as const),
        fc.constantFrom(...zones),
        (start, hours, width, zone) => {
          const range = { fromMs: start * HOUR, toMs: (start + hours) * HOUR };
          const edges = bucketEdges(range, width, zone);
          expect(edges[0]).toBeLessThanOrEqual(range.fromMs);
          expect(edges.at(-1)).toBeGreaterThanOrEqual(range.toMs);
          expect(edges.every((edge, at) => at === 0 || edge > edges[at - 1])).toBe(true);
          const times = Float64Array.from({ length: hours }, (_, at) => range.fromMs + at * HOUR);
          const sums = sumByBucket(
            edges,
            times,
            times.map(() => 1),
          );
          expect(sums.reduce((sum, value) => sum + value, 0)).toBe(hours);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the report', () => {
  const edges = [0, HOUR, 2 * HOUR];
  const period = { fromMs: HOUR / 2, toMs: 2 * HOUR };
  const columns = {
    energy: Float64Array.of(10, 40),
    volume: null,
    flowVolume: Float64Array.of(1, Number.NaN),
    flowEnergy: Float64Array.of(11, Number.NaN),
    electricity: Float64Array.of(1, 2),
  };

  test('power, capacity and money go by the counter and the hours inside the period', () => {
    const { rows, total, from } = energyReport(edges, period, columns, 50, { energy: 0.1, electricity: 0.2 });
    expect(from).toBe('counter');
    expect(rows[0]).toMatchObject({ fromMs: HOUR / 2, power: 20, capacity: 40, revenue: 1, cost: 0.2 });
    expect(total).toMatchObject({ energy: 50, flowVolume: 1, electricity: 3, revenue: 5 });
    expect(total.power).toBeCloseTo(50 / 1.5, 12);
    expect(rows[1].flowEnergy).toBeNaN();
  });

  test('without a counter it goes by the flow; without prices there is no money', () => {
    const { total, from } = energyReport(edges, period, { ...columns, energy: null }, null, {
      energy: null,
      electricity: null,
    });
    expect(from).toBe('flow');
    expect(total.power).toBeCloseTo(11 / 1.5, 12);
    expect([total.capacity, total.revenue, total.cost, total.volume]).toEqual([NaN, NaN, NaN, NaN]);
  });

  test('differences are in percent of the second', () => {
    expect(differencePercent(105, 100)).toBeCloseTo(5, 12);
    expect(differencePercent(1, 0)).toBeNaN();
  });

  test('methane has its superior heating value of ISO 6976, which US practice rounds to 1010 Btu/scf', () => {
    const scf = 0.028316846592 * (273.15 / 288.7055555555556);
    expect((METHANE_KWH * 3_600_000 * scf) / 1055.05585262).toBeCloseTo(1011, 0);
  });
});

describe('the balance', () => {
  const stream = (name: string, volume: number, methane: number) => ({
    name,
    volume,
    methane,
    flowRead: 1,
    methaneRead: 1,
  });

  test('goes from the leanest to the richest stream', () => {
    const found = energyBalance([stream('out', 60, 57), stream('in', 100, 60), stream('mid', 70, 55)]);
    expect(found).toMatchObject({ raw: { name: 'in' }, product: { name: 'out' } });
    expect(found?.recovery).toBeCloseTo(95, 12);
    expect(found?.lost).toBeCloseTo(3, 12);
  });

  test('needs two streams that are measured', () => {
    expect(energyBalance([stream('out', 60, 57)])).toBeNull();
    expect(energyBalance([stream('out', 60, 57), stream('in', 100, Number.NaN)])).toBeNull();
  });
});

test('resets at one hour of the day are a pattern, by the clock of the zone', () => {
  const reset = (ms: number) => ({ kind: 'reset' as const, fromMs: ms, toMs: ms, before: 9, after: 0 });
  const nights = ['2024-03-29T23:00:00Z', '2024-03-30T23:01:00Z', '2024-03-31T22:00:00Z'].map(Date.parse);
  expect(resetPattern(nights.map(reset), 'Europe/Berlin')).toMatchObject({ kind: 'daily', count: 3 });
  expect(resetPattern([reset(0), reset(5 * HOUR)], 'UTC')).toEqual({ kind: 'irregular', count: 2 });
  expect(resetPattern([], 'UTC')).toEqual({ kind: 'never' });
});

describe('meters', () => {
  const column = (header: string, canonical: string | null, unit: string): MeterColumn => ({
    tag: header,
    header,
    canonical,
    unit,
    kind: 'number',
    max: 100,
  });
  const find = (columns: MeterColumn[]) => {
    const tagOf = (canonical: string) => columns.find((one) => one.canonical === canonical)?.tag ?? null;
    return findMeters(columns, tagOf, tagOf, { ...USUAL_CONDITIONS, molarMass: null });
  };

  test('of the reference plant are found without units in the headers', () => {
    const found = find([
      column('bop_plc_abb_gc_outletstream_ch4', 'gas.ch4', ''),
      column('bop_plc_abb_gc_outletstream_flow', 'gas.flow', ''),
      column('bop_plc_inr_fc_todayenergy_real', 'energy.today', ''),
      column('bop_plc_inr_fc_accvolume_real', 'gas.accumulated_volume', ''),
      column('bop_plc_vl_comp_mainmotor_power', null, ''),
      column('bop_plc_power_meter_sb1_kwh', null, ''),
    ]);
    expect(found.energy).toMatchObject({ unit: 'MMBtu', scale: expect.closeTo(293.071, 3) });
    expect(found.volume).toMatchObject({ unit: 'MCF', scale: expect.closeTo(26.79, 2) });
    expect(found.streams).toMatchObject([{ flow: { unit: 'scfm' }, methane: { scale: 1 } }]);
    expect(found.electricity.map(({ kind }) => kind)).toEqual(['power', 'counter']);
    expect(found.unexplained).toEqual([]);
  });

  test('in bare cubic metres are said to be unexplained', () => {
    const found = find([column('flow', 'gas.flow', 'm3/h'), column('ch4', 'gas.ch4', '%')]);
    expect(found.streams).toEqual([]);
    expect(found.unexplained).toEqual([
      'flow is in m3/h, which does not say at what pressure and temperature its gas is counted',
    ]);
  });
});
