import {
  isUpper,
  type AlarmDefinition,
  type AlarmPriority,
  type DeviationAlarm,
  type DigitalAlarm,
  type RateAlarm,
  type ThresholdAlarm,
  type ThresholdLevel,
} from './definition';

const RULES = 'rule of the reference plant';
const RASI = 'Rasi 2007: usual in raw biogas';
const ENGINE = 'gas engines: 100-300 ppm, upper bound 500; ask the maker of yours';
const STATE = 'state given by the plant itself';
const CALIBRATED = 'calibrated by the detector to the false alarms allowed';

/** Delays and deadbands are our own starting points: a plant sets its own. Seconds. */
const STEADY = { onDelaySeconds: 300, offDelaySeconds: 300 };
const PROMPT = { onDelaySeconds: 60, offDelaySeconds: 300 };
/** Readings that a running motor's mean is taken over: a day. */
const DAY_MINUTES = 1440;

const COMPRESSOR = 'compressor.running';

/** Judged by the least or greatest reading of a minute, so that no excursion between two means is missed. */
function threshold(
  tag: string,
  name: string,
  level: ThresholdLevel,
  limit: number,
  unit: string,
  rest: { deadband: number; priority: AlarmPriority; source: string; response: string; whileOn?: string },
): ThresholdAlarm {
  const { deadband, priority, source, response, whileOn = null } = rest;
  const kind = 'threshold';
  const reading = isUpper(level) ? 'max' : 'min';
  return {
    kind,
    id: `${tag}.${level}`,
    name,
    tag,
    reading,
    unit,
    level,
    limit,
    deadband,
    priority,
    whileOn,
    source,
    response,
    ...STEADY,
  };
}

const AIR = 'Look for air drawn in: suction side, seals, digester cover; compare N2 with O2.';
const H2S = 'Check desulphurisation and the air or iron dosed; protect the engine.';

const THRESHOLDS: ThresholdAlarm[] = [
  threshold('gas.ch4', 'Methane low', 'low', 65, '%', {
    deadband: 0.5,
    priority: 'medium',
    source: RULES,
    response: 'Check CO2, N2 and O2: feed and digester, upgrading, or air drawn in.',
  }),
  threshold('gas.ch4', 'Methane high', 'high', 80, '%', {
    deadband: 0.5,
    priority: 'low',
    source: RULES,
    response: 'Check the analyser and its calibration; then the load of the upgrading.',
  }),
  threshold('gas.o2', 'Oxygen high', 'high', 1, '%', {
    deadband: 0.1,
    priority: 'medium',
    source: RASI,
    response: AIR,
  }),
  threshold('gas.h2s', 'Hydrogen sulfide high', 'high', 300, 'ppm', {
    deadband: 15,
    priority: 'low',
    source: ENGINE,
    response: H2S,
  }),
  threshold('gas.h2s', 'Hydrogen sulfide very high', 'high-high', 500, 'ppm', {
    deadband: 25,
    priority: 'medium',
    source: ENGINE,
    response: H2S,
  }),
  threshold('compressor.discharge_pressure', 'Discharge pressure low', 'low', 15, 'psi', {
    deadband: 2,
    priority: 'low',
    source: RULES,
    response: 'Check suction pressure, slide valve, bypass and relief valve.',
    whileOn: COMPRESSOR,
  }),
  threshold('compressor.discharge_pressure', 'Discharge pressure high', 'high', 200, 'psi', {
    deadband: 4,
    priority: 'medium',
    source: RULES,
    response: 'Check valves downstream and back pressure; unload the compressor.',
    whileOn: COMPRESSOR,
  }),
  threshold('compressor.oil_filter_dp', 'Oil filter loaded', 'high', 10, 'psi', {
    deadband: 0.5,
    priority: 'low',
    source: RULES,
    response: 'Plan the change of the oil filter.',
    whileOn: COMPRESSOR,
  }),
];

