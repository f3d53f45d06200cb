/**
 * System health 0..100, kept from the old platform under its name and made explicit: 100, less points for the time with
 * a fault of compressor or blower, less points for a motor current that is off its usual. Judged minute by minute; the
 * score of a period is the mean of its minutes.
 */
export const HEALTH_WEIGHTS = { faults: 60, current: 40 } as const;
/** A current this share off the usual costs nothing, and one that far costs all its points. */
export const CURRENT_BAND = { free: 0.2, all: 0.5 } as const;
/** A machine that draws less than this share of its usual current is at rest and loses nothing. */
export const AT_REST = 0.1;

/**
 * Share of the current's points that are lost, 0..1.
 * @param current mean of a minute
 * @param usual   median of the hours that run, in the unit of `current`; NaN when not known
 */
export function currentLoss(current: number, usual: number): number {
  if (!(current >= AT_REST * usual) || !(usual > 0)) return 0;
  const off = Math.abs(current / usual - 1);
  const { free, all } = CURRENT_BAND;
  return Math.min(1, Math.max(0, off - free) / (all - free));
}

/** The score of a minute. @param faultShare share of its readings with a fault, of the worse machine, 0..1 */
export const healthScore = (faultShare: number, loss: number): number =>
  100 - HEALTH_WEIGHTS.faults * faultShare - HEALTH_WEIGHTS.current * loss;

/** What is known of a period, as means over its minutes. NaN where not mapped or not read. */
export interface HealthMeans {
  score: number;
  /** Points lost. */
  faultPoints: number;
  currentPoints: number;
  /** Share of the readings with a fault, 0..1. */
  compressorFault: number;
  blowerFault: number;
  /** Mean and usual motor current. */
  current: number;
  usualCurrent: number;
  /** Minutes judged. */
  minutes: number;
}

/** One part of the score: how many of its points are left, and why. */
export interface HealthPart {
  name: string;
  /** Points left and at most, both at least 0; NaN left when the part cannot be judged. */
  points: number;
  most: number;
  /** The rule in words. */
  rule: string;
  /** What was found. */
  found: string;
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 && share > 0 ? 2 : 1)} %`;

function faultsFound({ compressorFault, blowerFault }: HealthMeans): string {
  const machines = [
    ['compressor', compressorFault],
    ['blower', blowerFault],
  ] as const;
  const known = machines.filter(([, share]) => !Number.isNaN(share));
  if (known.length === 0) return 'neither fault bit is mapped or read';
  const words = known.map(([machine, share]) =>
    share > 0 ? `${machine} in fault ${percent(share)} of the time` : `no fault of the ${machine}`,
  );
  const missing = machines.filter(([, share]) => Number.isNaN(share)).map(([machine]) => machine);
  return [...words, ...missing.map((machine) => `fault bit of the ${machine} not mapped or not read`)].join(
    '; ',
  );
}

function currentFound({ current, usualCurrent }: HealthMeans, unit: string): string {
  if (Number.isNaN(usualCurrent))
    return 'motor current is not mapped or was never read: nothing is taken off';
  const mean = Number.isNaN(current) ? 'not read in this period' : `${current.toFixed(1)} ${unit} on average`;
  return `${mean}; usual is ${usualCurrent.toFixed(1)} ${unit}, the median of the hours that run`;
}

/**
 * The parts of a score; their points add up to it.
 * @param unit of the motor current
 */
export function healthParts(means: HealthMeans, unit = 'A'): HealthPart[] {
  const { faults, current } = HEALTH_WEIGHTS;
  const [free, all] = [100 * CURRENT_BAND.free, 100 * CURRENT_BAND.all];
  return [
    {
      name: 'Faults',
      points: faults - means.faultPoints,
      most: faults,
      rule: `${faults} points, less ${faults} times the share of each minute with an active fault of compressor or blower, whichever is worse.`,
      found: faultsFound(means),
    },
    {
      name: 'Motor current',
      points: current - means.currentPoints,
      most: current,
      rule: `${current} points; none is lost within ${free} % of the usual current or at rest, all from ${all} % off it.`,
      found: currentFound(means, unit),
    },
  ];
}
