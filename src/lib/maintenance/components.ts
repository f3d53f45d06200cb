/** The parts of a plant whose wear is followed, and what tells of it. */

import type { SiKind } from '../plant/machines-columns';

/** Machines in the order in which they are shown. */
export const MACHINES = ['compressor', 'blower', 'gas cleaning', 'analyser', 'instruments'] as const;
export type Machine = (typeof MACHINES)[number];

export const COMPONENTS = {
  valves: { machine: 'compressor', name: 'Discharge valves', downtimeHours: 20 },
  cooling: { machine: 'compressor', name: 'Oil cooler', downtimeHours: 12 },
  oil: { machine: 'compressor', name: 'Oil supply', downtimeHours: 6 },
  filter: { machine: 'compressor', name: 'Oil filter', downtimeHours: 5 },
  bearings: { machine: 'compressor', name: 'Motor bearings', downtimeHours: 33 },
  intake: { machine: 'compressor', name: 'Suction strainer', downtimeHours: 5 },
  impeller: { machine: 'blower', name: 'Impeller and belt', downtimeHours: 13 },
  'inlet filter': { machine: 'blower', name: 'Inlet filter', downtimeHours: 4 },
  'H2S bed': { machine: 'gas cleaning', name: 'H2S media bed', downtimeHours: 10 },
  composition: { machine: 'analyser', name: 'Gas analyser', downtimeHours: 2 },
  readings: { machine: 'instruments', name: 'Instruments', downtimeHours: 2 },
} as const satisfies Record<string, { machine: Machine; name: string; downtimeHours: number }>;

/** Name of a component. */
export type ComponentId = keyof typeof COMPONENTS;
export const COMPONENT_IDS = Object.keys(COMPONENTS) as ComponentId[];

/** What to do about a component that wears, said to whoever plans the work. */
export const ACTIONS: Record<ComponentId, string> = {
  valves: 'Inspect the discharge valve and its seat; have plates and springs at hand.',
  cooling: 'Clean the oil cooler on the air or water side; check fan, fins and water flow.',
  oil: 'Check oil level, viscosity and pump; take an oil sample.',
  filter: 'Change the oil filter; look at the old one for metal.',
  bearings: 'Measure the vibration spectrum, grease, and plan to change the bearing.',
  intake: 'Clean the suction strainer; check the suction valve is fully open.',
  impeller: 'Check belt tension and impeller wear; balance after cleaning.',
  'inlet filter': 'Change the inlet filter; look for water or foam carried over.',
  'H2S bed': 'Change the media, or switch to the standby vessel; confirm with a tube reading.',
  composition: 'Calibrate the analyser; check sample line, filter and carrier gas.',
  readings: 'Check wiring and transmitter of the sensor named.',
};

/** How a residual is expressed; `percent` is of what was expected, `points` are percentage points. */
export type ResidualKind = Exclude<SiKind, 'as read'> | 'percent' | 'points' | 'ppm';

/** One residual that tells of a component. */
export interface IndicatorSpec {
  id: string;
  component: ComponentId;
  name: string;
  /** How the expectation comes about, for whoever reads the number. */
  formula: string;
  kind: ResidualKind;
  /** Sensors without which it cannot be judged. */
  needs: readonly string[];
  /**
   * True when nothing but this component's wear moves it; others move with several faults and only add to a component's
   * index.
   */
  specific: boolean;
}

const indicator = (
  id: string,
  component: ComponentId,
  specific: boolean,
  kind: ResidualKind,
  name: string,
  formula: string,
  needs: readonly string[],
): IndicatorSpec => ({ id, component, specific, kind, name, formula, needs });

