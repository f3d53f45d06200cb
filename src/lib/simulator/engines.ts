import type { PlantState } from './plant-state';
import { nextExponential, nextUnit } from './random';

/** Gas input of an engine at full load, kW, and its least load (BSM2). */
const FULL_KW = 610;
const LEAST_LOAD = 0.54;
/** kW of a scfm of methane: Nm3/h of it times 9.970 kWh. */
const KW_PER_SCFM = 1.699 * (273.15 / 288.706) * 9.97;
/** Mean hours between failures and of repairs (BSM2), by engine. */
const FAILS_AFTER = [144, 124];
const REPAIR_HOURS = [12, 16];
/** Fill of the gas holder at which an engine starts and stops, by engine. */
const START_FILL = [0.4, 0.72];
const STOP_FILL = [0.22, 0.45];
/** Fill at which load is greatest. */
const FULL_LOAD_FILL = 0.7;

/** Gas that the two engines of the heat and power station take this step, scfm; moves their states on. */
export function runEngines(state: PlantState, fill: number, stepHours: number): number {
  const load = LEAST_LOAD + (1 - LEAST_LOAD) * Math.min(1, Math.max(0, fill / FULL_LOAD_FILL));
  let running = 0;
  for (const i of [0, 1] as const) {
    state.engineDown[i] = Math.max(0, state.engineDown[i] - stepHours);
    if (state.engineRuns[i] && nextUnit(state.random) < stepHours / FAILS_AFTER[i]) {
      state.engineDown[i] = nextExponential(state.random, REPAIR_HOURS[i]);
    }
    const available = state.engineDown[i] === 0;
    const wanted = state.engineRuns[i] ? fill > STOP_FILL[i] : fill > START_FILL[i];
    state.engineRuns[i] = available && wanted;
    if (state.engineRuns[i]) running += 1;
  }
  return (running * load * FULL_KW) / (KW_PER_SCFM * Math.max(0.3, state.holder.gas.ch4));
}
