import { BSM2_FEED_PER_DAY } from './adm1-state';
import { ADM1_PARAMETERS } from './adm1-parameters';
import type { BlowerCurve } from './blower';
import { COLUMNS } from './columns';
import type { CompressorSize } from './compressor';
import { AIR, mix, type Composition } from './gas';
import { nextBetween, nextOf, seedRandom, type RandomState } from './random';
import { unitsFor, wash } from './wash';

/** Everything that makes one simulated plant differ from another. */
export interface PlantConfig {
  seed: number;
  digester: { liquid: number; gas: number; kelvin: number };
  /** m3/d, on a working day. */
  feedPerDay: number;
  /** Air dosed into the head space against H2S, scfm; most of its oxygen is used up there. */
  aeration: number;
  /** Raw gas that the line draws at its set point, scfm. */
  rawFlow: number;
  /** Set point of the product, scfm. */
  outletFlow: number;
  /** Transfer units of the CO2 wash at `rawFlow`. */
  washUnits: number;
  h2sRawPpm: number;
  exportPsi: number;
  blower: BlowerCurve;
  compressor: CompressorSize;
  compressorSpeed: number;
  oilTemperature: number;
  analyser: { cycleSteps: number; calibrationDay: number; calibrationHour: number };
  plannedStop: { everyDays: number; offsetDays: number; hour: number; minutes: number };
  /** Noise of each column over its usual noise, shape [94]. */
  noiseFactor: number[];
  /** Offset of each reading, share of nominal, shape [94]. */
  bias: number[];
}

/** Dry gas of the digester at BSM2's steady state. */
const NOMINAL_RAW: Composition = { ch4: 0.6562, co2: 0.3438, n2: 0, o2: 0 };
/** Dry gas of BSM2's digester, scfm. */
const NOMINAL_RAW_SCFM = 59.0;
const AERATION_SHARE = 0.059;
/** Share of the dosed oxygen that is left in the gas. */
export const OXYGEN_LEFT = 0.39;
const NOMINAL_HZ = 44;
const NOMINAL_SLIDE = 0.77;
const NOMINAL_HEAD_PSI = 2.6;

/** Gas that aeration leaves, relative to one part of dosed air: nitrogen and the oxygen not used. */
export const AERATION_GAS: Composition = {
  ch4: 0,
  co2: 0,
  n2: AIR.n2 / (AIR.n2 + AIR.o2 * OXYGEN_LEFT),
  o2: (AIR.o2 * OXYGEN_LEFT) / (AIR.n2 + AIR.o2 * OXYGEN_LEFT),
};

function blowerFor(random: RandomState, flow: number): BlowerCurve {
  const hz = nextBetween(random, NOMINAL_HZ - 1.5, NOMINAL_HZ + 1.5);
  const steep = nextBetween(random, 0.25, 0.45);
  const shutOffPsi = (NOMINAL_HEAD_PSI * (1 + steep)) / (hz / 60) ** 2;
  return {
    shutOffPsi,
    droop: (NOMINAL_HEAD_PSI * steep) / flow ** 2,
    efficiency: nextBetween(random, 0.5, 0.62),
  };
}

/** The plant of a seed: sizes, set points, machine curves and instruments. */
export function plantConfig(seed: number): PlantConfig {
  const random = seedRandom(seed, 1);
  const between = (low: number, high: number) => nextBetween(random, low, high);
  const scale = between(1.9, 2.25);
  const outletFlow = between(53, 58);
  const aeration = NOMINAL_RAW_SCFM * scale * AERATION_SHARE * between(0.9, 1.1);
  const left = aeration * (AIR.n2 + AIR.o2 * OXYGEN_LEFT);
  const raw = mix(NOMINAL_RAW, NOMINAL_RAW_SCFM * scale, AERATION_GAS, left);
  const washUnits = unitsFor(raw, between(0.195, 0.208));
  const liquid = ADM1_PARAMETERS.V_LIQ * scale;
  return {
    seed,
    digester: { liquid, gas: ADM1_PARAMETERS.V_GAS * scale, kelvin: ADM1_PARAMETERS.t_op },
    feedPerDay: BSM2_FEED_PER_DAY * scale,
    aeration,
    rawFlow: outletFlow / wash(raw, washUnits).yield,
    outletFlow,
    washUnits,
    h2sRawPpm: between(900, 1600),
    exportPsi: between(94, 101),
    blower: blowerFor(random, outletFlow),
    compressor: {
      capacity: outletFlow / (NOMINAL_SLIDE * between(0.96, 1.04)),
      efficiency: between(0.7, 0.78),
      oilHeat: between(510, 600),
    },
    compressorSpeed: Math.round(between(48.5, 51.5) * 10) / 10,
    oilTemperature: between(143, 153),
    analyser: {
      cycleSteps: nextOf(random, [12, 18, 24, 30]),
      calibrationDay: Math.floor(between(0, 7)),
      calibrationHour: Math.floor(between(6, 16)),
    },
    plannedStop: {
      everyDays: Math.round(between(12, 20)),
      offsetDays: Math.round(between(3, 11)),
      hour: Math.floor(between(7, 14)),
      minutes: Math.round(between(30, 80)),
    },
    noiseFactor: COLUMNS.map(() => between(0.75, 1.35)),
    bias: COLUMNS.map((column) => (column.kind === 'analog' ? between(-0.004, 0.004) : 0)),
  };
}
