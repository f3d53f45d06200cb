import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blowerHead, blowerPower, blowerSpeed } from '$lib/simulator/blower';
import { compress } from '$lib/simulator/compressor';
import { GAS_CONSTANT, idealWork, isentropicKelvin, kelvinOf, molarHeat } from '$lib/simulator/gas';
import { plantConfig } from '$lib/simulator/plant-config';
import { unitsFor, wash } from '$lib/simulator/wash';
import { hourMeans, plantAt, read } from './support';

const sixtyForty = { ch4: 0.6, co2: 0.4, n2: 0, o2: 0 };
const MOLES_PER_NM3 = 44.615;

describe('compression', () => {
  it.each([
    [1.2, 0.0053],
    [5, 0.0595],
    [10, 0.0931],
  ])('of 60/40 gas to %d bar takes the ideal work of domain.md, %d kWh/Nm3, within 1 %%', (bar, expected) => {
    const work = (idealWork(sixtyForty, 298.15, bar / 1.013) * MOLES_PER_NM3) / 3.6e6;
    expect(Math.abs(work / expected - 1)).toBeLessThan(0.01);
  });

  it('heats by the exponent that its work uses', () => {
    const exponent = GAS_CONSTANT / molarHeat(sixtyForty);
    expect(isentropicKelvin(sixtyForty, 300, 7)).toBeCloseTo(300 * 7 ** exponent, 9);
  });

  it('without oil leaves the gas at the temperature of the formula over efficiency', () => {
    const size = { capacity: 72, efficiency: 0.74, oilHeat: 1e-9 };
    const load = {
      ...{ gas: sixtyForty, flow: 55.44, suction: 1.354, discharge: 105, suctionTemperature: 78.53 },
      ...{ oilTemperature: 148, leak: 0, oilFlow: 1, friction: 0 },
    };
    const ratio = (105 + 14.696) / (1.354 + 14.696);
    const kelvin = kelvinOf(78.53);
    const expected = kelvin + (isentropicKelvin(sixtyForty, kelvin, ratio) - kelvin) / 0.74;
    expect(kelvinOf(compress(size, load).dischargeTemperature)).toBeCloseTo(expected, 1);
  });
});

describe('a healthy plant', () => {
  it.each([1, 2, 7])('of seed %d has a compressor that agrees with the formulas of domain.md', (seed) => {
    const row = hourMeans(seed, [], 30);
    const { config } = plantAt(seed);
    const at = (name: string) => read(row, name);
    const part = (name: string) => at(`abb_gc_outletstream_${name}`) / 100;
    const sum = part('ch4') + part('co2') + part('n2') + part('o2');
    const gas = {
      ch4: part('ch4') / sum,
      co2: part('co2') / sum,
      n2: part('n2') / sum,
      o2: part('o2') / sum,
    };
    const ratio = (at('vl_comp_discharge_pressure') + 14.696) / (at('vl_comp_suction_pressure') + 14.696);
    const kelvin = kelvinOf(at('vl_comp_suction_temp'));
    const moles = (at('abb_gc_outletstream_flow') / 60) * 1.19804;
    const ideal = moles * idealWork(gas, kelvin, ratio);
    const shaft = at('vl_comp_mainmotor_power') * 1000 * 0.93;
    const efficiency = ideal / shaft;
    expect(Math.abs(efficiency / config.compressor.efficiency - 1)).toBeLessThan(0.03);
    const gasHeat = moles * molarHeat(gas);
    const dry = kelvin + (isentropicKelvin(gas, kelvin, ratio) - kelvin) / efficiency;
    const oil = config.compressor.oilHeat;
    const mixed = (gasHeat * dry + oil * kelvinOf(at('vl_comp_oilinjection_temp'))) / (gasHeat + oil);
    expect(Math.abs(kelvinOf(at('vl_comp_discharge_temp')) - mixed)).toBeLessThan(1.5);
  });

  it.each([1, 2, 7])('of seed %d works where the reference plant does', (seed) => {
    const row = hourMeans(seed, [], 30);
    const within = (name: string, low: number, high: number) => {
      expect(read(row, name), name).toBeGreaterThan(low);
      expect(read(row, name), name).toBeLessThan(high);
    };
    within('abb_gc_outletstream_ch4', 71.5, 75.7);
    within('abb_gc_outletstream_co2', 18.6, 21.7);
    within('abb_gc_outletstream_flow', 49, 62);
    within('bge_blowervfd_speed', 41, 47);
    within('vl_comp_slidevalve_position', 68, 86);
    within('vl_comp_discharge_temp', 160, 185);
    expect(read(row, 'abb_gc_outletstream_h2s')).toBe(0);
  });
});

describe('a blower', () => {
  const { blower } = plantConfig(1);

  it('obeys the affinity laws: flow as speed, head as its square, power as its cube', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 50, noNaN: true }),
        fc.double({ min: 20, max: 60, noNaN: true }),
        fc.double({ min: 0.5, max: 1.2, noNaN: true }),
        (hz, flow, times) => {
          const head = blowerHead(blower, hz, flow);
          fc.pre(head > 0.1);
          const other = blowerHead(blower, hz * times, flow * times);
          expect(other / head).toBeCloseTo(times ** 2, 6);
          const power = blowerPower(blower, other, flow * times) / blowerPower(blower, head, flow);
          expect(power).toBeCloseTo(times ** 3, 6);
        },
      ),
    );
  });

  it('runs at the speed that gives the head wanted', () => {
    const hz = blowerSpeed(blower, 2.6, 55);
    expect(blowerHead(blower, hz, 55)).toBeCloseTo(2.6, 9);
  });
});

describe('the CO2 wash', () => {
  const raw = { ch4: 0.62, co2: 0.325, n2: 0.048, o2: 0.007 };

  it('leaves the CO2 asked for and loses little methane', () => {
    const { gas, yield: left } = wash(raw, unitsFor(raw, 0.2));
    expect(gas.co2).toBeCloseTo(0.2, 9);
    expect(1 - (gas.ch4 * left) / raw.ch4).toBeLessThan(0.04);
    expect(gas.ch4 + gas.co2 + gas.n2 + gas.o2).toBeCloseTo(1, 12);
  });
});
