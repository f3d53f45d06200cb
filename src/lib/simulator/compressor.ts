import {
  ATMOSPHERE_PSI,
  fahrenheitOf,
  idealWork,
  kelvinOf,
  MOLES_PER_SCF,
  molarHeat,
  type Composition,
} from './gas';

const MOTOR_EFFICIENCY = 0.93;
const SUCTION_REFERENCE_PSIA = 16.05;
const SUCTION_REFERENCE_KELVIN = 299;
const VOLTS = 480;
const MAGNETISING_AMPS = 8;

/** An oil-flooded screw compressor. */
export interface CompressorSize {
  /** Delivered at full slide, reference suction (1.35 psi gauge, 78.6 degF) and set speed, scfm. */
  capacity: number;
  /** Ideal over shaft work at the nominal slide position. */
  efficiency: number;
  /** Heat the injected oil takes up, W/K. */
  oilHeat: number;
}

/** What the compressor meets. */
export interface CompressorLoad {
  gas: Composition;
  /** scfm */
  flow: number;
  /** psi gauge */
  suction: number;
  discharge: number;
  /** degF */
  suctionTemperature: number;
  oilTemperature: number;
  /** Share of delivered gas that flows back through a leaking discharge valve. */
  leak: number;
  /** Share of the oil flow that still arrives. */
  oilFlow: number;
  /** Extra friction, share of shaft power. */
  friction: number;
}

/** What the compressor then does. */
export interface CompressorWork {
  /** % */
  slide: number;
  /** Delivered, scfm: less than asked for when the slide valve is fully open. */
  flow: number;
  /** kW electric */
  power: number;
  amps: number;
  /** degF */
  dischargeTemperature: number;
}

/** Slide position that would deliver a flow, %, above 100 when it cannot. */
function slideFor(size: CompressorSize, load: CompressorLoad): number {
  const density =
    ((load.suction + ATMOSPHERE_PSI) / SUCTION_REFERENCE_PSIA) *
    (SUCTION_REFERENCE_KELVIN / kelvinOf(load.suctionTemperature));
  return (100 * load.flow) / (size.capacity * density * (1 - load.leak));
}

/**
 * Power and temperature of a screw compressor: ideal work (domain.md) over efficiency; the gas that leaked back is
 * compressed again. The discharge is the heat balance of gas compressed without cooling,
 * T1 + w/(efficiency cp), with the oil injected.
 */
export function compress(size: CompressorSize, load: CompressorLoad): CompressorWork {
  const wanted = slideFor(size, load);
  const slide = Math.min(100, wanted);
  const flow = wanted > 100 ? (load.flow * 100) / wanted : load.flow;
  const ratio = (load.discharge + ATMOSPHERE_PSI) / (load.suction + ATMOSPHERE_PSI);
  const kelvin = kelvinOf(load.suctionTemperature);
  const efficiency = size.efficiency * (1 - 0.25 * ((slide - 77) / 100) ** 2);
  const molesPerSecond = (flow / 60) * MOLES_PER_SCF;
  const ideal = molesPerSecond * idealWork(load.gas, kelvin, ratio);
  const shaft = ((ideal / efficiency) * (1 + load.friction)) / (1 - load.leak);
  const gasHeat = molesPerSecond * molarHeat(load.gas);
  const oilHeat = size.oilHeat * load.oilFlow;
  const oilKelvin = kelvinOf(load.oilTemperature);
  const mixed = (shaft + gasHeat * kelvin + oilHeat * oilKelvin) / (gasHeat + oilHeat);
  const power = shaft / MOTOR_EFFICIENCY / 1000;
  return {
    slide,
    flow,
    power,
    amps: ampsOf(power, MAGNETISING_AMPS),
    dischargeTemperature: fahrenheitOf(mixed),
  };
}

/** Current of a three-phase motor, A: active part from power (kW), magnetising part at right angles; 0 at rest. */
export function ampsOf(power: number, magnetising: number): number {
  const active = (power * 1000) / (Math.sqrt(3) * VOLTS);
  return power > 0 ? Math.hypot(active, magnetising) : 0;
}