const TEMPERATURE_RATE: RateAlarm = {
  kind: 'rate-of-change',
  id: 'compressor.discharge_temperature.rate',
  name: 'Discharge temperature changes fast',
  tag: 'compressor.discharge_temperature',
  reading: 'avg',
  unit: 'degF',
  direction: 'either',
  limit: 10,
  windowMinutes: 5,
  deadband: 2,
  priority: 'low',
  whileOn: COMPRESSOR,
  source: RULES,
  response: 'Check cooling, oil injection and load.',
  ...PROMPT,
};

const MOTOR_CURRENT: DeviationAlarm = {
  kind: 'deviation',
  id: 'compressor.motor_current.deviation',
  name: 'Motor current off its mean',
  tag: 'compressor.motor_current',
  reading: 'avg',
  unit: '%',
  from: { kind: 'own mean', minutes: DAY_MINUTES },
  limit: 20,
  percent: true,
  deadband: 2,
  priority: 'low',
  whileOn: COMPRESSOR,
  source: RULES,
  response: 'Compare with load and pressures; check the motor, coupling and supply.',
  ...STEADY,
};

/** State tags whose meaning a plant shares, the state that is abnormal where it is known beforehand, priority and answer. */
const STATES: [
  tag: string,
  name: string,
  abnormal: boolean | null,
  priority: AlarmPriority,
  response: string,
][] = [
  ['compressor.fault', 'Compressor fault', true, 'high', 'Read the fault at the compressor’s controller.'],
  ['blower.fault', 'Blower fault', true, 'high', 'Read the fault at the blower’s drive.'],
  ['safety.estop_1', 'Emergency stop 1', null, 'urgent', 'Make safe; find who pressed it and why.'],
  ['safety.estop_2', 'Emergency stop 2', null, 'urgent', 'Make safe; find who pressed it and why.'],
  ['safety.estop_3', 'Emergency stop 3', null, 'urgent', 'Make safe; find who pressed it and why.'],
  ['safety.abort', 'System abort', null, 'urgent', 'Find which trip came first before a restart.'],
];

const digital = (
  [tag, name, , priority, response]: (typeof STATES)[number],
  abnormal: boolean,
): DigitalAlarm => ({
  kind: 'digital',
  id: `${tag}.state`,
  name,
  tag,
  abnormal,
  priority,
  whileOn: null,
  source: STATE,
  response,
  onDelaySeconds: 0,
  offDelaySeconds: 60,
});

/** What a plant knows that no default can. */
export interface PlantKnowledge {
  /** Abnormal state of state tags, as the Safety page tells it; emergency stops not named here get no alarm. */
  abnormal?: ReadonlyMap<string, boolean>;
  /** Detectors with thresholds from their calibration; none, no anomaly alarm. */
  detectors?: readonly { detector: string; threshold: number }[];
}

/**
 * The alarms that a plant starts with, by canonical tag, in the units of the reference plant; each names its source. The rules
 * "pressure outside 15-200 psi" and "temperature change" name no tag: here they watch the compressor's discharge.
 */
export function defaultAlarms({ abnormal, detectors = [] }: PlantKnowledge = {}): AlarmDefinition[] {
  const states = STATES.flatMap((row) => {
    const state = abnormal?.get(row[0]) ?? row[2];
    return state === null ? [] : [digital(row, state)];
  });
  const anomalies = detectors.map(({ detector, threshold: limit }): AlarmDefinition => ({
    kind: 'anomaly',
    id: `anomaly.${detector}`,
    name: `Anomaly (${detector})`,
    detector,
    limit,
    deadband: 0,
    priority: 'low',
    whileOn: null,
    source: CALIBRATED,
    response: 'Open the event: what moved first, and its known causes.',
    ...STEADY,
  }));
  return [...THRESHOLDS, TEMPERATURE_RATE, MOTOR_CURRENT, ...states, ...anomalies];
}
