import type { ComponentHealth, PartHealth } from '$lib/maintenance/judge-types';
import type { WearSeries } from '$lib/maintenance/wear-series';

/** Points of a small line. */
const POINTS = 120;
/** Days that it shows. */
const DAYS = 45;

/** The part that a card draws: the lowest, of its own ones first; null when none can be judged. */
export function clearestPart({ parts }: Pick<ComponentHealth, 'parts'>): PartHealth | null {
  const judged = parts.filter(({ health }) => health !== null);
  const rank = (part: PartHealth) => (part.health ?? 100) - (part.specific ? 0.5 : 0);
  return [...judged].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** Wear of the last 45 days, % of the limit, equally spaced; NaN where nothing was read. */
export function sparkOf({ days, wear }: WearSeries): Float64Array {
  const last = days[days.length - 1] ?? 0;
  const values = new Float64Array(POINTS).fill(NaN);
  for (let at = 0; at < days.length; at++) {
    const place = Math.floor(((days[at] - (last - DAYS)) / DAYS) * (POINTS - 1));
    if (place >= 0) values[place] = 100 * wear[at];
  }
  return values;
}
