import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownUnit } from '$lib/plant/unit-words';
import { unitOf, UNITS, unitsOf, type Dimension, type UnitContext } from '$lib/plant/units';
import { atmosphereAt, NORMAL, STANDARD, USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { applyLinear, applyToDifference, conversion, inverse } from '$lib/plant/units-convert';
import { displayUnit, wantedUnit } from '$lib/plant/units-display';
import { molarMassOf, QUANTITIES, quantityOf, recordedUnit } from '$lib/plant/units-quantity';

const H2S: UnitContext = { ...USUAL_CONDITIONS, molarMass: 34.082 };

/** A value in another unit, by way of the base unit. */
function convert(dimension: Dimension, value: number, from: string, to: string, context = H2S): number {
  const [a, b] = [unitOf(dimension, from), unitOf(dimension, to)];
  if (!a || !b) throw new Error(`no unit ${from} or ${to}`);
  const linear = conversion(a, b, context);
  return linear ? applyLinear(linear, value) : Number.NaN;
}

const context = fc.record<UnitContext>({
  atmospherePascal: fc.double({ min: 60_000, max: 110_000, noNaN: true }),
  plainPressure: fc.constantFrom('gauge', 'absolute'),
  scfPsia: fc.constantFrom(14.696, 14.73),
  plainGas: fc.constantFrom(NORMAL, STANDARD),
  metering: fc.constantFrom(NORMAL, STANDARD),
  molarMass: fc.constantFrom(34.082, 17.03052),
});
const pair = fc
  .constantFrom(...UNITS)
  .chain((from) => fc.tuple(fc.constant(from), fc.constantFrom(...unitsOf(from.dimension))));

describe('conversions of units', () => {
  it('give back any value after a way there and back, in any conditions', () => {
    fc.assert(
      fc.property(pair, context, fc.double({ min: -1e6, max: 1e6, noNaN: true }), ([a, b], c, value) => {
        const [there, back] = [conversion(a, b, c), conversion(b, a, c)];
        if (!there || !back) throw new Error(`${a.unit} to ${b.unit} is not defined`);
        const size = Math.max(1, Math.abs(value), Math.abs(back.offset));
        expect(Math.abs(applyLinear(back, applyLinear(there, value)) - value)).toBeLessThan(size * 1e-9);
        expect(Math.abs(applyLinear(inverse(there), applyLinear(there, value)) - value)).toBeLessThan(
          size * 1e-9,
        );
      }),
    );
  });

  it('rise with the reading, so that a lowest reading stays the lowest', () => {
    for (const from of UNITS)
      for (const to of unitsOf(from.dimension))
        expect(conversion(from, to, { ...H2S, plainGas: NORMAL })?.scale).toBeGreaterThan(0);
  });

  it('convert means as the mean of the converted', () => {
    fc.assert(
      fc.property(
        pair,
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
        ([a, b], values) => {
          const linear = conversion(a, b, { ...H2S, plainGas: NORMAL });
          if (!linear) throw new Error('not defined');
          const mean = (all: number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
          const [before, after] = [mean(values), mean(values.map((value) => applyLinear(linear, value)))];
          expect(after).toBeCloseTo(
            applyLinear(linear, before),
            5 - Math.ceil(Math.log10(1 + Math.abs(after))),
          );
        },
      ),
    );
  });

  it.each<[Dimension, number, string, number, string]>([
    ['temperature', 32, 'degF', 0, 'degC'],
    ['temperature', 212, 'degF', 100, 'degC'],
    ['temperature', 25, 'degC', 298.15, 'K'],
    ['pressure', 0, 'psi(g)', 14.69595, 'psi(a)'],
    ['pressure', 100, 'psi', 6.89476, 'bar(g)'],
    ['pressure', 1, 'bar(g)', 2.01325, 'bar(a)'],
    ['pressure', 0, 'inH2O(g)', 1013.25, 'mbar(a)'],
    ['differential pressure', 10, 'psi', 689.476, 'mbar'],
    // NIST SP 811: 1 Btu(IT) = 1055.056 J; 1 cubic foot = 0.02831685 m3.
    ['energy', 1, 'MMBtu', 293.0711, 'kWh'],
    ['energy', 10, 'therm', 1, 'MMBtu'],
    ['power', 1, 'hp', 0.7456999, 'kW'],
    ['gas flow', 1, 'scfm', 1.607459, 'Nm3/h'],
    ['gas flow', 1, 'Nm3/h', 1.0549149, 'Sm3/h'],
    ['gas volume', 1, 'MCF', 28.26246, 'Sm3'],
    ['vibration', 1, 'in/s', 25.4, 'mm/s'],
  ])('%s: %d %s is %d %s', (dimension, value, from, expected, to) => {
    expect(convert(dimension, value, from, to)).toBeCloseTo(expected, expected > 100 ? 2 : 4);
  });

  it('take 1 ppm of hydrogen sulfide as 1.5206 mg/m3 at 0 degC and 1.441 at 15, as domain.md has it', () => {
    expect(convert('fraction', 1, 'ppm', 'mg/Nm3').toFixed(4)).toBe('1.5206');
    expect(convert('fraction', 1, 'ppm', 'mg/Sm3').toFixed(3)).toBe('1.441');
    expect(convert('fraction', 1, 'ppm', 'mg/m3', { ...H2S, metering: STANDARD }).toFixed(3)).toBe('1.441');
  });

  it('take the 4 ppm of US pipelines as a quarter grain in 100 scf', () => {
    expect(convert('fraction', 4, 'ppm', 'gr/100scf')).toBeCloseTo(0.25, 2);
  });

  it('know a standard cubic foot at 14.73 psia as more gas than one at 14.696', () => {
    const more = convert('gas volume', 1, 'scf', 'Nm3', { ...H2S, scfPsia: 14.73 });
    expect(more / convert('gas volume', 1, 'scf', 'Nm3')).toBeCloseTo(14.73 / 14.696, 12);
  });

  it('do not convert a mass without knowing the gas, nor a bare m3 of gas without the custom of the plant', () => {
    expect(convert('fraction', 1, 'ppm', 'mg/Nm3', { ...H2S, molarMass: null })).toBeNaN();
    expect(convert('gas flow', 1, 'm3/h', 'Nm3/h')).toBeNaN();
    expect(convert('gas flow', 1, 'm3/h', 'Nm3/h', { ...H2S, plainGas: STANDARD })).toBeCloseTo(0.9479, 4);
  });

  it('leave the offset out of differences', () => {
    const [from, to] = [unitOf('temperature', 'degF'), unitOf('temperature', 'degC')];
    const linear = from && to ? conversion(from, to, H2S) : null;
    expect(applyToDifference(linear ?? { scale: 0, offset: 0 }, 18)).toBeCloseTo(10, 12);
  });

  it('take the air as 89.87 kPa at 1000 m, as ISO 2533', () => {
    expect(atmosphereAt(0)).toBe(101_325);
    expect(atmosphereAt(1000) / 1000).toBeCloseTo(89.87, 2);
  });
});

describe('what a tag measures', () => {
  const tag = (header: string, unit: string, canonical: string | null = null) => ({
    header,
    unit,
    canonical,
  });

  it.each([
    [tag('bop_plc_vl_comp_discharge_pressure', 'psi', 'compressor.discharge_pressure'), 'pressure'],
    [tag('bop_plc_vl_comp_netoildiff_pressure', 'psi', 'compressor.oil_pressure'), 'differential pressure'],
    [tag('bop_plc_pdt1401_mediabed_pressure', 'psi'), 'differential pressure'],
    [tag('bop_plc_pt1101_digester_pressure', 'psi'), 'pressure'],
    [tag('outlet', 'scfm', 'gas.flow'), 'gas flow'],
    [tag('Biogas', 'm3/h', 'gas.flow'), 'gas flow'],
    [tag('Cooling water', 'm3/h'), null],
    [tag('h2s', 'ppm', 'gas.h2s'), 'trace gas'],
    [tag('ch4', '%', 'gas.ch4'), null],
    [tag('Level', '%'), null],
    [tag('run', 'bool', 'compressor.running'), null],
    [tag('delta_t', 'degC'), null],
  ])('%j is %s', (given, expected) => expect(quantityOf(given)).toBe(expected));

  it.each([
    [tag('Ambient pressure', 'mbar'), 'mbar(a)'],
    [tag('Luftdruck', 'kPa'), 'kPa(a)'],
    [tag('Suction gauge pressure', 'psi'), 'psi(g)'],
    [tag('Suction pressure', 'psi'), 'psi'],
    [tag('Abs pressure', 'bar(a)'), 'bar(a)'],
    [tag('Ambient temperature', 'degC'), 'degC'],
  ])('%j is recorded in %s', (given, expected) => expect(recordedUnit(given)).toBe(expected));

  it('names the gas of a concentration', () => {
    expect(molarMassOf(tag('Schwefelwasserstoff', 'ppm'))).toBe(34.082);
    expect(molarMassOf(tag('dust', 'mg/m3'))).toBeNull();
  });

  it('keeps absolute pressures apart from gauge when a header says so', () => {
    expect(knownUnit('psia')?.unit).toBe('psi(a)');
    expect(knownUnit('psig')?.unit).toBe('psi');
  });
});

describe('the unit shown', () => {
  const recorded = { system: 'recorded', units: {} } as const;

  it('has every choice and system unit in the table', () => {
    for (const { dimension, choices, us, si } of QUANTITIES)
      for (const unit of [...choices, us, si]) expect(unitOf(dimension, unit)?.unit).toBe(unit);
  });

  it('is the recorded one unless a person wants another', () => {
    const shown = displayUnit('temperature', 'degF', recorded, H2S);
    expect([shown.unit, shown.label, shown.convert(98.6)]).toEqual(['degF', '°F', 98.6]);
    const values = Float64Array.of(1, 2);
    expect(shown.convertAll(values)).toBe(values);
  });

  it('follows the system, and a unit chosen for the quantity before it', () => {
    expect(wantedUnit('pressure', { system: 'SI', units: {} })).toBe('bar(g)');
    expect(wantedUnit('pressure', { system: 'SI', units: { pressure: 'bar(a)' } })).toBe('bar(a)');
    expect(wantedUnit('pressure', { system: 'SI', units: { pressure: 'furlong' } })).toBe('bar(g)');
    const shown = displayUnit('pressure', 'psi', { system: 'SI', units: {} }, H2S);
    expect(shown.format(104.8)).toBe('7.23\u00a0bar(g)');
    expect(shown.formatDifference(10)).toBe('0.689\u00a0bar');
    expect(shown.format(Number.NaN)).toBe('no data');
  });

  it('is the recorded one where the conditions do not explain it', () => {
    const shown = displayUnit('gas flow', 'm3/h', { system: 'US', units: {} }, H2S);
    expect([shown.unit, shown.label, shown.convert(5)]).toEqual(['m3/h', 'm³/h', 5]);
  });
});
