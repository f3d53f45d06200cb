import { describe, expect, test } from 'vitest';
import { unitOfHeader } from '$lib/ingest/units';
import { proposeMapping } from '$lib/plant/mapping';
import { CANONICAL_TAGS } from '$lib/plant/tags';

const STATE = /running|status|fault|estop|abort|zso|läuft|Störung|Not-Aus/;
const map = (headers: string[]) => {
  const columns = headers.map((header) => ({
    header,
    unit: unitOfHeader(header).unit,
    kind: STATE.test(header) ? 'boolean' : 'number',
  }));
  return proposeMapping(columns);
};
const tagsOf = (headers: string[]) => map(headers).map(({ canonical }) => canonical);

/** The names of reference/tags.md, written out. */
const REFERENCE: Record<string, string> = {
  bop_plc_abb_gc_outletstream_ch4: 'gas.ch4',
  bop_plc_abb_gc_outletstream_co2: 'gas.co2',
  bop_plc_abb_gc_outletstream_n2: 'gas.n2',
  bop_plc_abb_gc_outletstream_o2: 'gas.o2',
  bop_plc_abb_gc_outletstream_h2s: 'gas.h2s',
  bop_plc_abb_gc_outletstream_flow: 'gas.flow',
  bop_plc_abb_gc_outletstream_pressure: 'gas.pressure',
  bop_plc_abb_gc_outletstream_temp: 'gas.temperature',
  bop_plc_vl_comp_suction_pressure: 'compressor.suction_pressure',
  bop_plc_vl_comp_suction_temp: 'compressor.suction_temperature',
  bop_plc_vl_comp_discharge_pressure: 'compressor.discharge_pressure',
  bop_plc_vl_comp_discharge_temp: 'compressor.discharge_temperature',
  bop_plc_vl_comp_mainmotor_amps: 'compressor.motor_current',
  bop_plc_vl_comp_mainmotor_speed_cmd: 'compressor.speed_command',
  bop_plc_vl_comp_oilinjection_temp: 'compressor.oil_temperature',
  bop_plc_vl_comp_netoildiff_pressure: 'compressor.oil_pressure',
  bop_plc_vl_comp_oilfilterdiff_pressure: 'compressor.oil_filter_dp',
  bop_plc_vl_comp_runstatus: 'compressor.running',
  bop_plc_vl_comp_faultstatus: 'compressor.fault',
  bop_plc_bge_blowersuction_pressure: 'blower.suction_pressure',
  bop_plc_bge_blowersuction_temp: 'blower.suction_temperature',
  bop_plc_bge_blowerdischarge_pressure: 'blower.discharge_pressure',
  bop_plc_bge_blowervfd_speed: 'blower.speed',
  bop_plc_bge_blowervfd_runstatus: 'blower.running',
  bop_plc_bge_blowervfd_faultstatus: 'blower.fault',
  bop_plc_in_hs901_estop: 'safety.estop_1',
  bop_plc_in_hs902_estop: 'safety.estop_2',
  bop_plc_in_hs903_estop: 'safety.estop_3',
  bop_plc_system_abort_0: 'safety.abort',
  bop_plc_inr_fc_todayenergy_real: 'energy.today',
  bop_plc_inr_fc_accvolume_real: 'gas.accumulated_volume',
  bop_plc_bge_skid_running: 'plant.running',
};

test('every name of the reference plant is known, in any case', () => {
  const headers = Object.keys(REFERENCE);
  expect(tagsOf(headers)).toEqual(Object.values(REFERENCE));
  expect(
    map(headers.map((header) => header.toUpperCase())).every(({ confidence }) => confidence === 0.99),
  ).toBe(true);
  expect(CANONICAL_TAGS.map(({ id }) => id).sort()).toEqual(Object.values(REFERENCE).sort());
});

test('the same names under another site prefix are understood by their meaning', () => {
  // `skid_running` and `oil differential` alone would be guesses.
  const unsure = /skid_running|_fc_|accvolume/;
  const headers = Object.keys(REFERENCE).filter((header) => !unsure.test(header));
  expect(tagsOf(headers.map((header) => header.replace('bop_plc_', 'site2_')))).toEqual(
    headers.map((header) => REFERENCE[header]),
  );
});

