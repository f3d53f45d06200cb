/** Nitrogen (with argon) to oxygen in air, by amount. */
export const AIR_RATIO = 3.73;
const AIR_O2 = 0.2095;
const AIR_N2 = AIR_O2 * AIR_RATIO;

/** Rises of nitrogen to rises of oxygen that count as those of air: analysers and slow changes of the gas bend them. */
export const AIR_RATIOS: [least: number, most: number] = [2.8, 4.7];
/** A usual ratio this near to that of air says that the gas always carries air. */
const NEAR_AIR = 0.75;
/** Least change that is looked at, percent of air in the gas. */
const LEAST_AIR = 0.3;
const FEWEST = 24;
/** Buckets within the usual that do not end a stretch. */
const MOST_BETWEEN = 2;
/** Buckets before a stretch that its rises are counted from. */
const BEFORE = 24;

/** How nitrogen and oxygen usually stand in a stream, from all of its history. */
export interface UsualAir {
  /** Median of nitrogen to oxygen. */
  ratio: number;
  /** Medians, percent. */
  n2: number;
  o2: number;
}

/** A stretch of time in which nitrogen and oxygen left their usual proportion. */
export interface AirStretch {
  /**
   * `air`: both rose, in the proportion of air. `oxygen`: oxygen rose by more than air brings (dosing, or the analyser).
   * `nitrogen`: nitrogen rose without the oxygen of air: no leak.
   */
  kind: 'air' | 'oxygen' | 'nitrogen';
  fromMs: number;
  /** End of the last bucket. */
  toMs: number;
  /** Most and mean air in the gas, percent; of `air` only, else NaN. */
  mostAir: number;
  meanAir: number;
  /** Mean rises against the time before, percent by amount. */
  n2Rise: number;
  o2Rise: number;
}

/** What nitrogen and oxygen say of air in the gas. */
export interface AirReport {
  usual: UsualAir;
  /** True where all nitrogen and oxygen of the stream come as in air. */
  standing: boolean;
  /** Air in the gas beyond the usual (in a standing mixture: all of it), percent, one a bucket; NaN where unknown. */
  air: Float64Array;
  stretches: AirStretch[];
}

/** Median of the numbers that are not NaN; NaN without any. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * How nitrogen and oxygen usually stand.
 * @param n2 percent, in buckets of the whole history
 * @param o2 percent, as many
 * @returns null with fewer than 24 buckets that have both, or where there is no oxygen to compare with
 */
export function usualAir(n2: Float64Array, o2: Float64Array): UsualAir | null {
  const ratios = n2.map((value, at) => (o2[at] > 0.01 ? value / o2[at] : Number.NaN));
  if (ratios.filter((ratio) => !Number.isNaN(ratio)).length < FEWEST) return null;
  return { ratio: median(ratios), n2: median(n2), o2: median(o2) };
}

/** Whether the nitrogen of a stream usually comes with the oxygen of air. */
const isStanding = ({ ratio }: UsualAir) => Math.abs(ratio - AIR_RATIO) < NEAR_AIR;

/**
 * Air beyond the usual, percent of the gas. With the usual ratio r, N2 = r b + 0.781 a and O2 = b + 0.2095 a have one
 * solution a, whatever the level b of the gas's own oxygen is.
 */
export function airShare(n2: number, o2: number, usual: UsualAir): number {
  if (isStanding(usual)) return o2 / AIR_O2;
  return (usual.ratio * o2 - n2) / (AIR_O2 * usual.ratio - AIR_N2);
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Stretches in which air, oxygen or nitrogen alone came into a stream.
 * @param timesMs starts of buckets, ascending, evenly spaced
 * @param n2      percent, NaN where there is none
 * @param o2      percent, as many
 */
export function airIngress(
  timesMs: Float64Array,
  bucketMs: number,
  n2: Float64Array,
  o2: Float64Array,
  usual: UsualAir,
): AirReport {
  const standing = isStanding(usual);
  const air = n2.map((value, at) => airShare(value, o2[at], usual));
  const level = standing ? usual.o2 / AIR_O2 : 0;
  const beyond = air.map((value) => value - level);
  const noise = 1.4826 * median(beyond.map(Math.abs));
  // A leak that lasts all of the period would pass for noise: it is no more than a percent of air.
  const least = Math.max(LEAST_AIR, Math.min(1, 5 * noise));
  const signs = Array.from(beyond, (value) => (value > least ? 1 : value < -least ? -1 : 0));
  const runs = runsOf(signs);
  const stretches = runs.map(([from, to]) => {
    const before = usualBefore(signs, from);
    const rise = (of: Float64Array, usually: number) =>
      mean(inside(of, from, to)) - (before.length ? mean(before.map((at) => of[at])) : usually);
    const [n2Rise, o2Rise] = [rise(n2, usual.n2), rise(o2, usual.o2)];
    const kind = kindOf(signs[from], n2Rise, o2Rise, standing);
    const shares = kind === 'air' ? inside(beyond, from, to) : [Number.NaN];
    return {
      kind,
      fromMs: timesMs[from],
      toMs: timesMs[to] + bucketMs,
      mostAir: Math.max(...shares),
      meanAir: mean(shares),
      n2Rise,
      o2Rise,
    };
  });
  // Less air than usual is no finding.
  return {
    usual,
    standing,
    air,
    stretches: stretches.filter(({ o2Rise, n2Rise }) => o2Rise > 0 || n2Rise > 0),
  };
}

const inside = (values: Float64Array, from: number, to: number) =>
  [...values.subarray(from, to + 1)].filter((value) => !Number.isNaN(value));

function kindOf(sign: number, n2Rise: number, o2Rise: number, standing: boolean): AirStretch['kind'] {
  const ratio = n2Rise / o2Rise;
  const [low, high] = AIR_RATIOS;
  if (o2Rise > 0 && ratio >= low && ratio <= high) return 'air';
  if (standing) return ratio > high || o2Rise <= 0 ? 'nitrogen' : 'oxygen';
  return sign > 0 ? 'oxygen' : 'nitrogen';
}

/** Runs of the same sign but 0, [first, last], joined over up to 2 zeros; single buckets do not count. */
function runsOf(signs: number[]): [number, number][] {
  const runs: [number, number][] = [];
  signs.forEach((sign, at) => {
    if (sign === 0) return;
    const last = runs.at(-1);
    if (last && signs[last[1]] === sign && at - last[1] <= MOST_BETWEEN + 1) last[1] = at;
    else runs.push([at, at]);
  });
  return runs.filter(([from, to]) => to > from);
}

/** Up to 24 buckets within the usual right before a place. */
function usualBefore(signs: number[], from: number): number[] {
  const found: number[] = [];
  for (let at = from - 1; at >= 0 && found.length < BEFORE; at--) if (signs[at] === 0) found.push(at);
  return found;
}
