/** Columns of features, in their order; NaN where there is no reading. */
export interface FeatureColumns {
  features: string[];
  columns: Float32Array[];
}

/** US practice: 1010 Btu in a standard cubic foot of methane. */
const BTU_PER_SCF = 1010;
const DAY_MS = 86_400_000;

/** Features made of others, each from the columns it needs. */
const MADE: Record<string, { of: string[]; at: (timeMs: number, values: number[]) => number }> = {
  // MMBtu/h from scfm and percent; in other units it is the same but for a factor.
  'energy.rate': {
    of: ['gas.flow', 'gas.ch4'],
    at: (_time, [flow, ch4]) => (flow * 60 * (ch4 / 100) * BTU_PER_SCF) / 1e6,
  },
  'clock.day_sin': { of: [], at: (time) => Math.sin((2 * Math.PI * time) / DAY_MS) },
  'clock.day_cos': { of: [], at: (time) => Math.cos((2 * Math.PI * time) / DAY_MS) },
};

export const isMade = (feature: string): boolean => feature in MADE;

/** What must be read for some features: themselves, and what they are made of. Without duplicates. */
export const neededFor = (features: readonly string[]): string[] => [
  ...new Set(features.flatMap((feature) => MADE[feature]?.of ?? [feature])),
];

/**
 * A column of a feature.
 * @param read column of what must be read, by name
 * @param timesMs start of each step, ms since epoch
 */
export function featureColumn(
  feature: string,
  read: (name: string) => Float32Array,
  timesMs: Float64Array,
): Float32Array {
  const made = MADE[feature];
  if (!made) return read(feature);
  const parts = made.of.map(read);
  return Float32Array.from(timesMs, (time, at) =>
    made.at(
      time,
      parts.map((part) => part[at]),
    ),
  );
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
