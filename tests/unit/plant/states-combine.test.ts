import { describe, expect, it } from 'vitest';
import { motorPowerTags } from '$lib/plant/compressor-power';
import { combineStretches } from '$lib/plant/states-combine';

describe('states from turning and flow', () => {
  const turning = [
    { on: false, fromMs: 0, toMs: 100 },
    { on: true, fromMs: 100, toMs: 500 },
    { on: null, fromMs: 500, toMs: 600 },
  ];

  it('are idle where it turns and no gas flows', () => {
    const flow = [
      { on: false, fromMs: 0, toMs: 130 },
      { on: true, fromMs: 130, toMs: 450 },
      { on: false, fromMs: 450, toMs: 600 },
    ];
    expect(combineStretches(turning, flow)).toEqual([
      { state: 'stopped', fromMs: 0, toMs: 100 },
      { state: 'idle', fromMs: 100, toMs: 130 },
      { state: 'running', fromMs: 130, toMs: 450 },
      { state: 'idle', fromMs: 450, toMs: 500 },
      { state: 'no data', fromMs: 500, toMs: 600 },
    ]);
  });

  it('are running where flow is not read or not mapped', () => {
    const running = { state: 'running', fromMs: 100, toMs: 500 };
    expect(combineStretches(turning, null)[1]).toEqual(running);
    expect(combineStretches(turning, [])[1]).toEqual(running);
    const late = [{ on: false, fromMs: 400, toMs: 500 }];
    expect(combineStretches(turning, late).map(({ state }) => state)).toEqual([
      'stopped',
      'running',
      'idle',
      'no data',
    ]);
  });
});

describe('the power of the compressor motor', () => {
  const tag = (header: string, unit = '') => ({ tag: header, header, unit, kind: 'number' as const });

  it('is found by unit and words, likeliest first', () => {
    const tags = [
      tag('bop_plc_vl_comp_mainmotor_amps', 'A'),
      tag('bop_plc_vl_comp_mainmotor_power'),
      tag('Verdichter Leistung', 'kW'),
      tag('bop_plc_bge_blower_power', 'kW'),
      tag('comp_power_factor'),
      tag('compressor_energy_total', 'kWh'),
    ];
    expect(motorPowerTags(tags).map(({ header }) => header)).toEqual([
      'Verdichter Leistung',
      'bop_plc_vl_comp_mainmotor_power',
    ]);
  });
});
