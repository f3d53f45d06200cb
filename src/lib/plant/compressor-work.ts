/** Work of a compressor against the ideal, bucket by bucket. */

import { mixtureAt, molesPerSecond, type MachineBuckets } from './machines-columns';
import { ASSUMED_GAS, idealWork, isentropicKelvin, kwhPerNm3 } from './machines-gas';

/** What a person says of the motor; each has a default that the page states. */
export interface MotorFacts {
  /** Shaft power over electric power, 0..1. */
  efficiency: number;
  /** Line voltage and power factor, for power from current where no power is read. */
  volts: number;
  powerFactor: number;
}

/** IE3 motors of 7.5 to 15 kW (IEC 60034-30-1: 90.4 to 92.1 % at 60 Hz, four poles 91.7 to 92.4), 480 V, cos phi .83. */
export const USUAL_MOTOR: MotorFacts = { efficiency: 0.92, volts: 480, powerFactor: 0.83 };

/** Electric power of a three-phase motor from its current, kW: sqrt(3) U I cos phi. */
export const powerOfCurrent = (amps: number, { volts, powerFactor }: MotorFacts): number =>
  (Math.sqrt(3) * volts * amps * powerFactor) / 1000;

/** A compressor's metrics, each of length rows; NaN where an input is missing or the machine stood. */
export interface CompressorWork {
  /** Absolute discharge over absolute suction pressure. */
  ratio: Float64Array;
  /** Electric power, kW. */
  power: Float64Array;
  /** Electric work, kWh/Nm3, and the ideal (isentropic) work at the same conditions. */
  specificWork: Float64Array;
  idealWork: Float64Array;
  /** Ideal work over shaft work, %. */
  efficiency: Float64Array;
  /** Temperature of the ideal (isentropic) discharge without cooling, K. */
  isentropicKelvin: Float64Array;
  /** Where `power` comes from; null without power and current. */
  powerFrom: 'power' | 'current' | null;
  /** Rows whose gas was assumed, for want of an analysis. */
  assumedGas: number;
}

/** Metrics of the rows that ran steadily. */
export function compressorWork(
  buckets: MachineBuckets,
  steady: Uint8Array,
  motor: MotorFacts,
): CompressorWork {
  const { mean, timesMs } = buckets;
  const column = () => new Float64Array(timesMs.length).fill(Number.NaN);
  const powerFrom = mean.power ? 'power' : mean.current ? 'current' : null;
  const work: CompressorWork = {
    ratio: column(),
    power: column(),
    specificWork: column(),
    idealWork: column(),
    efficiency: column(),
    isentropicKelvin: column(),
    powerFrom,
    assumedGas: 0,
  };
  const read = (name: string, at: number) => mean[name]?.[at] ?? Number.NaN;
  for (let at = 0; at < timesMs.length; at++) {
    if (steady[at] === 0) continue;
    const analysed = mixtureAt(buckets, at);
    if (analysed === null) work.assumedGas += 1;
    const gas = analysed ?? ASSUMED_GAS;
    const ratio = read('discharge', at) / read('suction', at);
    const kelvin = read('suctionTemperature', at);
    const ideal = idealWork(gas, kelvin, ratio);
    const flow = read('flow', at);
    const kW =
      powerFrom === 'power'
        ? read('power', at)
        : powerFrom === 'current'
          ? powerOfCurrent(read('current', at), motor)
          : Number.NaN;
    work.ratio[at] = ratio;
    work.power[at] = kW;
    work.idealWork[at] = kwhPerNm3(ideal);
    work.specificWork[at] = kW / flow;
    work.isentropicKelvin[at] = isentropicKelvin(gas, kelvin, ratio);
    work.efficiency[at] = (100 * molesPerSecond(flow) * ideal) / (kW * 1000 * motor.efficiency);
  }
  return work;
}

/** Words for an efficiency, and whether it is a finding; bands of domain.md, rules of thumb. */
export function efficiencyVerdict(percent: number): { words: string; abnormal: boolean } {
  if (!Number.isFinite(percent)) return { words: 'no data', abnormal: false };
  if (percent > 100)
    return { words: 'above 100 % is not possible: a reading, a unit or the motor is wrong', abnormal: true };
  if (percent < 50) return { words: 'poor (below 50 %)', abnormal: true };
  if (percent < 70) return { words: 'average (50 to 70 %)', abnormal: false };
  return { words: 'good (70 % and more)', abnormal: false };
}
