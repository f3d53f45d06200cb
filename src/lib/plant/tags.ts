/** Parts of a plant that tags belong to. */
export type TagGroup = 'gas' | 'compressor' | 'blower' | 'safety' | 'energy' | 'plant';

export type TagQuantity =
  | 'fraction'
  | 'flow'
  | 'pressure'
  | 'differential pressure'
  | 'temperature'
  | 'current'
  | 'speed'
  | 'volume'
  | 'energy'
  | 'state';

/** A tag whose meaning the analysis knows. */
export interface CanonicalTag {
  /** `group.name`, as stored in plans and mappings. */
  id: string;
  /** Name in words. */
  name: string;
  group: TagGroup;
  quantity: TagQuantity;
  /** Unit of the reference plant; a column's own unit goes before it. */
  unit: string;
  /** Column of the reference plant's export. */
  referenceColumn: string;
  /** True when a plant may have it once for each gas stream (inlet, membrane outlet, plant outlet). */
  perStream: boolean;
}

type Row = [id: string, name: string, quantity: TagQuantity, unit: string, referenceColumn: string];

const ROWS: Row[] = [
  ['gas.ch4', 'Methane', 'fraction', '%', 'abb_gc_outletstream_ch4'],
  ['gas.co2', 'Carbon dioxide', 'fraction', '%', 'abb_gc_outletstream_co2'],
  ['gas.n2', 'Nitrogen', 'fraction', '%', 'abb_gc_outletstream_n2'],
  ['gas.o2', 'Oxygen', 'fraction', '%', 'abb_gc_outletstream_o2'],
  ['gas.h2s', 'Hydrogen sulfide', 'fraction', 'ppm', 'abb_gc_outletstream_h2s'],
  ['gas.flow', 'Gas flow', 'flow', 'scfm', 'abb_gc_outletstream_flow'],
  ['gas.pressure', 'Gas pressure', 'pressure', 'psi', 'abb_gc_outletstream_pressure'],
  ['gas.temperature', 'Gas temperature', 'temperature', 'degF', 'abb_gc_outletstream_temp'],
  ['gas.accumulated_volume', 'Accumulated gas volume', 'volume', 'MCF', 'inr_fc_accvolume_real'],
  [
    'compressor.suction_pressure',
    'Compressor suction pressure',
    'pressure',
    'psi',
    'vl_comp_suction_pressure',
  ],
  [
    'compressor.suction_temperature',
    'Compressor suction temperature',
    'temperature',
    'degF',
    'vl_comp_suction_temp',
  ],
  [
    'compressor.discharge_pressure',
    'Compressor discharge pressure',
    'pressure',
    'psi',
    'vl_comp_discharge_pressure',
  ],
  [
    'compressor.discharge_temperature',
    'Compressor discharge temperature',
    'temperature',
    'degF',
    'vl_comp_discharge_temp',
  ],
  ['compressor.motor_current', 'Compressor motor current', 'current', 'A', 'vl_comp_mainmotor_amps'],
  ['compressor.speed_command', 'Compressor speed command', 'speed', '%', 'vl_comp_mainmotor_speed_cmd'],
  [
    'compressor.oil_temperature',
    'Compressor oil temperature',
    'temperature',
    'degF',
    'vl_comp_oilinjection_temp',
  ],
  [
    'compressor.oil_pressure',
    'Compressor net oil pressure',
    'pressure',
    'psi',
    'vl_comp_netoildiff_pressure',
  ],
  [
    'compressor.oil_filter_dp',
    'Compressor oil filter differential',
    'differential pressure',
    'psi',
    'vl_comp_oilfilterdiff_pressure',
  ],
  ['compressor.running', 'Compressor running', 'state', 'bool', 'vl_comp_runstatus'],
  ['compressor.fault', 'Compressor fault', 'state', 'bool', 'vl_comp_faultstatus'],
  ['blower.suction_pressure', 'Blower suction pressure', 'pressure', 'psi', 'bge_blowersuction_pressure'],
  [
    'blower.suction_temperature',
    'Blower suction temperature',
    'temperature',
    'degF',
    'bge_blowersuction_temp',
  ],
  [
    'blower.discharge_pressure',
    'Blower discharge pressure',
    'pressure',
    'psi',
    'bge_blowerdischarge_pressure',
  ],
  ['blower.speed', 'Blower speed', 'speed', 'Hz', 'bge_blowervfd_speed'],
  ['blower.running', 'Blower running', 'state', 'bool', 'bge_blowervfd_runstatus'],
  ['blower.fault', 'Blower fault', 'state', 'bool', 'bge_blowervfd_faultstatus'],
  ['safety.estop_1', 'Emergency stop 1', 'state', 'bool', 'in_hs901_estop'],
  ['safety.estop_2', 'Emergency stop 2', 'state', 'bool', 'in_hs902_estop'],
  ['safety.estop_3', 'Emergency stop 3', 'state', 'bool', 'in_hs903_estop'],
  ['safety.abort', 'System abort', 'state', 'bool', 'system_abort_0'],
  ['energy.today', 'Energy today', 'energy', 'MMBtu', 'inr_fc_todayenergy_real'],
  ['plant.running', 'Plant running', 'state', 'bool', 'bge_skid_running'],
];

const PER_STREAM: TagGroup[] = ['gas', 'energy'];

/** All canonical tags, in the order of their groups. */
export const CANONICAL_TAGS: readonly CanonicalTag[] = ROWS.map(([id, name, quantity, unit, column]) => {
  const group = id.slice(0, id.indexOf('.')) as TagGroup;
  return {
    id,
    name,
    group,
    quantity,
    unit,
    referenceColumn: `bop_plc_${column}`,
    perStream: PER_STREAM.includes(group),
  };
});

const BY_ID = new Map(CANONICAL_TAGS.map((tag) => [tag.id, tag]));

/** The canonical tag of an id, null when there is none. */
export const canonicalTag = (id: string): CanonicalTag | null => BY_ID.get(id) ?? null;
