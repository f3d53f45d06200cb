import { describe, expect, it } from 'vitest';
import { frameBuffers } from '$lib/detect/buffers';
import { countsOnGrid, placesOnGrid, samplesOfRollup } from '$lib/detect/rollup-frame';
import { gridOver } from '$lib/series/grid';

const grid = gridOver({ fromMs: 60_000, toMs: 300_000 }, 60_000);
const timesMs = Float64Array.of(180_000, 60_000, 600_000);
const places = placesOnGrid(grid, timesMs);
const values = (...given: number[]) => Float64Array.from(given);
const rollup = (kind: string, canonical: string | null) => ({
  ...{ tag: 'ch4', header: 'bop_plc_abb_gc_outletstream_ch4', kind, canonical },
  ...{
    avg: values(73, 74, 75),
    min: values(72, 73, 74),
    max: values(74, 75, 76),
    count: values(60, NaN, 60),
  },
});

describe('a tag of a frame', () => {
  it('is its roll-up on the grid, with gaps as NaN and what lies outside left out', () => {
    const { avg, min, max, count, kind, system } = samplesOfRollup(
      rollup('number', 'gas.ch4'),
      places,
      grid.length,
    );
    expect([...avg]).toEqual([74, NaN, 73, NaN]);
    expect([...min!]).toEqual([73, NaN, 72, NaN]);
    expect([...max!]).toEqual([75, NaN, 74, NaN]);
    expect([...count!]).toEqual([0, 0, 60, 0]);
    expect({ kind, system }).toEqual({ kind: 'analog', system: 'Gas' });
  });

  it('is a state or a counter by kind and meaning', () => {
    expect(samplesOfRollup(rollup('boolean', 'compressor.running'), places, grid.length)).toMatchObject({
      kind: 'state',
      min: null,
    });
    expect(samplesOfRollup(rollup('number', 'energy.today'), places, grid.length)).toMatchObject({
      kind: 'total',
      max: null,
    });
  });

  it('holds counts up to 65535', () => {
    expect([...countsOnGrid(values(1e6, 5, 3), places, grid.length)]).toEqual([5, 0, 65_535, 0]);
  });

  it('gives its buffers once each for a transfer', () => {
    const samples = samplesOfRollup(rollup('number', 'gas.ch4'), places, grid.length);
    const frame = { startMs: 0, stepMs: 60_000, length: grid.length, tags: [samples, samples], rows: null };
    expect(frameBuffers(frame)).toHaveLength(4);
  });
});
