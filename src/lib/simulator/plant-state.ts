import { createDigester, type Digester } from './adm1';
import { BSM2_INITIAL_STATE } from './adm1-state';
import { COLUMN_COUNT } from './columns';
import { FEED_STEP_SECONDS, feedAt } from './feed';
import { NO_FAULTS } from './faults';
import type { Composition } from './gas';
import type { PlantConfig } from './plant-config';
import { nextNormal, seedRandom, type RandomState } from './random';

/** Seconds of a step of the machines; the digester steps every minute. */
export const STEP_SECONDS = 10;

/** Slow influences from outside, each a standard normal that forgets in so many hours. */
export const WANDER_HOURS = {
  weather: 40,
  exportPressure: 4,
  demand: 3,
  feed: 30,
  washWater: 8,
  cooling: 5,
  aeration: 20,
  foam: 0.1,
} as const;

/** Name of a slow influence. */
export type Wander = keyof typeof WANDER_HOURS;
/** The influences in their order. */
export const WANDER_NAMES = Object.keys(WANDER_HOURS) as Wander[];

/** Gas held at hand before the line and the engines. */
export interface Holder {
  /** Standard cubic feet, dry. */
  scf: number;
  gas: Composition;
}

/** Streams of one step, dry, scfm. */
export interface Streams {
  /** From the digester with what aeration leaves, into the holder. */
  raw: number;
  /** Drawn by the line from the holder. */
  drawn: number;
  /** Taken up by the wash water. */
  washed: number;
  /** Air leaking in before the blower. */
  air: number;
  /** Delivered by the line. */
  product: number;
  engines: number;
  flare: number;
  /** Let out by the holder's relief valve when it is full. */
  relief: number;
}

/** Everything a plant remembers from step to step: plain data, so that `structuredClone` saves it. */
export interface PlantState {
  /** Steps done since the start. */
  step: number;
  random: RandomState;
  /** As in `ADM1_COMPONENTS`, length 29. */
  digester: Float64Array;
  protons: number;
  /** Dry digester gas, scfm, and its methane fraction. */
  digesterFlow: number;
  digesterMethane: number;
  digesterPh: number;
  holder: Holder;
  streams: Streams;
  /** Product over raw gas of the last wash, amount. */
  yield: number;
  wander: Float64Array;
  /** What each instrument would read without noise, shape [94]. */
  level: Float64Array;
  /** Slow wander of each reading, standard normal, shape [94]. */
  jitter: Float64Array;
  /** Share of the line's speed, 0 stopped to 1 running. */
  ramp: number;
  /** Steps until each engine is repaired (0 = available) and whether it runs. */
  engineDown: [number, number];
  engineRuns: [boolean, boolean];
  flaring: boolean;
  condensate: number;
  pumping: boolean;
  fanning: boolean;
  /** MMBtu, MMBtu, MCF. */
  energyToday: number;
  energyYesterday: number;
  volume: number;
  /** Last analysis: ch4, co2, n2, o2 in %, H2S in ppm. */
  analysis: Float64Array;
  /** Readings of stuck instruments, by column; NaN where none is stuck. */
  stuck: Float64Array;
}

const WARM_UP_DAYS = 25;

/** A digester of the plant's size. */
export const digesterOf = (config: PlantConfig): Digester => createDigester(config.digester);

/** The digester fed as usual for some weeks, so that its gas is steady at the start. */
function settledDigester(config: PlantConfig, digester: Digester, startMs: number): Float64Array {
  const state = Float64Array.from(BSM2_INITIAL_STATE);
  const minutes = WARM_UP_DAYS * 1440;
  for (let minute = 0; minute < minutes; minute++) {
    const timeMs = startMs - (minutes - minute) * FEED_STEP_SECONDS * 1000;
    const feed = feedAt(config, timeMs, 0, NO_FAULTS);
    digester.step(state, feed, FEED_STEP_SECONDS / 86_400);
  }
  return state;
}

/** The plant just before its first step, running. */
export function startState(config: PlantConfig, startMs: number): PlantState {
  const digester = digesterOf(config);
  const random = seedRandom(config.seed, 2);
  const state = settledDigester(config, digester, startMs);
  return {
    step: 0,
    random,
    digester: state,
    protons: digester.protons,
    digesterFlow: 0,
    digesterMethane: 0.656,
    digesterPh: -Math.log10(digester.protons),
    holder: { scf: 0, gas: { ch4: 0.625, co2: 0.328, n2: 0.042, o2: 0.005 } },
    streams: { raw: 0, drawn: 0, washed: 0, air: 0, product: 0, engines: 0, flare: 0, relief: 0 },
    yield: config.outletFlow / config.rawFlow,
    wander: Float64Array.from(WANDER_NAMES, () => nextNormal(random)),
    level: new Float64Array(COLUMN_COUNT).fill(NaN),
    jitter: Float64Array.from({ length: COLUMN_COUNT }, () => nextNormal(random)),
    ramp: 1,
    engineDown: [0, 0],
    engineRuns: [true, false],
    flaring: false,
    condensate: 37.5,
    pumping: false,
    fanning: true,
    energyToday: 0,
    energyYesterday: 57 + 4 * nextNormal(random),
    volume: 150_000 + 60_000 * Math.abs(nextNormal(random)),
    analysis: new Float64Array(5).fill(NaN),
    stuck: new Float64Array(COLUMN_COUNT).fill(NaN),
  };
}
