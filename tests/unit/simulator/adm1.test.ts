import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createDigester } from '$lib/simulator/adm1';
import { carbonContents } from '$lib/simulator/adm1-carbon';
import { ionsAt } from '$lib/simulator/adm1-ions';
import { ADM1_PARAMETERS } from '$lib/simulator/adm1-parameters';
import {
  ADM1_COMPONENTS,
  BSM2_FEED_PER_DAY,
  BSM2_INFLUENT,
  BSM2_INITIAL_STATE,
} from '$lib/simulator/adm1-state';

const fixture = new URL('../../fixtures/simulator/adm1-steady-state.json', import.meta.url);
const shared = fileURLToPath(new URL('../../../../shared/datasets/bsm2', import.meta.url));
const haveShared = existsSync(shared);
const MINUTE = 1 / 1440;
const RELATIVE = 1e-3;
/** A trace that only washes out: 47 orders below what means anything. */
const VANISHED = 1e-20;

const feed = { flow: BSM2_FEED_PER_DAY, concentrations: BSM2_INFLUENT };

function settle(days: number) {
  const digester = createDigester();
  const state = Float64Array.from(BSM2_INITIAL_STATE);
  for (let minute = 0; minute < days * 1440; minute++) digester.step(state, feed, MINUTE);
  const ions = ionsAt(state, digester.equilibria, digester.protons);
  const gas = digester.gas(state);
  const named = Object.fromEntries(ADM1_COMPONENTS.map((name, i) => [name, state[i]]));
  return {
    ...named,
    Q: feed.flow,
    T: digester.equilibria.kelvin - 273.15,
    ...{ d1: 0, d2: 0, d3: 0, d4: 0, d5: 0 },
    pH: -Math.log10(ions.hydrogen),
    S_Hplus: ions.hydrogen,
    S_va_ion: ions.va,
    S_bu_ion: ions.bu,
    S_pro_ion: ions.pro,
    S_ac_ion: ions.ac,
    S_hco3: ions.bicarbonate,
    S_co2: ions.carbonDioxide,
    S_nh3: ions.ammonia,
    S_nh4: ions.ammonium,
    p_h2: gas.hydrogen,
    p_ch4: gas.methane,
    p_co2: gas.carbonDioxide,
    P_gas: gas.pressure,
    q_gas: gas.flow,
  } as Record<string, number>;
}

const settled = settle(200);

function outside(golden: Record<string, number>) {
  return Object.entries(golden)
    .filter(([name, value]) => !(Math.abs(settled[name] - value) <= RELATIVE * Math.abs(value) + VANISHED))
    .map(([name, value]) => `${name} ${settled[name]} instead of ${value}`);
}

describe('the digester', () => {
  it('settles at the MATLAB reference of BSM2 in every value to 1e-3', () => {
    const golden = JSON.parse(readFileSync(fixture, 'utf8')).digester_output;
    expect(Object.keys(golden)).toHaveLength(51);
    expect(outside(golden)).toEqual([]);
  });

  it('neither makes nor loses carbon', () => {
    const digester = createDigester();
    const state = Float64Array.from(BSM2_INITIAL_STATE);
    const contents = carbonContents(ADM1_PARAMETERS);
    const p = ADM1_PARAMETERS;
    const inLiquid = (of: ArrayLike<number>) => contents.reduce((sum, c, i) => sum + c * of[i], 0);
    const held = () => inLiquid(state) * p.V_LIQ + (state[27] * p.C_CH4 + state[28]) * p.V_GAS;
    const before = held();
    let fed = 0;
    let left = 0;
    const strong = { flow: feed.flow * 1.4, concentrations: feed.concentrations };
    for (let minute = 0; minute < 20 * 1440; minute++) {
      const outflow = p.K_P * Math.max(0, digester.gas(state).pressure - p.P_ATM);
      left += (inLiquid(state) * strong.flow + (state[27] * p.C_CH4 + state[28]) * outflow) * MINUTE;
      fed += inLiquid(strong.concentrations) * strong.flow * MINUTE;
      digester.step(state, strong, MINUTE);
    }
    expect(Math.abs(before + fed - left - held()) / fed).toBeLessThan(1e-3);
  });
});

describe.skipIf(!haveShared)(
  'the digester against ../shared/datasets/bsm2 (skipped when it is not there)',
  () => {
    const read = (name: string) => JSON.parse(readFileSync(`${shared}/${name}`, 'utf8'));

    it('settles at the golden values of the data set', () => {
      expect(outside(read('adm1_steady_state_golden.json').digester_output)).toEqual([]);
    });

    it('carries every parameter of the data set unchanged', () => {
      const parameters = read('adm1_parameters.json').parameters as Record<string, { value: number }>;
      const values = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
      expect({ ...ADM1_PARAMETERS }).toEqual(values);
    });
  },
);
