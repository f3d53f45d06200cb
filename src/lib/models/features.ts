import type { Measure } from '../sql/schema';

/** Columns of features, in their order; NaN where there is no reading. */
export interface FeatureColumns {
  features: string[];
  columns: Float32Array[];
}

/** What a plant holds of each step: what features are made of. Each column has the length of the steps. */
export interface Readings {
  /** A measure of a tag, NaN in steps without rows; a count is 0 where rows hold no reading of it. */
  of(name: string, measure: Measure): Float32Array;
  /** Rows of each step, NaN or 0 where there are none. */
  rows(): Float32Array;
  /** Rows that a step has when none is lost. */
  usualRows: number;
}

/** Readings of which only the means are known. */
export const meansOnly = (of: (name: string) => Float32Array): Readings => ({
  of(name, measure) {
    if (measure !== 'avg') throw new RangeError(`the ${measure} of ${name} is not known, only its mean`);
    return of(name);
  },
  rows() {
    throw new RangeError('the rows of a step are not known, only means');
  },
  usualRows: NaN,
});

/** US practice: 1010 Btu in a standard cubic foot of methane. */
const BTU_PER_SCF = 1010;
const DAY_MS = 86_400_000;

/** Features made of the means of others. */
const MADE: Record<string, { of: string[]; at: (timeMs: number, values: number[]) => number }> = {
  // MMBtu/h from scfm and percent; in other units it is the same but for a factor.
  'energy.rate': {
    of: ['gas.flow', 'gas.ch4'],
    at: (_time, [flow, ch4]) => (flow * 60 * (ch4 / 100) * BTU_PER_SCF) / 1e6,
  },
  'clock.day_sin': { of: [], at: (time) => Math.sin((2 * Math.PI * time) / DAY_MS) },
  'clock.day_cos': { of: [], at: (time) => Math.cos((2 * Math.PI * time) / DAY_MS) },
};

/** Rows of a step over those it usually has: 0 in a hole, 2 where the clock went back over the step. */
export const ROWS = 'clock.rows';

/** Least range that is told from none, share of the reading, and a reading that is as good as 0. */
const LEAST_RANGE = 1e-4;
const LEAST_LEVEL = 1e-3;

/** Features made of the readings of one tag within a step, as `range:gas.ch4`. */
const WITHIN: Record<string, { of: Measure[]; make: (name: string, readings: Readings) => Float32Array }> = {
  /** Logarithm of greatest minus least reading over the mean: low when a reading is stuck, high when it jumps. */
  range: {
    of: ['avg', 'min', 'max', 'count'],
    make(name, { of }) {
      const [mean, least, most, count] = (['avg', 'min', 'max', 'count'] as const).map((m) => of(name, m));
      return mean.map((value, at) =>
        // One reading has no range.
        count[at] >= 2
          ? Math.log(LEAST_RANGE + (most[at] - least[at]) / (Math.abs(value) + LEAST_LEVEL))
          : NaN,
      );
    },
  },
  /** Share of the step's rows that hold no reading of the tag; NaN in a step without rows. */
  missing: {
    of: ['count'],
    make(name, { of, rows }) {
      const all = rows();
      return of(name, 'count').map((count, at) =>
        all[at] > 0 ? 1 - (Number.isNaN(count) ? 0 : count) / all[at] : NaN,
      );
    },
  },
};

export type WithinKind = 'range' | 'missing';
/** Name of a feature of a tag's readings within a step. */
export const withinStep = (kind: WithinKind, name: string): string => `${kind}:${name}`;

function withinOf(feature: string) {
  const colon = feature.indexOf(':');
  const kind = feature.slice(0, Math.max(0, colon));
  return kind in WITHIN ? { kind, name: feature.slice(colon + 1), ...WITHIN[kind] } : null;
}

/** What must be read for some features, without duplicates: measures of tags, by their names, and rows. */
export function partsOf(features: readonly string[]): {
  parts: { name: string; measure: Measure }[];
  rows: boolean;
} {
  const keys = new Map<string, { name: string; measure: Measure }>();
  let rows = false;
  for (const feature of features) {
    const within = withinOf(feature);
    rows ||= feature === ROWS || within?.kind === 'missing';
    if (feature === ROWS) continue;
    const names = within ? [within.name] : (MADE[feature]?.of ?? [feature]);
    for (const name of names)
      for (const measure of within?.of ?? (['avg'] as const))
        keys.set(`${measure} ${name}`, { name, measure });
  }
  return { parts: [...keys.values()], rows };
}

/** Names of what must be read for some features: themselves, and what they are made of. Without duplicates. */
export const neededFor = (features: readonly string[]): string[] => [
  ...new Set(partsOf(features).parts.map(({ name }) => name)),
];

/**
 * A column of a feature.
 * @param timesMs start of each step, ms since epoch
 * @throws RangeError when the readings lack what it is made of
 */
export function featureColumn(feature: string, readings: Readings, timesMs: Float64Array): Float32Array {
  if (feature === ROWS) return readings.rows().map((rows) => (rows > 0 ? rows / readings.usualRows : 0));
  const within = withinOf(feature);
  if (within) return within.make(within.name, readings);
  const made = MADE[feature];
  if (!made) return readings.of(feature, 'avg');
  const parts = made.of.map((name) => readings.of(name, 'avg'));
  return Float32Array.from(timesMs, (time, at) =>
    made.at(
      time,
      parts.map((part) => part[at]),
    ),
  );
}

/**
 * Middle and width of features that mean the same in every plant, so that they are not fitted: shares, and states of 0
 * or 1. Null for others.
 * @param isState whether a name means a state
 */
export function fixedScale(feature: string, isState: (name: string) => boolean) {
  if (feature === ROWS) return { mean: 1, deviation: 0.25 };
  if (withinOf(feature)?.kind === 'missing') return { mean: 0, deviation: 0.25 };
  return isState(feature) ? { mean: 0, deviation: 0.5 } : null;
}

/** Least rises of a counter that is told by its readings, and the share of its changes that go up. */
const LEAST_RISES = 50;
const RISING_SHARE = 0.99;

/** Whether readings only rise, but for resets: what a counter says is its pace, not its level. */
export function isCounter(column: Float32Array): boolean {
  let [ups, downs] = [0, 0];
  let last = NaN;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    if (value > last) ups += 1;
    else if (value < last) downs += 1;
    last = value;
  }
  return ups >= LEAST_RISES && ups > RISING_SHARE * (ups + downs);
}