/** All indicators. */
export const INDICATORS: readonly IndicatorSpec[] = [
  indicator(
    'suction-heat',
    'valves',
    true,
    'temperature',
    'Suction warmer than expected',
    'suction temperature less a robust fit on the temperature outside: gas that leaks back through a valve is hot',
    ['suctionTemperature'],
  ),
  indicator(
    'discharge-heat',
    'valves',
    false,
    'temperature',
    'Discharge hotter than expected',
    'discharge temperature less the heat balance a + b T_oil + c T1 + d (T_isentropic - T1), or without oil the polytrope',
    ['dischargeTemperature', 'suctionTemperature', 'suction', 'discharge'],
  ),
  indicator(
    'specific-power',
    'valves',
    false,
    'percent',
    'More power than the work needs',
    'electric power over a robust fit on the ideal (isentropic) power of gas and pressures',
    ['suction', 'discharge', 'suctionTemperature', 'flow'],
  ),
  indicator(
    'oil-heat',
    'cooling',
    true,
    'temperature',
    'Oil warmer than expected',
    'oil temperature less a robust fit on the temperature outside',
    ['oilTemperature'],
  ),
  indicator(
    'oil-supply',
    'oil',
    false,
    'percent',
    'Oil pressure lower than expected',
    'net oil pressure with what the filter takes, below the healthy one',
    ['oilPressure'],
  ),
  indicator(
    'filter-drop',
    'filter',
    true,
    'difference',
    'Oil filter takes more pressure than expected',
    'pressure drop of the filter less a robust fit on the oil temperature',
    ['oilFilterDrop'],
  ),
  indicator(
    'vibration-drive',
    'bearings',
    true,
    'percent',
    'Vibration above expected, drive end',
    'vibration over a robust fit on power',
    ['vibrationDrive'],
  ),
  indicator(
    'vibration-free',
    'bearings',
    true,
    'percent',
    'Vibration above expected, free end',
    'vibration over a robust fit on power',
    ['vibrationFree'],
  ),
  indicator(
    'bearing-heat',
    'bearings',
    true,
    'temperature',
    'Bearing warmer than expected, drive end',
    'bearing temperature less a robust fit on the temperature outside and power',
    ['bearingDrive'],
  ),
  indicator(
    'suction-drop',
    'intake',
    true,
    'difference',
    'Pressure lost before the compressor',
    'blower discharge less compressor suction, less a robust fit on flow squared',
    ['suction', 'blower:discharge'],
  ),
  indicator(
    'speed-excess',
    'impeller',
    true,
    'percent',
    'More speed than the curve asks for',
    'speed over that of the healthy curve head = a n² - b Q² (affinity laws) at the same head and flow',
    ['blower:speed', 'blower:suction', 'blower:discharge', 'flow'],
  ),
  indicator(
    'blower-vibration',
    'impeller',
    true,
    'percent',
    'Vibration above expected',
    'vibration over a robust fit on speed squared',
    ['blowerVibration', 'blower:speed'],
  ),
  indicator(
    'inlet-drop',
    'inlet filter',
    true,
    'difference',
    'Inlet filter takes more pressure than expected',
    'pressure drop of the filter less a robust fit on flow squared',
    ['inletFilterDrop'],
  ),
  indicator(
    'blower-suction',
    'inlet filter',
    false,
    'difference',
    'Blower suction lower than expected',
    'a robust fit of the suction pressure on flow squared and digester pressure, less the suction pressure',
    ['blower:suction', 'flow'],
  ),
  indicator(
    'h2s-slip',
    'H2S bed',
    true,
    'ppm',
    'H2S that the bed lets through',
    'H2S after the bed less its healthy middle',
    ['h2s'],
  ),
  indicator(
    'closure',
    'composition',
    false,
    'points',
    'Gases do not add up as they did',
    'CH4 + CO2 + N2 + O2, away from the healthy middle on either side',
    ['ch4', 'co2', 'n2', 'o2'],
  ),
];

/** Indicators of a component. */
export const indicatorsOf = (component: ComponentId): IndicatorSpec[] =>
  INDICATORS.filter((one) => one.component === component);
