/**
 * The 94 sensors of the reference plant: the names known from the plant's export first, then plausible ones in
 * the same PLC style. Units are US (psi gauge, degF, scfm, MCF, MMBtu). Values are plausible, not measured.
 *
 * analog: wanders around `mean` while the plant runs and settles at `stopped` while it does not.
 * boolean: follows a condition of the plant. total: grows with the gas flow.
 */
const analog = (
  name,
  mean,
  stopped,
  { spread = 0.01, noise = 0.002, tau = 600, daily = 0, min, decimals = 7 } = {},
) => ({
  kind: 'analog',
  name: `bop_plc_${name}`,
  mean,
  stopped,
  /** Slow wander and fast noise, in the sensor's unit. */
  spread: spread * Math.max(Math.abs(mean), 0.1),
  noise: noise * Math.max(Math.abs(mean), 0.1),
  /** Seconds in which the sensor follows a change. */
  tau,
  /** Amplitude of the daily wave, in the sensor's unit. */
  daily,
  min: min ?? -Infinity,
  decimals,
});
/** `follows`: running, stopped, fault (first minute of a stop), rare (a few seconds in weeks), cycling. */
const boolean = (name, follows) => ({ kind: 'boolean', name: `bop_plc_${name}`, follows });
const total = (name, measures) => ({ kind: 'total', name: `bop_plc_${name}`, measures, decimals: 6 });

const temperature = (name, mean, stopped = 72) => analog(name, mean, stopped, { tau: 1800, daily: 3 });
const pressure = (name, mean, stopped = 0) =>
  analog(name, mean, stopped, { noise: 0.004, tau: 120, decimals: 8 });
const level = (name, mean) => analog(name, mean, mean, { spread: 0.15, tau: 7200, min: 0, decimals: 8 });
const vibration = (name, mean) => analog(name, mean, 0.005, { noise: 0.08, tau: 60, min: 0, decimals: 8 });

const known = [
  analog('abb_gc_outletstream_ch4', 73.61, 73.61, { tau: 7200, daily: 0.4 }),
  analog('abb_gc_outletstream_co2', 20.15, 20.15, { tau: 7200, daily: 0.3 }),
  analog('abb_gc_outletstream_n2', 5.62, 5.62, { tau: 7200 }),
  analog('abb_gc_outletstream_o2', 0.58, 0.58, { spread: 0.1, tau: 3600, min: 0 }),
  analog('abb_gc_outletstream_h2s', 0, 0, { spread: 0.5, noise: 0.1, min: 0 }),
  analog('abb_gc_outletstream_flow', 55.5, 0, { spread: 0.04, noise: 0.01, tau: 90, daily: 2, min: 0 }),
  pressure('abb_gc_outletstream_pressure', 98.4),
  temperature('abb_gc_outletstream_temp', 84.2),
  pressure('vl_comp_suction_pressure', 1.35),
  temperature('vl_comp_suction_temp', 78.6),
  pressure('vl_comp_discharge_pressure', 104.8),
  temperature('vl_comp_discharge_temp', 172.4),
  analog('vl_comp_mainmotor_amps', 61.7, 0, { noise: 0.01, tau: 20, min: 0 }),
  analog('vl_comp_mainmotor_speed_cmd', 50, 0, { spread: 0.005, noise: 0, tau: 10, min: 0 }),
  temperature('vl_comp_oilinjection_temp', 148.3),
  pressure('vl_comp_netoildiff_pressure', 41.2),
  pressure('vl_comp_oilfilterdiff_pressure', 4.6),
  boolean('vl_comp_runstatus', 'running'),
  boolean('vl_comp_faultstatus', 'fault'),
  pressure('bge_blowersuction_pressure', -0.42),
  temperature('bge_blowersuction_temp', 91.5),
  pressure('bge_blowerdischarge_pressure', 2.18),
  analog('bge_blowervfd_speed', 44, 0, { spread: 0.02, noise: 0.001, tau: 15, min: 0 }),
  boolean('bge_blowervfd_runstatus', 'running'),
  boolean('bge_blowervfd_faultstatus', 'rare'),
  boolean('in_hs901_estop', 'rare'),
  boolean('in_hs902_estop', 'rare'),
  boolean('in_hs903_estop', 'rare'),
  boolean('system_abort_0', 'fault'),
  total('inr_fc_todayenergy_real', 'energy today'),
  total('inr_fc_accvolume_real', 'volume'),
  boolean('bge_skid_running', 'running'),
];

