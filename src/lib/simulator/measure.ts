import { AT } from './column-places';
import { COLUMN_COUNT } from './columns';
import type { Conditions } from './conditions';
import type { Line } from './line';
import type { PlantConfig } from './plant-config';
import type { PlantState } from './plant-state';

/** What a step shows besides the line. */
export interface Surroundings {
  line: Line;
  now: Conditions;
  holderPsi: number;
  exportPsi: number;
  ambient: number;
  /** Standard normal, changing within minutes: beats of foam. */
  foam: number;
}

const on = (state: boolean): number => (state ? 1 : 0);

/** What stands when the line stands. */
function atRest(running: boolean, target: number, rest: number): number {
  return running ? target : rest;
}

/**
 * What every instrument would read if it were perfect and at once, in the columns' units; booleans 0 or 1.
 * @returns shape [94]
 */
export function readingsOf(config: PlantConfig, state: PlantState, at: Surroundings): Float64Array {
  const { line, now, ambient, foam } = at;
  const run = now.running;
  const up = state.ramp > 0.5;
  const f = now.faults;
  const { work } = line;
  const warmth = 0.3 * (ambient - 71.2);
  const cold = ambient + 1;
  const oilPressure = 41.2 - 16 * f.oil_filter_clogging - 5 * f.oil_cooler_fouling;
  const filterDrop = 4.6 + 19 * f.oil_filter_clogging;
  const load = work.power / 10;
  const bearing = f.motor_bearing_wear;
  const damp = Math.min(100, state.condensate + 22 * f.foaming * Math.abs(foam));
  const row = new Float64Array(COLUMN_COUNT);
  row[AT.bop_plc_abb_gc_outletstream_ch4] = 100 * line.product.ch4;
  row[AT.bop_plc_abb_gc_outletstream_co2] = 100 * line.product.co2;
  row[AT.bop_plc_abb_gc_outletstream_n2] = 100 * line.product.n2;
  row[AT.bop_plc_abb_gc_outletstream_o2] = 100 * line.product.o2;
  row[AT.bop_plc_abb_gc_outletstream_h2s] = line.h2sPpm;
  row[AT.bop_plc_abb_gc_outletstream_flow] = run ? line.flow * state.ramp : 0;
  row[AT.bop_plc_abb_gc_outletstream_pressure] = atRest(run, line.outlet, 0);
  row[AT.bop_plc_abb_gc_outletstream_temp] = atRest(run, 84.2 + warmth, cold);
  row[AT.bop_plc_vl_comp_suction_pressure] = atRest(run, line.suction, 0);
  row[AT.bop_plc_vl_comp_suction_temp] = run ? line.suctionTemperature : ambient + 1;
  row[AT.bop_plc_vl_comp_discharge_pressure] = atRest(run, line.discharge, 0);
  row[AT.bop_plc_vl_comp_discharge_temp] = run ? work.dischargeTemperature : ambient + 4;
  row[AT.bop_plc_vl_comp_mainmotor_amps] = run ? work.amps * state.ramp : 0;
  row[AT.bop_plc_vl_comp_mainmotor_speed_cmd] = run ? config.compressorSpeed * state.ramp : 0;
  row[AT.bop_plc_vl_comp_oilinjection_temp] = run ? line.oilTemperature : ambient + 6;
  row[AT.bop_plc_vl_comp_netoildiff_pressure] = atRest(run, oilPressure, 0);
  row[AT.bop_plc_vl_comp_oilfilterdiff_pressure] = atRest(run, filterDrop, 0);
  row[AT.bop_plc_vl_comp_runstatus] = on(run && up);
  row[AT.bop_plc_vl_comp_faultstatus] = on(now.compressorFault);
  row[AT.bop_plc_bge_blowersuction_pressure] = run ? line.blowerSuction : at.holderPsi;
  row[AT.bop_plc_bge_blowersuction_temp] = run ? 91.5 + 0.1 * (ambient - 71.2) : ambient + 3;
  row[AT.bop_plc_bge_blowerdischarge_pressure] = run ? line.blowerDischarge : at.holderPsi;
  row[AT.bop_plc_bge_blowervfd_speed] = run ? line.blowerHz * state.ramp : 0;
  row[AT.bop_plc_bge_blowervfd_runstatus] = on(run);
  row[AT.bop_plc_bge_blowervfd_faultstatus] = on(now.blowerFault);
  row[AT.bop_plc_in_hs901_estop] = on(now.pressed.includes('bop_plc_in_hs901_estop'));
  row[AT.bop_plc_in_hs902_estop] = on(now.pressed.includes('bop_plc_in_hs902_estop'));
  row[AT.bop_plc_in_hs903_estop] = on(now.pressed.includes('bop_plc_in_hs903_estop'));
  row[AT.bop_plc_system_abort_0] = on(now.abort);
  row[AT.bop_plc_inr_fc_todayenergy_real] = state.energyToday;
  row[AT.bop_plc_inr_fc_accvolume_real] = state.volume;
  row[AT.bop_plc_bge_skid_running] = on(run);
  row[AT.bop_plc_xv1101_zso] = on(run);
  row[AT.bop_plc_xv1102_zso] = on(run);
  row[AT.bop_plc_xv1201_zso] = on(run && up);
  row[AT.bop_plc_xv1202_zso] = on(state.pumping);
  row[AT.bop_plc_xv2101_zso] = on(run);
  row[AT.bop_plc_xv2102_zso] = on(run && up);
  row[AT.bop_plc_xv3101_zso] = on(run && up);
  row[AT.bop_plc_xv3102_zso] = on(state.fanning && run);
  row[AT.bop_plc_xv1101_zsc] = on(!run);
  row[AT.bop_plc_xv2101_zsc] = on(!run);
  row[AT.bop_plc_xv3101_zsc] = on(!(run && up));
  row[AT.bop_plc_xv4101_zsc] = on(!state.flaring);
  row[AT.bop_plc_m1101_glycolpump_runstatus] = on(run);
  row[AT.bop_plc_m1101_glycolpump_faultstatus] = 0;
  row[AT.bop_plc_m1201_coolerfan_runstatus] = on(state.fanning && run);
  row[AT.bop_plc_m1201_coolerfan_faultstatus] = 0;
  row[AT.bop_plc_m1301_oilpump_runstatus] = on(run);
  row[AT.bop_plc_m1301_oilpump_faultstatus] = 0;
  row[AT.bop_plc_m1401_condensatepump_runstatus] = on(state.pumping);
  row[AT.bop_plc_m1401_condensatepump_faultstatus] = 0;
  row[AT.bop_plc_perm_compstart] = on(
    !now.compressorFault && !now.blowerFault && now.pressed.length === 0 && !now.abort,
  );
  row[AT.bop_plc_perm_blowerstart] = on(!now.blowerFault && now.pressed.length === 0 && !now.abort);
  row[AT.bop_plc_perm_exportvalve] = on(run && up);
  row[AT.bop_plc_perm_flareignite] = on(state.flaring);
  row[AT.bop_plc_te1101_digestergas_temp] = 98.7 + 0.05 * (ambient - 71.2);
  row[AT.bop_plc_te1102_chillerinlet_temp] = run
    ? 93.1 + 3 * (line.blowerHz / 44 - 1) + 0.1 * (ambient - 71.2)
    : ambient + 2;
  row[AT.bop_plc_te1103_chilleroutlet_temp] = atRest(run, 41.8 + 0.05 * (ambient - 71.2), 55);
  row[AT.bop_plc_te1201_glycolsupply_temp] = atRest(run, 35.4 + (state.fanning ? -0.4 : 0.6), 50);
  row[AT.bop_plc_te1202_glycolreturn_temp] = atRest(run, 43.9 + 0.03 * (ambient - 71.2), 52);
  row[AT.bop_plc_te1301_oilsump_temp] = run ? work.dischargeTemperature - 9 : ambient + 12;
  row[AT.bop_plc_te1302_oilcooleroutlet_temp] = run ? line.oilTemperature - 8.7 : ambient + 5;
  row[AT.bop_plc_te1303_motorbearing_de_temp] = atRest(
    run,
    141.9 + 12 * (load - 1) + 44 * bearing + warmth,
    cold,
  );
  row[AT.bop_plc_te1304_motorbearing_nde_temp] = atRest(
    run,
    136.5 + 10 * (load - 1) + 12 * bearing + warmth,
    cold,
  );
  row[AT.bop_plc_te1305_motorwinding_temp] = atRest(
    run,
    187.3 + 40 * (load - 1) + 10 * bearing + warmth,
    cold,
  );
  row[AT.bop_plc_te1401_aftercooler_temp] = atRest(
    run,
    88.4 + 0.08 * (work.dischargeTemperature - 172) + warmth,
    cold,
  );
  row[AT.bop_plc_te1402_ambient_temp] = ambient;
  row[AT.bop_plc_te1501_flare_temp] = state.flaring ? 1450 : 112.6 + 0.5 * (ambient - 71.2);
  row[AT.bop_plc_te1601_mediabed_temp] = atRest(run, 82.7 + 2 * f.h2s_breakthrough + warmth, cold);
  row[AT.bop_plc_pt1101_digester_pressure] = at.holderPsi + 0.16 * f.foaming * foam;
  row[AT.bop_plc_pt1102_chilleroutlet_pressure] = atRest(run, line.chillerOutlet, 0);
  row[AT.bop_plc_pt1201_glycol_pressure] = atRest(run, 22.7, 11);
  row[AT.bop_plc_pt1301_oilsump_pressure] = atRest(run, line.discharge - 2.9, 0);
  row[AT.bop_plc_pt1302_oilmanifold_pressure] = atRest(run, line.discharge - 2.9 + oilPressure, 0);
  row[AT.bop_plc_pt1401_aftercooler_pressure] = atRest(run, line.discharge - 1.2, 0);
  row[AT.bop_plc_pt1402_mediavessel_inlet_pressure] = atRest(run, line.outlet + line.bedDrop + 1.9, 0);
  row[AT.bop_plc_pt1403_mediavessel_outlet_pressure] = atRest(run, line.outlet + 1.9, 0);
  row[AT.bop_plc_pt1501_export_pressure] = at.exportPsi;
  row[AT.bop_plc_pt1502_instrumentair_pressure] = 92.4 + (state.pumping ? -1.1 : 0.3);
  row[AT.bop_plc_pdt1101_inletfilter_pressure] = atRest(run, line.filterDrop, 0);
  row[AT.bop_plc_pdt1401_mediabed_pressure] = atRest(run, line.bedDrop, 0);
  row[AT.bop_plc_lt1101_condensate_level] = damp;
  row[AT.bop_plc_lt1201_glycol_level] = 68.2 + 0.04 * (ambient - 71.2);
  row[AT.bop_plc_lt1301_oilsump_level] = atRest(run, 54.6, 61);
  row[AT.bop_plc_vl_comp_slidevalve_position] = atRest(run, work.slide, 10);
  row[AT.bop_plc_fcv1501_position] = run ? 63.4 * (line.flow / config.outletFlow) ** 0.7 * state.ramp : 0;
  row[AT.bop_plc_pcv1401_position] = run ? 48.9 + 0.4 * (line.outlet - config.exportPsi - 0.9) : 0;
  row[AT.bop_plc_vl_comp_vibration_de] = atRest(run, 0.142 * (0.8 + 0.2 * load) * (1 + 3.5 * bearing), 0.005);
  row[AT.bop_plc_vl_comp_vibration_nde] = atRest(
    run,
    0.127 * (0.8 + 0.2 * load) * (1 + 1.2 * bearing),
    0.005,
  );
  row[AT.bop_plc_bge_blower_vibration] = atRest(
    run,
    0.096 * (line.blowerHz / 44) ** 2 * (1 + 2.5 * f.blower_wear),
    0.004,
  );
  row[AT.bop_plc_bge_blowermotor_amps] = run ? line.blowerAmps * state.ramp : 0;
  row[AT.bop_plc_vl_comp_mainmotor_power] = run ? work.power * state.ramp : 0;
  row[AT.bop_plc_inr_fc_yesterdayenergy_real] = state.energyYesterday;
  return row;
}
