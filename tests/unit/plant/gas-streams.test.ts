import { describe, expect, it } from 'vitest';
import { gasValues, moleFractions, qualityScore } from '$lib/plant/gas-quality';
import { fillerOf, gasInputs, type AnalysedColumn } from '$lib/plant/gas-quality-inputs';
import { recoveryOf, usualRole } from '$lib/plant/gas-quality-recovery';
import { gasStreams, streamName } from '$lib/plant/gas-quality-streams';
import { referenceOf } from '$lib/plant/iso6976-references';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';

const column = (header: string, canonical: string | null, unit = '%', max = 80): AnalysedColumn => ({
  tag: header.toLowerCase().replace(/\W+/g, '_'),
  header,
  canonical,
  unit,
  max,
});
const SISTER = ['inlet', 'membrane_outlet', 'plant_outlet'].flatMap((stream) =>
  ['ch4', 'co2', 'flow'].map((what) => column(`bop_plc_${stream}_${what}`, `gas.${what}`)),
);
/** The mapping that an import of these columns proposes: the first of each kind. */
const first = (columns: AnalysedColumn[]) => (canonical: string) =>
  columns.find((one) => one.canonical === canonical)?.tag ?? null;

describe('gas streams of a plant', () => {
  it('are told apart by the words of their headers', () => {
    const streams = gasStreams(SISTER, first(SISTER), first(SISTER));
    expect(streams.map(({ name }) => name)).toEqual(['Inlet', 'Membrane outlet', 'Plant outlet']);
    expect(streams[2].tags['gas.flow']?.tag).toBe('bop_plc_plant_outlet_flow');
  });

  it('join what a person mapped though the headers have nothing in common', () => {
    const columns = [column('AI-101', null), column('AI-102', null), column('FT-7', null)];
    const mapping: Record<string, string> = { 'gas.ch4': 'ai_101', 'gas.co2': 'ai_102', 'gas.flow': 'ft_7' };
    const streams = gasStreams(
      columns,
      (id) => mapping[id] ?? null,
      () => null,
    );
    expect(streams).toHaveLength(1);
    expect(Object.keys(streams[0].tags).sort()).toEqual(['gas.ch4', 'gas.co2', 'gas.flow']);
  });

  it('lose a column whose meaning a person has taken away', () => {
    const streams = gasStreams(SISTER, () => null, first(SISTER));
    expect(streams.map(({ name }) => name)).toEqual(['Membrane outlet', 'Plant outlet']);
  });

  it('need methane', () => {
    const columns = [column('bop_plc_flare_flow', 'gas.flow')];
    expect(gasStreams(columns, first(columns), first(columns))).toEqual([]);
  });

  it('are called by their words without those of the control system', () => {
    expect(['abb gc outletstream', 'plant outlet', '', 'gc'].map(streamName)).toEqual([
      'Outletstream',
      'Plant outlet',
      'Gas',
      'Gc',
    ]);
  });
});

describe('the analysis of a stream', () => {
  const context = { ...USUAL_CONDITIONS, molarMass: null };
  const inputs = (...columns: AnalysedColumn[]) => {
    const [stream] = gasStreams(columns, first(columns), first(columns));
    return gasInputs(stream, context);
  };

  it('is read in percent, whatever unit its columns have', () => {
    const found = inputs(
      column('CH4', 'gas.ch4'),
      column('O2', 'gas.o2', 'ppm'),
      column('H2S', 'gas.h2s', 'mg/m3'),
    );
    expect(found.ch4?.scale).toBe(1);
    expect(found.o2?.scale).toBeCloseTo(1e-4, 15);
    expect(found.h2s?.scale).toBeCloseTo(1e-4 / 1.5206, 8);
  });

  it('says what it takes for granted without a unit', () => {
    const percent = inputs(column('CH4', 'gas.ch4', '', 74), column('H2S', 'gas.h2s', '', 300));
    expect([percent.ch4?.assumed, percent.h2s?.assumed]).toEqual([
      'no unit, taken as %',
      'no unit, taken as ppm',
    ]);
    const fraction = inputs(column('CH4', 'gas.ch4', '', 0.74), column('CO2', 'gas.co2', '', 0.4));
    expect([fraction.ch4?.scale, fraction.co2?.scale]).toEqual([100, 100]);
  });

  it('leaves out a column that is no concentration', () => {
    expect(inputs(column('CH4', 'gas.ch4', 'psi'))).toEqual({});
  });

  it('is filled up with carbon dioxide, else with nitrogen, only where they are not analysed', () => {
    expect(fillerOf(inputs(column('CH4', 'gas.ch4')))).toBe('co2');
    expect(fillerOf(inputs(column('CH4', 'gas.ch4'), column('CO2', 'gas.co2')))).toBe('n2');
    expect(moleFractions({ ch4: 60 }, 'co2')).toEqual({ ch4: 0.6, co2: 0.4, n2: 0, o2: 0, h2s: 0 });
  });

  it('is scaled to 100 %, and not used when its sum is far off', () => {
    expect(moleFractions({ ch4: 60, co2: 35, n2: 0 }, null)?.ch4).toBeCloseTo(60 / 95, 12);
    expect(moleFractions({ ch4: 60, co2: 20, n2: 0 }, null)).toBeNull();
    expect(moleFractions({ ch4: 100, co2: 20 }, 'n2')).toBeNull();
    expect(moleFractions({ ch4: Number.NaN, co2: 20 }, 'n2')).toBeNull();
  });

  it('has the old platform’s score under its formula, and no numbers it cannot have', () => {
    expect(qualityScore(73.61, 20.15)).toBeCloseTo(75.482, 10);
    const values = gasValues({ ch4: 60 }, 'co2', referenceOf('25/0'));
    expect([values.co2, values.score, values.n2]).toEqual([NaN, NaN, NaN]);
    expect(values.wobbe.toFixed(2)).toBe('24.64');
    expect(values.balance).toBe(40);
  });
});

describe('the methane balance', () => {
  it('has roles by the words of the streams', () => {
    expect(['inlet', 'plant outlet', 'tail', 'membrane outlet'].map(usualRole)).toEqual([
      'feed',
      'product',
      'off-gas',
      'none',
    ]);
  });

  it('measures the slip in the off-gas, else takes what the product lacks', () => {
    const measured = recoveryOf({ feed: 1000, product: 950, offGas: 40, minutes: 60 });
    expect(measured).toEqual({
      recovery: 95,
      slip: 4,
      slipBy: 'off-gas',
      recoveryBy: 'product',
      closure: 99,
    });
    const lacking = recoveryOf({ feed: 1000, product: 950, offGas: Number.NaN, minutes: 60 });
    expect([lacking?.recovery, lacking?.slip, lacking?.slipBy]).toEqual([95, 5, 'difference']);
  });

  it('takes as arrived what the off-gas lacks where the product is not measured', () => {
    const found = recoveryOf({ feed: 1000, product: Number.NaN, offGas: 40, minutes: 60 });
    expect([found?.recovery, found?.recoveryBy, found?.closure]).toEqual([96, 'difference', NaN]);
  });

  it('says nothing without methane in or with nothing that leaves', () => {
    expect(recoveryOf({ feed: 0, product: 1, offGas: 0, minutes: 0 })).toBeNull();
    expect(recoveryOf({ feed: 5, product: Number.NaN, offGas: Number.NaN, minutes: 1 })).toBeNull();
  });
});
