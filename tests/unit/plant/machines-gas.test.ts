import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSi } from '$lib/plant/machines-columns';
import {
  ASSUMED_GAS,
  GAS_CONSTANT,
  idealWork,
  isentropicExponent,
  isentropicKelvin,
  kwhPerNm3,
  mixtureOf,
  molarHeat,
  MOLES_PER_NM3,
} from '$lib/plant/machines-gas';
import { applyLinear } from '$lib/plant/units-convert';
import { CONTEXT } from './support/machine-buckets';

describe('ideal compression', () => {
  // reference/domain.md: 60/40 gas from 25 degC and 1.013 bar.
  it.each([
    [1.2, 0.0053],
    [5, 0.0595],
    [10, 0.0931],
  ])('to %d bar takes the work of domain.md, %d kWh/Nm3, within 1 %%', (bar, expected) => {
    // domain.md rounds the exponent to two digits; here it follows from cp.
    const found = kwhPerNm3(idealWork(ASSUMED_GAS, 298.15, bar / 1.013));
    expect(Math.abs(found / expected - 1)).toBeLessThan(0.01);
  });

  it('has the exponents of the pure gases', () => {
    const pure = { ch4: 0, co2: 0, n2: 0, o2: 0 };
    // domain.md: kappa 1.31 CH4, 1.30 CO2, 1.40 N2 and O2.
    expect(isentropicExponent({ ...pure, ch4: 1 })).toBeCloseTo(1.303, 2);
    expect(Math.abs(isentropicExponent({ ...pure, co2: 1 }) - 1.3)).toBeLessThan(0.015);
    expect(isentropicExponent({ ...pure, n2: 1 })).toBeCloseTo(1.4, 2);
    expect(isentropicExponent({ ...pure, o2: 1 })).toBeCloseTo(1.4, 2);
  });

  it('takes the work that its heat is: cp times the rise', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 12, noNaN: true }),
        fc.double({ min: 270, max: 330, noNaN: true }),
        fc.double({ min: 0.4, max: 0.98, noNaN: true }),
        (ratio, kelvin, ch4) => {
          const gas = { ch4, co2: 1 - ch4, n2: 0, o2: 0 };
          const rise = isentropicKelvin(gas, kelvin, ratio) - kelvin;
          expect(idealWork(gas, kelvin, ratio)).toBeCloseTo(molarHeat(gas) * rise, 6);
          const k = isentropicExponent(gas);
          expect((k - 1) / k).toBeCloseTo(GAS_CONSTANT / molarHeat(gas), 12);
        },
      ),
    );
  });

  it('counts 44.6 mol in a Nm3', () => expect(MOLES_PER_NM3).toBeCloseTo(44.615, 3));
});

describe('a gas of an analysis', () => {
  it('is scaled to one, and unread gases count as none', () => {
    const gas = mixtureOf({ ch4: 60, co2: 38, n2: NaN, o2: -0.1 });
    expect(gas).toEqual({ ch4: 60 / 98, co2: 38 / 98, n2: 0, o2: 0 });
  });

  it('is not believed when it is absurd or has no methane', () => {
    expect(mixtureOf({ ch4: 20, co2: 10, n2: 0, o2: 0 })).toBeNull();
    expect(mixtureOf({ ch4: 100, co2: 90, n2: 0, o2: 0 })).toBeNull();
    expect(mixtureOf({ ch4: NaN, co2: 90, n2: 0, o2: 0 })).toBeNull();
  });
});

describe('readings in SI', () => {
  const si = (kind: Parameters<typeof toSi>[0], unit: string, value: number) => {
    const linear = toSi(kind, unit, CONTEXT);
    return linear && applyLinear(linear, value);
  };
  it('are absolute pascals, kelvin, Nm3/h and kW', () => {
    expect(si('pressure', 'psi', 0)).toBeCloseTo(101_325, 6);
    expect(si('pressure', 'bar(a)', 1)).toBeCloseTo(100_000, 6);
    expect(si('pressure', 'mbar', 50)).toBeCloseTo(106_325, 6);
    expect(si('difference', 'psi(g)', 1)).toBeCloseTo(6894.757, 2);
    expect(si('temperature', 'degF', 32)).toBeCloseTo(273.15, 9);
    expect(si('flow', 'scfm', 100)).toBeCloseTo(160.7, 1);
    expect(si('as read', 'Hz', 44)).toBe(44);
  });

  it('of no known unit are taken as the reference plant has them, of another quantity not at all', () => {
    expect(si('pressure', '', 0)).toBeCloseTo(101_325, 6);
    expect(si('temperature', 'bar', 1)).toBeNull();
  });
});
