import type { PlantConfig } from './plant-config';
import { blowerHead, blowerPower, blowerSpeed } from './blower';
import { ampsOf, compress, type CompressorWork } from './compressor';
import type { Severities } from './faults';
import { AIR, mix, type Composition } from './gas';
import { wash } from './wash';

/** What the line meets at a step. */
export interface LineConditions {
  raw: Composition;
  /** Set point of the product now, scfm; 0 when stopped. */
  target: number;
  /** Holder pressure, psi gauge. */
  holderPsi: number;
  exportPsi: number;
  /** Wash water flow over its usual one. */
  washWater: number;
  /** degF */
  ambient: number;
  /** Cooling trouble from outside, degF. */
  cooling: number;
  faults: Readonly<Severities>;
}

/** The line in its steady state. Pressures in psi gauge, temperatures in degF, flows in scfm. */
export interface Line {
  work: CompressorWork;
  product: Composition;
  drawn: number;
  washed: number;
  air: number;
  flow: number;
  h2sPpm: number;
  filterDrop: number;
  blowerSuction: number;
  blowerDischarge: number;
  blowerHz: number;
  blowerAmps: number;
  chillerOutlet: number;
  suction: number;
  suctionTemperature: number;
  oilTemperature: number;
  bedDrop: number;
  outlet: number;
  discharge: number;
}

const NOMINAL_PIPE_DROP = 0.46;
const NOMINAL_FILTER_DROP = 0.27;
const CHILLER_DROP = 0.56;
const STRAINER_DROP = 0.27;
const CHILLER_OUTLET_PSI = 1.62;
const AFTERCOOLER_DROP = 1.2;
const BED_DROP = 1.91;
const BED_PIPE_DROP = 1.4;
const OUTLET_DROP = 1.9;
const EXPORT_DROP = 0.9;
const BLOWER_MAGNETISING_AMPS = 1.5;

/** Faults at full severity: docs/simulator.md lists them. */
const LEAK = 0.2;
const LEAK_WARMS_SUCTION = 14;
const FOULED_OIL = 42;
const CLOGGED_FILTER = 1.5;
const STRAINER = 3.4;
const WORN_HEAD = 0.36;
const AIR_SHARE = 0.1;
const STARVED_OIL = 0.35;
const FRICTION = 0.07;

/**
 * The gas line from holder to export, steady: CO2 wash, blower, chiller, screw compressor, aftercooler, H2S bed. The
 * blower holds the pressure after the chiller, the slide valve the flow.
 */
export function steadyLine(config: PlantConfig, at: LineConditions): Line {
  const { faults, target } = at;
  const air = target * AIR_SHARE * faults.air_ingress;
  const share = Math.max(0.05, target / config.outletFlow);
  const units = (config.washUnits * at.washWater) / share;
  const washed = wash(at.raw, units);
  const clean = Math.max(0, target - air);
  const product = target > 0 ? mix(washed.gas, clean, AIR, air) : washed.gas;
  const square = (target / config.outletFlow) ** 2;

  const filterDrop = (NOMINAL_FILTER_DROP + CLOGGED_FILTER * faults.inlet_filter_clogging) * square;
  const blowerSuction = at.holderPsi - NOMINAL_PIPE_DROP * square - filterDrop;
  const wanted = CHILLER_OUTLET_PSI + CHILLER_DROP * square - blowerSuction;
  const worn = 1 - WORN_HEAD * faults.blower_wear;
  const curve = { ...config.blower, shutOffPsi: config.blower.shutOffPsi * worn };
  const blowerHz = target > 0 ? blowerSpeed(curve, wanted, target) : 0;
  const head = target > 0 ? blowerHead(curve, blowerHz, target) : 0;
  const blowerDischarge = blowerSuction + head;
  const chillerOutlet = blowerDischarge - CHILLER_DROP * square;
  const suction = chillerOutlet - (STRAINER_DROP + STRAINER * faults.suction_restriction) * square;

  const bedDrop = BED_DROP * square;
  const outlet = at.exportPsi + EXPORT_DROP * square;
  const discharge = outlet + (OUTLET_DROP + BED_PIPE_DROP + AFTERCOOLER_DROP) * square + bedDrop;
  const suctionTemperature =
    78.6 + 0.15 * (at.ambient - 71.2) + LEAK_WARMS_SUCTION * faults.discharge_valve_leak;
  const oilTemperature =
    config.oilTemperature + 0.2 * (at.ambient - 71.2) + at.cooling + FOULED_OIL * faults.oil_cooler_fouling;
  const work = compress(config.compressor, {
    gas: product,
    flow: target,
    suction,
    discharge,
    suctionTemperature,
    oilTemperature,
    leak: LEAK * faults.discharge_valve_leak,
    oilFlow: 1 - STARVED_OIL * faults.oil_filter_clogging,
    friction: FRICTION * faults.motor_bearing_wear,
  });
  const delivered = work.flow;
  const part = target > 0 ? delivered / target : 0;
  const drawn = (clean * part) / washed.yield;
  const h2sPpm = config.h2sRawPpm * washed.h2sLeft * faults.h2s_breakthrough;
  const shaftKw = target > 0 ? blowerPower(config.blower, head, target) / worn : 0;
  return {
    work,
    product,
    drawn,
    washed: drawn - clean * part,
    air: air * part,
    flow: delivered,
    h2sPpm,
    filterDrop,
    blowerSuction,
    blowerDischarge,
    blowerHz,
    blowerAmps: ampsOf(shaftKw, BLOWER_MAGNETISING_AMPS),
    chillerOutlet,
    suction,
    suctionTemperature,
    oilTemperature,
    bedDrop,
    outlet,
    discharge,
  };
}