describe('sister plants', () => {
  const gas = (stream: string) =>
    ['ch4', 'co2', 'n2', 'o2', 'h2s', 'flow', 'pressure', 'temp'].map((name) => `bop_plc_${stream}_${name}`);
  const gasTags = [
    'gas.ch4',
    'gas.co2',
    'gas.n2',
    'gas.o2',
    'gas.h2s',
    'gas.flow',
    'gas.pressure',
    'gas.temperature',
  ];
  const streams = ['inlet', 'membrane_outlet', 'plant_outlet', 'metering_skid_delta'];

  test('every analyser has its gas tags, once for each stream', () => {
    expect(tagsOf(streams.flatMap(gas))).toEqual(streams.flatMap(() => gasTags));
  });

  test.each(['inlet', 'membrane_outlet'])('meters of %s', (stream) => {
    const meters = [
      'acc_volume_mcf',
      'today_energy_mbtu',
      'today_volume_mcf',
      'yest_energy_mbtu',
      'yest_volume_mcf',
    ];
    expect(tagsOf([...gas(stream), ...meters.map((name) => `bop_plc_${stream}_${name}`)]).slice(8)).toEqual([
      'gas.accumulated_volume',
      'energy.today',
      null,
      null,
      null,
    ]);
  });

  test('what is no canonical tag stays unmapped', () => {
    const others = [
      'bop_plc_plant_outlet_energy_btu',
      'bop_plc_plant_outlet_h2o',
      'bop_plc_plant_outlet_current_mmbtu',
      'bop_plc_metering_skid_delta_energy_btu',
      'bop_plc_metering_skid_delta_h2o',
      'bop_plc_aptim_flare_today_flow_scfm',
      'bop_plc_methane_recovery_guild',
      'bop_plc_methane_recovery_membrane',
      'bop_plc_methane_recovery_plant',
      'bop_plc_power_meter_sb1_kwh',
      'bop_plc_power_meter_sb4_kwh',
      'bop_plc_tox_s1_ati1501b_methane',
      'bop_plc_at2503_flare_inlet_methane',
      'bop_plc_lp_skid_system_running',
      'bop_plc_xv2101_zso',
    ];
    const headers = [...streams.flatMap(gas), ...others];
    expect(tagsOf(headers).slice(-others.length)).toEqual(others.map(() => null));
    expect(tagsOf(others)).toEqual(others.map(() => null));
    expect(tagsOf(['bop_plc_lp_skid_system_running', 'bop_plc_system_running'])).toEqual([
      null,
      'plant.running',
    ]);
  });
});

test.each<[string, string | null]>([
  ['Methan (%)', 'gas.ch4'],
  ['CH4 [Vol%]', 'gas.ch4'],
  ['Methane', 'gas.ch4'],
  ['Kohlendioxid in %', 'gas.co2'],
  ['H2S (ppm)', 'gas.h2s'],
  ['Schwefelwasserstoff [ppm]', 'gas.h2s'],
  ['Sauerstoff %', 'gas.o2'],
  ['Biogas Durchfluss (Nm³/h)', 'gas.flow'],
  ['Gasdruck [mbar]', 'gas.pressure'],
  ['Gas Temperatur [°C]', 'gas.temperature'],
  ['Verdichter Saugdruck (bar)', 'compressor.suction_pressure'],
  ['Verdichter Enddruck (bar)', 'compressor.discharge_pressure'],
  ['Verdichter Austritt Temperatur [°C]', 'compressor.discharge_temperature'],
  ['Verdichter Öltemperatur [°C]', 'compressor.oil_temperature'],
  ['Motorstrom Verdichter (A)', 'compressor.motor_current'],
  ['Verdichter läuft', 'compressor.running'],
  ['Verdichter Störung', 'compressor.fault'],
  ['Gebläse Drehzahl (1/min)', 'blower.speed'],
  ['Gebläse läuft', 'blower.running'],
  ['Not-Aus 2', 'safety.estop_2'],
  ['Compressor discharge pressure (bar(g))', 'compressor.discharge_pressure'],
  // Words that mislead.
  ['Methan Durchfluss (m3/h)', null],
  ['Methane flow', null],
  ['Biomethan', null],
  ['Methanol', null],
  ['Total nitrogen (mg/L)', null],
  ['Dissolved oxygen', null],
  ['Compressor run hours', null],
  ['Verdichter Betriebsstunden', null],
  ['Motor current (mmbtu)', null],
  ['Pressure', null],
  ['Temperature', null],
  ['Current', null],
  ['Volume Flow RateRMS', null],
  ['CH4 alarm limit', null],
  ['today_volume', null],
  ['Flare methane', null],
  ['Gas Consumption (l)', null],
  ['Digester temperature', null],
  ['Verdichter Druck CH4', null],
])('%s means %s', (header, expected) => expect(tagsOf([header])).toEqual([expected]));

test('text columns are never mapped, and a tag goes to the surer of two columns', () => {
  const ch4 = { header: 'CH4', unit: '', kind: 'text' };
  expect(proposeMapping([ch4])).toEqual([{ canonical: null, confidence: 0 }]);
  const pair = [
    { header: 'Methan', unit: '', kind: 'number' },
    { header: 'CH4', unit: '%', kind: 'number' },
  ];
  expect(proposeMapping(pair).map(({ canonical }) => canonical)).toEqual([null, 'gas.ch4']);
});

test('what a person chose stands, takes the tag from others, and "none" is kept', () => {
  const column = (header: string, chosen?: string | null) => ({ header, unit: '%', kind: 'number', chosen });
  expect(proposeMapping([column('AI 7', 'gas.ch4'), column('CO2', null)])).toEqual([
    { canonical: 'gas.ch4', confidence: 1 },
    { canonical: null, confidence: 0 },
  ]);
});