const valves = [1101, 1102, 1201, 1202, 2101, 2102, 3101, 3102].map((number, i) =>
  boolean(`xv${number}_zso`, i % 4 === 3 ? 'cycling' : 'running'),
);
const closed = [1101, 2101, 3101, 4101].map((number) => boolean(`xv${number}_zsc`, 'stopped'));
const motors = ['m1101_glycolpump', 'm1201_coolerfan', 'm1301_oilpump', 'm1401_condensatepump'].flatMap(
  (motor, i) => [
    boolean(`${motor}_runstatus`, i % 2 ? 'cycling' : 'running'),
    boolean(`${motor}_faultstatus`, 'rare'),
  ],
);
const permissives = ['compstart', 'blowerstart', 'exportvalve', 'flareignite'].map((what) =>
  boolean(`perm_${what}`, what === 'flareignite' ? 'stopped' : 'running'),
);

const temperatures = [
  temperature('te1101_digestergas_temp', 98.7, 97),
  temperature('te1102_chillerinlet_temp', 93.1),
  temperature('te1103_chilleroutlet_temp', 41.8, 55),
  temperature('te1201_glycolsupply_temp', 35.4, 50),
  temperature('te1202_glycolreturn_temp', 43.9, 52),
  temperature('te1301_oilsump_temp', 163.2),
  temperature('te1302_oilcooleroutlet_temp', 139.6),
  temperature('te1303_motorbearing_de_temp', 141.9),
  temperature('te1304_motorbearing_nde_temp', 136.5),
  temperature('te1305_motorwinding_temp', 187.3),
  temperature('te1401_aftercooler_temp', 88.4),
  analog('te1402_ambient_temp', 71.2, 71.2, { spread: 0.05, tau: 10800, daily: 9 }),
  temperature('te1501_flare_temp', 112.6, 1450),
  temperature('te1601_mediabed_temp', 82.7),
];
const pressures = [
  pressure('pt1101_digester_pressure', 0.31, 0.44),
  pressure('pt1102_chilleroutlet_pressure', 1.62),
  pressure('pt1201_glycol_pressure', 22.7, 11),
  pressure('pt1301_oilsump_pressure', 101.9),
  pressure('pt1302_oilmanifold_pressure', 143.1),
  pressure('pt1401_aftercooler_pressure', 103.6),
  pressure('pt1402_mediavessel_inlet_pressure', 102.2),
  pressure('pt1403_mediavessel_outlet_pressure', 100.3),
  pressure('pt1501_export_pressure', 97.5, 90),
  pressure('pt1502_instrumentair_pressure', 92.4, 92),
  pressure('pdt1101_inletfilter_pressure', 0.27),
  pressure('pdt1401_mediabed_pressure', 1.91),
];
const others = [
  level('lt1101_condensate_level', 37.5),
  level('lt1201_glycol_level', 68.2),
  level('lt1301_oilsump_level', 54.6),
  analog('vl_comp_slidevalve_position', 77, 10, { spread: 0.03, tau: 60, min: 0 }),
  analog('fcv1501_position', 63.4, 0, { spread: 0.05, tau: 45, min: 0 }),
  analog('pcv1401_position', 48.9, 0, { spread: 0.05, tau: 45, min: 0 }),
  vibration('vl_comp_vibration_de', 0.142),
  vibration('vl_comp_vibration_nde', 0.127),
  vibration('bge_blower_vibration', 0.096),
  analog('bge_blowermotor_amps', 11.8, 0, { noise: 0.01, tau: 20, min: 0 }),
  analog('vl_comp_mainmotor_power', 42.6, 0, { noise: 0.01, tau: 20, min: 0 }),
  total('inr_fc_yesterdayenergy_real', 'energy yesterday'),
];

/** Sensors in file order, length 94; the file has the time stamp before them. */
export const wideSensors = [
  ...known,
  ...valves,
  ...closed,
  ...motors,
  ...permissives,
  ...temperatures,
  ...pressures,
  ...others,
];

/** Header cells in file order, length 95. */
export const wideHeader = ['timestamp', ...wideSensors.map((sensor) => sensor.name)];
