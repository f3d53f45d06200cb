import { describe, expect, it } from 'vitest';
import { carbonContents } from '$lib/simulator/adm1-carbon';
import { ADM1_PARAMETERS } from '$lib/simulator/adm1-parameters';
import { feedAt } from '$lib/simulator/feed';
import { NO_FAULTS } from '$lib/simulator/faults';
import { MOLES_PER_SCF } from '$lib/simulator/gas';
import { HOLDER_SCF } from '$lib/simulator/holder';
import { digesterOf, WANDER_NAMES, type PlantState } from '$lib/simulator/plant-state';
import { stepPlant } from '$lib/simulator/plant-step';
import { plantAt, read, START_MS } from './support';

const STEP_MS = 10_000;
const DAY_MS = 86_400_000;
const DAYS = 2;
/** Solubility of methane over that of CO2. */
const METHANE_OVER_CO2 = 0.04;
const MINUTES = 1 / 6;
const contents = carbonContents(ADM1_PARAMETERS);
const inLiquid = (of: ArrayLike<number>) => contents.reduce((sum, c, i) => sum + c * of[i], 0);

const { config, bookmark } = plantAt(5);
const { liquid, gas } = config.digester;

/** Carbon in the digester, mol. */
const held = ({ digester }: PlantState) =>
  1000 * (inLiquid(digester) * liquid + (digester[27] * ADM1_PARAMETERS.C_CH4 + digester[28]) * gas);

/** Two days of a healthy plant: gas in scf, carbon in mol. */
function run() {
  const state = structuredClone(bookmark.state);
  const digester = digesterOf(config);
  const sums = { raw: 0, out: 0, product: 0 };
  const carbon = { fed: 0, effluent: 0, gas: 0 };
  const measured = { product: 0, methane: 0, energyLastDay: 0 };
  const methane = { drawn: 0 };
  const before = { holder: state.holder.scf, carbon: held(state) };
  const feedWander = WANDER_NAMES.indexOf('feed');
  for (let step = 1; step <= (DAYS * DAY_MS) / STEP_MS; step++) {
    const timeMs = START_MS + step * STEP_MS;
    if (step % 6 === 0) {
      const liquidBefore = inLiquid(state.digester);
      const at = { ...state, wander: Float64Array.from(state.wander) };
      stepPlant(config, state, digester, [], timeMs);
      const feed = feedAt(config, timeMs, at.wander[feedWander], NO_FAULTS);
      carbon.fed += (1000 * feed.flow * inLiquid(feed.concentrations)) / 1440;
      carbon.effluent += (1000 * feed.flow * liquidBefore) / 1440;
    } else stepPlant(config, state, digester, [], timeMs);
    const { raw, drawn, product, engines, flare, relief } = state.streams;
    sums.raw += raw * MINUTES;
    sums.out += (drawn + engines + flare + relief) * MINUTES;
    sums.product += product * MINUTES;
    carbon.gas += state.digesterFlow * MINUTES * MOLES_PER_SCF;
    const scf = read(state.level, 'abb_gc_outletstream_flow') * MINUTES;
    measured.product += scf;
    measured.methane += scf * (state.analysis[0] / 100);
    methane.drawn += drawn * state.holder.gas.ch4 * MINUTES;
    const lastDay = timeMs >= START_MS + (DAYS - 1) * DAY_MS && timeMs < START_MS + DAYS * DAY_MS;
    if (lastDay) measured.energyLastDay += (scf * (state.analysis[0] / 100) * 1010) / 1e6;
  }
  return { state, sums, carbon, measured, methane, before };
}

const { state, sums, carbon, measured, methane, before } = run();
const share = (a: number, b: number) => Math.abs(a / b - 1);

describe('over the whole plant', () => {
  it('carbon fed leaves as gas and effluent or stays, within 1 %', () => {
    const balance = carbon.effluent + carbon.gas + held(state) - before.carbon;
    expect(share(balance, carbon.fed)).toBeLessThan(0.01);
    expect(carbon.gas / carbon.fed).toBeGreaterThan(0.2);
  });

  it('gas into the holder leaves it or stays, within 1 %', () => {
    expect(share(sums.out + state.holder.scf - before.holder, sums.raw)).toBeLessThan(0.01);
    expect(state.holder.scf).toBeLessThan(HOLDER_SCF * 1.0001);
  });

  it('methane drawn by the line is what meter and analyser show, but for what the water takes, within 1 %', () => {
    const kept = Math.exp(-METHANE_OVER_CO2 * config.washUnits);
    expect(share(measured.methane, methane.drawn * kept)).toBeLessThan(0.01);
    expect(kept).toBeGreaterThan(0.96);
  });

  it('the flow meter agrees with what the line delivers, within 1 %', () => {
    expect(share(measured.product, sums.product)).toBeLessThan(0.01);
  });

  it('the energy of a day is flow times methane times 1010 Btu, within 1 %', () => {
    expect(share(state.energyYesterday, measured.energyLastDay)).toBeLessThan(0.01);
  });
});
