/** What a column holds: a reading, a held analyser value, a state or a running total. */
export type ColumnKind = 'analog' | 'held' | 'boolean' | 'total';

/** A column of the simulated export and its instrument. */
export interface Column<N extends string = string> {
  name: N;
  kind: ColumnKind;
  /** Decimals written. */
  decimals: number;
  /** Usual reading, in the column's unit; noise and drift are relative to it. */
  nominal: number;
  /** Standard deviation of the white noise of a reading, share of `nominal`. */
  noise: number;
  /** Slow wander of process and instrument (minutes), share of `nominal`. */
  wander: number;
  /** Smallest step of a reading, in the column's unit; 0 = none. */
  quantum: number;
  /** Seconds in which the reading follows the plant. */
  lag: number;
  /** Least reading. */
  min: number;
}

/** Counts of a 4-20 mA input card over its range. */
const CARD_COUNTS = 27_648;
const PREFIX = 'bop_plc_';

type Instrument = Omit<Column, 'name' | 'kind' | 'nominal' | 'quantum'> & { spans: number };

/** Noise by instrument: docs/simulator.md says which real channel each comes from. `spans`: range over nominal. */
export const INSTRUMENTS = {
  temperature: { decimals: 7, noise: 0.0004, wander: 0.0012, lag: 240, min: -Infinity, spans: 2 },
  pressure: { decimals: 8, noise: 0.0015, wander: 0.0015, lag: 30, min: -Infinity, spans: 1.6 },
  flow: { decimals: 7, noise: 0.003, wander: 0.003, lag: 20, min: 0, spans: 2 },
  power: { decimals: 7, noise: 0.008, wander: 0.002, lag: 10, min: 0, spans: 2 },
  vibration: { decimals: 8, noise: 0.006, wander: 0.02, lag: 20, min: 0, spans: 8 },
  position: { decimals: 7, noise: 0.0008, wander: 0.002, lag: 20, min: 0, spans: 1.6 },
  command: { decimals: 7, noise: 0, wander: 0, lag: 10, min: 0, spans: 1.6 },
  level: { decimals: 8, noise: 0.001, wander: 0.002, lag: 60, min: 0, spans: 2 },
  analyser: { decimals: 7, noise: 0.0006, wander: 0, lag: 30, min: 0, spans: 2 },
} satisfies Record<string, Instrument>;

function reading<N extends string>(
  name: N,
  instrument: keyof typeof INSTRUMENTS,
  nominal: number,
  change: Partial<Instrument> = {},
) {
  const { spans, ...rest } = { ...INSTRUMENTS[instrument], ...change };
  const kind: ColumnKind = instrument === 'analyser' ? 'held' : 'analog';
  const quantum = kind === 'held' ? 0 : (spans * Math.abs(nominal)) / CARD_COUNTS;
  return { ...rest, name: `${PREFIX}${name}` as const, kind, nominal, quantum };
}

const plain = { noise: 0, wander: 0, quantum: 0, lag: 0, min: 0, nominal: 1 };
const state = <N extends string>(name: N) => ({
  ...plain,
  name: `${PREFIX}${name}` as const,
  kind: 'boolean' as ColumnKind,
  decimals: 0,
});
const total = <N extends string>(name: N, nominal: number) => ({
  ...plain,
  name: `${PREFIX}${name}` as const,
  kind: 'total' as ColumnKind,
  decimals: 6,
  nominal,
});

/**
 * The 94 columns after the time stamp, in file order: 32 with the reference plant's names, then plausible PLC names.
 * Units are US: psi gauge, degF, scfm, MCF, MMBtu, %, ppm, A, Hz, kW, in/s.
 */
