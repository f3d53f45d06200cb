import type { ColumnName } from './columns';

/** How a fault's severity grows from its onset. */
export type Growth = 'step' | 'linear' | 'exponential' | 'bell';

/** What is known of a kind of fault, whichever plant and time. */
export interface FaultKindFacts {
  equipment: 'compressor' | 'blower' | 'gas' | 'instruments' | 'safety';
  component: string;
  growth: Growth;
  /** Shortest and longest time from onset to failure (slow faults) or to the end, hours. */
  hours: readonly [number, number];
  /** Repair after failure, hours; only slow faults fail. */
  repairHours?: readonly [number, number];
  /** Columns that show it; an instrument fault has its own column instead. */
  columns: readonly ColumnName[];
}

const DAY = 24;
const POWER: readonly ColumnName[] = ['bop_plc_vl_comp_mainmotor_power', 'bop_plc_vl_comp_mainmotor_amps'];
const STOPPED: readonly ColumnName[] = [
  'bop_plc_bge_skid_running',
  'bop_plc_vl_comp_runstatus',
  'bop_plc_bge_blowervfd_runstatus',
  'bop_plc_abb_gc_outletstream_flow',
];

/** The faults the plant can have, by kind. */
export const FAULT_KINDS = {
  discharge_valve_leak: {
    equipment: 'compressor',
    component: 'discharge valve',
    growth: 'exponential',
    hours: [6 * DAY, 20 * DAY],
    repairHours: [10, 30],
    columns: [
      'bop_plc_vl_comp_discharge_temp',
      'bop_plc_vl_comp_suction_temp',
      'bop_plc_vl_comp_slidevalve_position',
      ...POWER,
    ],
  },
  oil_cooler_fouling: {
    equipment: 'compressor',
    component: 'oil cooler',
    growth: 'linear',
    hours: [8 * DAY, 25 * DAY],
    repairHours: [6, 18],
    columns: [
      'bop_plc_vl_comp_oilinjection_temp',
      'bop_plc_te1302_oilcooleroutlet_temp',
      'bop_plc_te1301_oilsump_temp',
      'bop_plc_vl_comp_discharge_temp',
    ],
  },
  oil_filter_clogging: {
    equipment: 'compressor',
    component: 'oil filter',
    growth: 'exponential',
    hours: [7 * DAY, 22 * DAY],
    repairHours: [3, 8],
    columns: [
      'bop_plc_vl_comp_oilfilterdiff_pressure',
      'bop_plc_vl_comp_netoildiff_pressure',
      'bop_plc_pt1302_oilmanifold_pressure',
      'bop_plc_vl_comp_discharge_temp',
    ],
  },
  motor_bearing_wear: {
    equipment: 'compressor',
    component: 'main motor bearing',
    growth: 'exponential',
    hours: [8 * DAY, 28 * DAY],
    repairHours: [18, 48],
    columns: [
      'bop_plc_te1303_motorbearing_de_temp',
      'bop_plc_te1305_motorwinding_temp',
      'bop_plc_vl_comp_vibration_de',
      'bop_plc_vl_comp_vibration_nde',
      ...POWER,
    ],
  },
  suction_restriction: {
    equipment: 'compressor',
    component: 'suction strainer',
    growth: 'linear',
    hours: [5 * DAY, 18 * DAY],
    repairHours: [3, 8],
    columns: [
      'bop_plc_vl_comp_suction_pressure',
      'bop_plc_vl_comp_slidevalve_position',
      'bop_plc_vl_comp_discharge_temp',
      ...POWER,
    ],
  },
  blower_wear: {
    equipment: 'blower',
    component: 'belt and impeller',
    growth: 'exponential',
    hours: [8 * DAY, 25 * DAY],
    repairHours: [6, 20],
    columns: ['bop_plc_bge_blowervfd_speed', 'bop_plc_bge_blower_vibration', 'bop_plc_bge_blowermotor_amps'],
  },
  blower_vfd_trip: {
    equipment: 'blower',
    component: 'frequency drive',
    growth: 'step',
    hours: [0.3, 2],
    columns: ['bop_plc_bge_blowervfd_faultstatus', 'bop_plc_bge_blowervfd_speed', ...STOPPED],
  },
  inlet_filter_clogging: {
    equipment: 'blower',
    component: 'inlet filter',
    growth: 'linear',
    hours: [6 * DAY, 20 * DAY],
    repairHours: [2, 6],
    columns: [
      'bop_plc_pdt1101_inletfilter_pressure',
      'bop_plc_bge_blowersuction_pressure',
      'bop_plc_bge_blowervfd_speed',
      'bop_plc_bge_blowermotor_amps',
    ],
  },
  air_ingress: {
    equipment: 'gas',
    component: 'suction piping',
    growth: 'linear',
    hours: [12, 5 * DAY],
    columns: [
      'bop_plc_abb_gc_outletstream_n2',
      'bop_plc_abb_gc_outletstream_o2',
      'bop_plc_abb_gc_outletstream_ch4',
      'bop_plc_abb_gc_outletstream_co2',
    ],
  },
  h2s_breakthrough: {
    equipment: 'gas',
    component: 'H2S media bed',
    growth: 'exponential',
    hours: [4 * DAY, 15 * DAY],
    repairHours: [6, 14],
    columns: ['bop_plc_abb_gc_outletstream_h2s'],
  },
  acidification: {
    equipment: 'gas',
    component: 'digester',
    growth: 'bell',
    hours: [4 * DAY, 8 * DAY],
    columns: [
      'bop_plc_abb_gc_outletstream_ch4',
      'bop_plc_abb_gc_outletstream_co2',
      'bop_plc_pt1101_digester_pressure',
    ],
  },
  foaming: {
    equipment: 'gas',
    component: 'digester',
    growth: 'bell',
    hours: [4, 30],
    columns: [
      'bop_plc_pt1101_digester_pressure',
      'bop_plc_bge_blowersuction_pressure',
      'bop_plc_lt1101_condensate_level',
    ],
  },
  feed_interruption: {
    equipment: 'gas',
    component: 'feed pump',
    growth: 'step',
    hours: [18, 3 * DAY],
    columns: [
      'bop_plc_pt1101_digester_pressure',
      'bop_plc_abb_gc_outletstream_flow',
      'bop_plc_abb_gc_outletstream_n2',
      'bop_plc_abb_gc_outletstream_ch4',
    ],
  },
  sensor_drift: {
    equipment: 'instruments',
    component: 'transmitter',
    growth: 'linear',
    hours: [3 * DAY, 14 * DAY],
    columns: [],
  },
  stuck_value: {
    equipment: 'instruments',
    component: 'transmitter',
    growth: 'step',
    hours: [1, 30],
    columns: [],
  },
  spikes: { equipment: 'instruments', component: 'wiring', growth: 'step', hours: [2, 24], columns: [] },
  dropout: { equipment: 'instruments', component: 'wiring', growth: 'step', hours: [0.5, 10], columns: [] },
  clock_jump: { equipment: 'instruments', component: 'clock', growth: 'step', hours: [1, 12], columns: [] },
  estop: {
    equipment: 'safety',
    component: 'emergency stop',
    growth: 'step',
    hours: [0.2, 1.5],
    columns: ['bop_plc_in_hs901_estop', 'bop_plc_in_hs902_estop', 'bop_plc_in_hs903_estop', ...STOPPED],
  },
  abort: {
    equipment: 'safety',
    component: 'safety system',
    growth: 'step',
    hours: [0.3, 3],
    columns: ['bop_plc_system_abort_0', ...STOPPED],
  },
} as const satisfies Record<string, FaultKindFacts>;

/** Name of a kind of fault. */
export type FaultKind = keyof typeof FAULT_KINDS;

/** All kinds, in the order of the catalogue. */
export const FAULT_KIND_NAMES = Object.keys(FAULT_KINDS) as FaultKind[];

/** Facts of a kind, with its optional fields. */
export const factsOf = (kind: FaultKind): FaultKindFacts => FAULT_KINDS[kind];
