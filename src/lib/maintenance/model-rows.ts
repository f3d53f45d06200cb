/** What each indicator compares: the reading, what it should follow, and how their difference is expressed. */

import { compressorWork, USUAL_MOTOR } from '../plant/compressor-work';
import type { MachineBuckets } from '../plant/machines-columns';
import { machineBuckets, type SensorHours } from './sensors';

/** A reading and what it is expected to follow. */
export interface ModelRows {
  /** Length rows; NaN where it cannot be said. */
  target: Float64Array;
  /** Shape [features][rows], the constant included. */
  features: Float64Array[];
  /** 1 where more is worse, -1 where less is, 0 where both are. */
  worse: 1 | -1 | 0;
  /** Residual as a share of what was expected, in percent: of the reading, or of its square root. */
  relative: false | 'of reading' | 'of root';
  /** The machine whose steady hours count. */
  machine: 'compressor' | 'blower';
}

/** Everything the models of one plant are made from; computed once. */
export interface ModelInputs {
  hours: SensorHours;
  steady: { compressor: Uint8Array; blower: Uint8Array };
  /** Ideal power of compression, kW, and temperature of the ideal discharge, K; NaN where the machine stood. */
  idealPower: Float64Array;
  idealKelvin: Float64Array;
}

/** Ideal power and discharge of each steady row. */
export function modelInputs(hours: SensorHours, steady: ModelInputs['steady']): ModelInputs {
  const buckets: MachineBuckets = machineBuckets(hours, 'compressor');
  const work = compressorWork(buckets, steady.compressor, USUAL_MOTOR);
  const flow = hours.mean.flow;
  const idealPower = work.idealWork.map((perNm3, at) => perNm3 * (flow?.[at] ?? NaN));
  return { hours, steady, idealPower, idealKelvin: work.isentropicKelvin };
}

const present = (...features: (Float64Array | undefined | null)[]): Float64Array[] =>
  features.filter((feature) => feature !== undefined && feature !== null);

type Maker = (inputs: ModelInputs) => ModelRows | null;

const square = (values: Float64Array | undefined) => values?.map((value) => value * value);

/** A model of a reading by other readings. */
function plain(
  name: string,
  features: (inputs: ModelInputs) => (Float64Array | undefined | null)[],
  facts: Pick<ModelRows, 'worse' | 'relative' | 'machine'>,
): Maker {
  return (inputs) => {
    const target = inputs.hours.mean[name];
    if (!target) return null;
    return { target, features: [target.map(() => 1), ...present(...features(inputs))], ...facts };
  };
}

/** The temperature outside, or what stands for it. */
const outside = ({ hours }: ModelInputs) => hours.mean.ambient ?? hours.mean.gasTemperature;

const COMPRESSOR = { worse: 1, relative: false, machine: 'compressor' } as const;
const BLOWER = { worse: 1, relative: false, machine: 'blower' } as const;

function dischargeHeat(inputs: ModelInputs): ModelRows | null {
  const { suctionTemperature, dischargeTemperature, oilTemperature } = inputs.hours.mean;
  if (!suctionTemperature || !dischargeTemperature) return null;
  const rise = inputs.idealKelvin.map((kelvin, at) => kelvin - suctionTemperature[at]);
  const features = present(
    suctionTemperature.map(() => 1),
    oilTemperature,
    suctionTemperature,
    rise,
  );
  return { target: dischargeTemperature, features, ...COMPRESSOR };
}

function specificPower({ hours, idealPower }: ModelInputs): ModelRows | null {
  const target = hours.mean.power ?? hours.mean.current;
  return target
    ? { target, features: [target.map(() => 1), idealPower], ...COMPRESSOR, relative: 'of reading' }
    : null;
}

function oilSupply({ hours }: ModelInputs): ModelRows | null {
  const { oilPressure, oilFilterDrop } = hours.mean;
  if (!oilPressure) return null;
  const target = oilFilterDrop ? oilPressure.map((pascal, at) => pascal + oilFilterDrop[at]) : oilPressure;
  return { target, features: [target.map(() => 1)], ...COMPRESSOR, worse: -1, relative: 'of reading' };
}

function suctionDrop({ hours }: ModelInputs): ModelRows | null {
  const { suction, flow } = hours.mean;
  const before = hours.mean['blower:discharge'];
  if (!suction || !before) return null;
  const target = before.map((pascal, at) => pascal - suction[at]);
  return {
    target,
    features: present(
      target.map(() => 1),
      square(flow),
    ),
    ...COMPRESSOR,
  };
}

/** The affinity law as a fit without constant: head = a n² - b Q²; the residual is head lost, brought to speed. */
function speedExcess({ hours }: ModelInputs): ModelRows | null {
  const speed = hours.mean['blower:speed'];
  const [suction, discharge] = [hours.mean['blower:suction'], hours.mean['blower:discharge']];
  const { flow } = hours.mean;
  if (!speed || !suction || !discharge || !flow) return null;
  const head = discharge.map((pascal, at) => pascal - suction[at]);
  // n² = (head + b Q²)/a: the speed squared that the curve asks for, in the readings' own unit.
  return {
    target: speed.map((hz) => hz * hz),
    features: [head, flow.map((q) => q * q)],
    ...BLOWER,
    relative: 'of root',
  };
}

function closure({ hours }: ModelInputs): ModelRows | null {
  const { ch4, co2, n2, o2 } = hours.mean;
  if (!ch4 || !co2 || !n2 || !o2) return null;
  const target = ch4.map((value, at) => value + co2[at] + n2[at] + o2[at]);
  return { target, features: [target.map(() => 1)], ...COMPRESSOR, worse: 0 };
}

/** Models by indicator. */
const MAKERS: Record<string, Maker> = {
  'suction-heat': plain('suctionTemperature', (inputs) => [outside(inputs)], COMPRESSOR),
  'discharge-heat': dischargeHeat,
  'specific-power': specificPower,
  'oil-heat': plain('oilTemperature', (inputs) => [outside(inputs)], COMPRESSOR),
  'oil-supply': oilSupply,
  'filter-drop': plain('oilFilterDrop', ({ hours }) => [hours.mean.oilTemperature], COMPRESSOR),
  'vibration-drive': plain('vibrationDrive', ({ hours }) => [hours.mean.power ?? hours.mean.current], {
    ...COMPRESSOR,
    relative: 'of reading',
  }),
  'vibration-free': plain('vibrationFree', ({ hours }) => [hours.mean.power ?? hours.mean.current], {
    ...COMPRESSOR,
    relative: 'of reading',
  }),
  'bearing-heat': plain(
    'bearingDrive',
    (inputs) => [outside(inputs), inputs.hours.mean.power ?? inputs.hours.mean.current],
    COMPRESSOR,
  ),
  'suction-drop': suctionDrop,
  'speed-excess': speedExcess,
  'blower-vibration': plain('blowerVibration', ({ hours }) => [square(hours.mean['blower:speed'])], {
    ...BLOWER,
    relative: 'of reading',
  }),
  'inlet-drop': plain('inletFilterDrop', ({ hours }) => [square(hours.mean.flow)], BLOWER),
  'blower-suction': plain(
    'blower:suction',
    ({ hours }) => [square(hours.mean.flow), hours.mean.digesterPressure],
    {
      ...BLOWER,
      worse: -1,
    },
  ),
  'h2s-slip': plain('h2s', () => [], COMPRESSOR),
  closure,
};

/** The rows of an indicator's model; null when a sensor that it needs is missing. */
export const modelRows = (indicator: string, inputs: ModelInputs): ModelRows | null =>
  MAKERS[indicator]?.(inputs) ?? null;