export const COLUMNS = [
  reading('abb_gc_outletstream_ch4', 'analyser', 73.61),
  reading('abb_gc_outletstream_co2', 'analyser', 20.15),
  reading('abb_gc_outletstream_n2', 'analyser', 5.62, { noise: 0.002 }),
  reading('abb_gc_outletstream_o2', 'analyser', 0.58, { noise: 0.006 }),
  reading('abb_gc_outletstream_h2s', 'analyser', 10, { noise: 0.01 }),
  reading('abb_gc_outletstream_flow', 'flow', 55.5),
  reading('abb_gc_outletstream_pressure', 'pressure', 98.4),
  reading('abb_gc_outletstream_temp', 'temperature', 84.2),
  reading('vl_comp_suction_pressure', 'pressure', 1.35, { spans: 12, noise: 0.006, wander: 0.006 }),
  reading('vl_comp_suction_temp', 'temperature', 78.6),
  reading('vl_comp_discharge_pressure', 'pressure', 104.8),
  reading('vl_comp_discharge_temp', 'temperature', 172.4, { lag: 90 }),
  reading('vl_comp_mainmotor_amps', 'power', 14.5),
  reading('vl_comp_mainmotor_speed_cmd', 'command', 50),
  reading('vl_comp_oilinjection_temp', 'temperature', 148.3),
  reading('vl_comp_netoildiff_pressure', 'pressure', 41.2),
  reading('vl_comp_oilfilterdiff_pressure', 'pressure', 4.6, { spans: 6 }),
  state('vl_comp_runstatus'),
  state('vl_comp_faultstatus'),
  reading('bge_blowersuction_pressure', 'pressure', -0.42, { spans: 12, noise: 0.01, wander: 0.01 }),
  reading('bge_blowersuction_temp', 'temperature', 91.5),
  reading('bge_blowerdischarge_pressure', 'pressure', 2.18, { spans: 6, noise: 0.004 }),
  reading('bge_blowervfd_speed', 'position', 44),
  state('bge_blowervfd_runstatus'),
  state('bge_blowervfd_faultstatus'),
  state('in_hs901_estop'),
  state('in_hs902_estop'),
  state('in_hs903_estop'),
  state('system_abort_0'),
  total('inr_fc_todayenergy_real', 59),
  total('inr_fc_accvolume_real', 184_532),
  state('bge_skid_running'),
  state('xv1101_zso'),
  state('xv1102_zso'),
  state('xv1201_zso'),
  state('xv1202_zso'),
  state('xv2101_zso'),
  state('xv2102_zso'),
  state('xv3101_zso'),
  state('xv3102_zso'),
  state('xv1101_zsc'),
  state('xv2101_zsc'),
  state('xv3101_zsc'),
  state('xv4101_zsc'),
  state('m1101_glycolpump_runstatus'),
  state('m1101_glycolpump_faultstatus'),
  state('m1201_coolerfan_runstatus'),
  state('m1201_coolerfan_faultstatus'),
  state('m1301_oilpump_runstatus'),
  state('m1301_oilpump_faultstatus'),
  state('m1401_condensatepump_runstatus'),
  state('m1401_condensatepump_faultstatus'),
  state('perm_compstart'),
  state('perm_blowerstart'),
  state('perm_exportvalve'),
  state('perm_flareignite'),
  reading('te1101_digestergas_temp', 'temperature', 98.7, { lag: 900 }),
  reading('te1102_chillerinlet_temp', 'temperature', 93.1),
  reading('te1103_chilleroutlet_temp', 'temperature', 41.8),
  reading('te1201_glycolsupply_temp', 'temperature', 35.4, { lag: 900 }),
  reading('te1202_glycolreturn_temp', 'temperature', 43.9, { lag: 900 }),
  reading('te1301_oilsump_temp', 'temperature', 163.2, { lag: 900 }),
  reading('te1302_oilcooleroutlet_temp', 'temperature', 139.6),
  reading('te1303_motorbearing_de_temp', 'temperature', 141.9, { lag: 1200 }),
  reading('te1304_motorbearing_nde_temp', 'temperature', 136.5, { lag: 1200 }),
  reading('te1305_motorwinding_temp', 'temperature', 187.3, { lag: 1500 }),
  reading('te1401_aftercooler_temp', 'temperature', 88.4),
  reading('te1402_ambient_temp', 'temperature', 71.2, { lag: 600 }),
  reading('te1501_flare_temp', 'temperature', 112.6, { lag: 60, spans: 18 }),
  reading('te1601_mediabed_temp', 'temperature', 82.7, { lag: 900 }),
  reading('pt1101_digester_pressure', 'pressure', 0.31, { noise: 0.008, wander: 0.01, spans: 4 }),
  reading('pt1102_chilleroutlet_pressure', 'pressure', 1.62, { noise: 0.005, spans: 6 }),
  reading('pt1201_glycol_pressure', 'pressure', 22.7),
  reading('pt1301_oilsump_pressure', 'pressure', 101.9),
  reading('pt1302_oilmanifold_pressure', 'pressure', 143.1),
  reading('pt1401_aftercooler_pressure', 'pressure', 103.6),
  reading('pt1402_mediavessel_inlet_pressure', 'pressure', 102.2),
  reading('pt1403_mediavessel_outlet_pressure', 'pressure', 100.3),
  reading('pt1501_export_pressure', 'pressure', 97.5),
  reading('pt1502_instrumentair_pressure', 'pressure', 92.4, { lag: 120 }),
  reading('pdt1101_inletfilter_pressure', 'pressure', 0.27, { noise: 0.008, spans: 10 }),
  reading('pdt1401_mediabed_pressure', 'pressure', 1.91, { noise: 0.004, spans: 4 }),
  reading('lt1101_condensate_level', 'level', 37.5),
  reading('lt1201_glycol_level', 'level', 68.2),
  reading('lt1301_oilsump_level', 'level', 54.6),
  reading('vl_comp_slidevalve_position', 'position', 77),
  reading('fcv1501_position', 'position', 63.4),
  reading('pcv1401_position', 'position', 48.9),
  reading('vl_comp_vibration_de', 'vibration', 0.142),
  reading('vl_comp_vibration_nde', 'vibration', 0.127),
  reading('bge_blower_vibration', 'vibration', 0.096),
  reading('bge_blowermotor_amps', 'power', 1.85),
  reading('vl_comp_mainmotor_power', 'power', 10),
  total('inr_fc_yesterdayenergy_real', 59),
];

/** A column's name in the export. */
export type ColumnName = (typeof COLUMNS)[number]['name'];

/** Names in file order, length 94. */
export const COLUMN_NAMES: readonly ColumnName[] = COLUMNS.map((column) => column.name);

/** Columns after the time stamp: 94. */
export const COLUMN_COUNT = COLUMNS.length;

const places = new Map<string, number>(COLUMN_NAMES.map((name, i) => [name, i]));

/**
 * Place of a column in a row, from 0.
 * @throws RangeError when no column has that name
 */
export function columnAt(name: string): number {
  const place = places.get(name);
  if (place === undefined) throw new RangeError(`column "${name}" is not one of the simulated plant`);
  return place;
}

/** Places of the columns of one kind. */
export const placesOf = (kind: ColumnKind): number[] =>
  COLUMNS.flatMap((column, i) => (column.kind === kind ? [i] : []));
