import { COLUMNS, columnAt } from './columns';
import { CALIBRATION_GAS, type Conditions } from './conditions';
import type { Line } from './line';
import type { PlantConfig } from './plant-config';
import type { PlantState } from './plant-state';
import { nextNormal } from './random';

const first = columnAt('bop_plc_abb_gc_outletstream_ch4');
const last = columnAt('bop_plc_abb_gc_outletstream_h2s') - first;

/**
 * One step of the gas chromatograph: a new analysis at the end of each cycle, held between; at rest the last one stays,
 * and during calibration the calibration gas is shown. The amounts are those of the product, not normalised.
 */
export function analyse(config: PlantConfig, state: PlantState, line: Line, now: Conditions): void {
  const isFirst = Number.isNaN(state.analysis[0]);
  const due = state.step % config.analyser.cycleSteps === 0;
  if (!isFirst && !(due && (now.running || now.calibrating))) return;
  const { ch4, co2, n2, o2 } = line.product;
  const sample = now.calibrating ? CALIBRATION_GAS : [100 * ch4, 100 * co2, 100 * n2, 100 * o2, line.h2sPpm];
  for (let i = 0; i <= last; i++) {
    const column = COLUMNS[first + i];
    const noise = column.noise * config.noiseFactor[first + i] * nextNormal(state.random);
    state.analysis[i] = Math.max(0, sample[i] * (1 + noise));
  }
}
