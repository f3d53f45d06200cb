import { AIR, mix, SCF_PER_M3, type Composition } from './gas';
import type { Digester } from './adm1';
import { AERATION_GAS, OXYGEN_LEFT, type PlantConfig } from './plant-config';
import type { Holder, PlantState } from './plant-state';

/** Gas holder (BSM2), m3, and the flare's capacity, Nm3/h, and the fills at which it starts and stops. */
const HOLDER_M3 = 1500;
const FLARE_SCFM = 160 * 0.5886 * (288.706 / 273.15);
const FLARE_START = 0.9;
const FLARE_STOP = 0.8;

/** Capacity of the gas holder, scf. */
export const HOLDER_SCF = HOLDER_M3 * SCF_PER_M3;

/** Fill of the holder, 0 to 1. */
export const fillOf = (holder: Holder): number => holder.scf / HOLDER_SCF;

/** Dry gas of a digester: flow in scfm and methane fraction. */
export function dryGas(digester: Digester, liquid: Float64Array): { flow: number; methane: number } {
  const gas = digester.gas(liquid);
  const dry = gas.methane + gas.carbonDioxide;
  const standard = 288.706 / digester.equilibria.kelvin;
  const flow = (gas.flow * (dry / gas.pressure) * standard * SCF_PER_M3) / 1440;
  return { flow, methane: gas.methane / dry };
}

/** Raw gas after aeration: digester gas with nitrogen and the oxygen not used up. */
export function aerated(flow: number, methane: number, air: number): { flow: number; gas: Composition } {
  const added = air * (AIR.n2 + AIR.o2 * OXYGEN_LEFT);
  const digester = { ch4: methane, co2: 1 - methane, n2: 0, o2: 0 };
  return { flow: flow + added, gas: mix(digester, flow, AERATION_GAS, added) };
}

/** Gas burnt by the flare this step, scfm; it runs above 90 % fill until 80 %. */
export function flareFlow(state: PlantState, fill: number): number {
  state.flaring = state.flaring ? fill > FLARE_STOP : fill > FLARE_START;
  return state.flaring ? FLARE_SCFM : 0;
}

/** The holder after a step: gas in, gas out at the holder's own composition. */
export function fillHolder(
  holder: Holder,
  raw: { flow: number; gas: Composition },
  out: number,
  minutes: number,
): Holder {
  const added = raw.flow * minutes;
  const gas = mix(holder.gas, holder.scf, raw.gas, added);
  return { scf: Math.max(1, holder.scf + added - out * minutes), gas };
}

/** Share of its set point that the line may draw at a fill: less when the holder is nearly empty. */
export const drawShare = (fill: number): number => Math.min(1, Math.max(0, (fill - 0.03) / 0.12));

/** Full air dose, scfm, whatever the gas made: a fixed pump. */
export const aerationAt = (config: PlantConfig, wander: number): number =>
  config.aeration * (1 + 0.04 * wander);
