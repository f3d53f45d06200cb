import { describe, expect, it } from 'vitest';
import { AT } from '$lib/simulator/column-places';
import { COLUMN_COUNT, columnAt, placesOf } from '$lib/simulator/columns';
import { conditionsAt } from '$lib/simulator/conditions';
import { CSV_HEADER, csvRows } from '$lib/simulator/csv';
import { simulatePlant } from '$lib/simulator/simulate';
import { wideHeader } from '../../../scripts/wide/columns.mjs';
import { HOUR_MS, START_MS } from './support';

const MINUTE_MS = 60_000;
const options = { seed: 4, days: 1.5, startMs: START_MS };
const plant = simulatePlant(options);
const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));

describe('the columns', () => {
  it('are those of the wide export, in its order: a time stamp and 94', () => {
    expect(CSV_HEADER).toBe(`${wideHeader.join(',')}\n`);
    expect(COLUMN_COUNT).toBe(94);
  });

  it('have the places written out', () => {
    expect(Object.entries(AT).map(([name, place]) => columnAt(name) - place)).toEqual(Array(94).fill(0));
  });
});

describe('a simulated plant', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const text = (seed: number) => {
      const hour = simulatePlant({ ...options, seed }).seconds(START_MS + HOUR_MS, START_MS + 2 * HOUR_MS);
      return Buffer.from(csvRows(hour));
    };
    const first = text(4);
    expect(text(4).equals(first)).toBe(true);
    expect(text(5).equals(first)).toBe(false);
  });

  it('gives the same readings whatever was asked before', () => {
    const from = START_MS + 26 * HOUR_MS + 1234_000;
    const late = plant.seconds(from, from + HOUR_MS);
    const early = plant.seconds(START_MS + 5000, START_MS + 9000);
    const again = plant.seconds(from, from + HOUR_MS);
    expect(same(late.values, again.values)).toBe(true);
    expect(early.timesMs).toEqual(Float64Array.of(5000, 6000, 7000, 8000).map((ms) => START_MS + ms));
    expect(late.values.length).toBe(3600 * COLUMN_COUNT);
  });

  it('gives minutes that are the roll-up of its seconds', () => {
    const from = START_MS + 3 * HOUR_MS + 58 * MINUTE_MS;
    const minutes = [...plant.minutes(from, from + 4 * MINUTE_MS)];
    expect(minutes.map((minute) => minute.startMs - from)).toEqual([0, 60_000, 120_000, 180_000]);
    const { values } = plant.seconds(from + 3 * MINUTE_MS, from + 4 * MINUTE_MS);
    const flow = columnAt('bop_plc_abb_gc_outletstream_flow');
    const readings = Array.from({ length: 60 }, (_, row) => values[row * COLUMN_COUNT + flow]);
    expect(minutes[3].min[flow]).toBe(Math.min(...readings));
    expect(minutes[3].max[flow]).toBe(Math.max(...readings));
    expect(minutes[3].avg[flow]).toBeCloseTo(readings.reduce((a, b) => a + b) / 60, 9);
    expect(minutes[3].count[flow]).toBe(60);
  });

  it('has totals that only grow, but for the day counter at midnight', () => {
    const { values } = plant.seconds(START_MS + 23 * HOUR_MS, START_MS + 25 * HOUR_MS);
    const [today, volume] = placesOf('total');
    const falls = (column: number) => {
      const rows: number[] = [];
      for (let row = 1; row < values.length / COLUMN_COUNT; row++) {
        if (values[row * COLUMN_COUNT + column] < values[(row - 1) * COLUMN_COUNT + column]) rows.push(row);
      }
      return rows;
    };
    expect(falls(volume)).toEqual([]);
    expect(falls(today)).toEqual([3600]);
  });

  it('shows its calibration gas for some minutes each week', () => {
    const { config } = plant;
    const day = 86_400_000;
    const first = Math.floor(START_MS / day);
    const dayOf = Array.from({ length: 7 }, (_, i) => first + i).find(
      (each) => each % 7 === config.analyser.calibrationDay,
    )!;
    const at = dayOf * day + config.analyser.calibrationHour * HOUR_MS;
    expect(conditionsAt(config, [], at + 5 * MINUTE_MS).calibrating).toBe(true);
    expect(conditionsAt(config, [], at + 30 * MINUTE_MS).calibrating).toBe(false);
  });

  it('refuses a start that is no whole hour and an empty period', () => {
    expect(() => simulatePlant({ ...options, startMs: START_MS + 1 })).toThrow(/whole hour/);
    expect(() => simulatePlant({ ...options, days: 0 })).toThrow(/0 days/);
  });
});
