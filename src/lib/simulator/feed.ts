import type { Adm1Feed } from './adm1';
import { BSM2_INFLUENT } from './adm1-state';
import type { Severities } from './faults';
import type { PlantConfig } from './plant-config';
import { hashUnit } from './random';

/** Seconds between two steps of the digester. */
export const FEED_STEP_SECONDS = 60;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Feed of a day over a working day's; from Sunday. */
const WEEK = [0.82, 1.02, 1.03, 1.0, 1.02, 1.0, 0.88];
/** Places of dissolved sugar, carbohydrates and inert matter in the feed. */
const SUGAR = 0;
const CARBOHYDRATE = 13;
const FIRST_BIODEGRADABLE = 13;
const LAST_BIODEGRADABLE = 15;
/** An overload brings this much sugar with it, kg COD/m3, and so much more sludge. */
const OVERLOAD_SUGAR = 32;
const OVERLOAD_FLOW = 0.5;

/** Doses: 1.6 times in the first half of each three hours, 0.4 times in the second. */
const doseAt = (timeMs: number): number => (timeMs % (3 * HOUR_MS) < 1.5 * HOUR_MS ? 1.6 : 0.4);

/**
 * Feed of the digester at a time: a weekly rhythm, doses every three hours, days that differ by some per cent, slow
 * change of substrate; overload and interruption by fault.
 * @param wander standard normal that makes the substrate richer or poorer
 */
export function feedAt(
  config: PlantConfig,
  timeMs: number,
  wander: number,
  faults: Readonly<Severities>,
): Adm1Feed {
  const day = Math.floor(timeMs / DAY_MS);
  const daily = 1 + 0.08 * (hashUnit(config.seed, day) - 0.5);
  const rhythm = WEEK[(((day + 4) % 7) + 7) % 7] * daily * doseAt(timeMs);
  const overload = 1 + OVERLOAD_FLOW * faults.acidification;
  const flow = config.feedPerDay * rhythm * overload * (1 - faults.feed_interruption);
  const rich = 1 + 0.03 * wander;
  const concentrations = BSM2_INFLUENT.map((value, i) =>
    i >= FIRST_BIODEGRADABLE && i <= LAST_BIODEGRADABLE ? value * rich : value,
  );
  concentrations[SUGAR] += OVERLOAD_SUGAR * faults.acidification;
  concentrations[CARBOHYDRATE] += 0.15 * OVERLOAD_SUGAR * faults.acidification;
  return { flow, concentrations };
}
