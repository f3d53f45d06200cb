/** Maintenance in the words of a shift. */

import { formatValue } from '$lib/series/format-value';
import type { ComponentHealth, PartHealth } from '$lib/maintenance/judge-types';
import type { RemainingLife } from '$lib/maintenance/life-model';
import { formatDay } from '../zoned';

const DAY_HOURS = 24;
const DAY_MS = 86_400_000;

/** Hours as `20 h`, from two days on as `6 days`. */
export function hoursWords(hours: number): string {
  if (hours < 2 * DAY_HOURS) return `${Math.max(1, Math.round(hours))} h`;
  return `${Math.round(hours / DAY_HOURS)} days`;
}

/** `in 6 days (4 to 9)`, with the unit once where it is one. */
export function lifeWords({ hours, lowHours, highHours }: RemainingLife): string {
  const [low, high] = [hoursWords(lowHours), hoursWords(highHours)];
  const same = low.split(' ')[1] === high.split(' ')[1];
  return `in ${hoursWords(hours)} (${same ? low.split(' ')[0] : low} to ${high})`;
}

/** What a health is called; abnormal from half on. */
export function healthWords(health: number): { words: string; abnormal: boolean } {
  if (health >= 80) return { words: 'as when healthy', abnormal: false };
  if (health >= 50) return { words: 'worn', abnormal: false };
  return { words: health > 0 ? 'near its limit' : 'at its limit', abnormal: true };
}

/** How far a part is from healthy, in the unit shown; nothing when healthy days differ as much. */
export function beyondWords({ residual, healthy }: PartHealth, unit: string, scale: number): string {
  if (healthy === null || !(residual > healthy.spread)) return 'Within what healthy days do.';
  return `${formatValue(residual * scale, unit)} beyond healthy.`;
}

/** Where a component goes, as a sentence. */
export function outlookWords({ life, health, why, announced }: ComponentHealth): string {
  if (health === null) return `Cannot be judged: ${why}.`;
  if (!life) return 'No trend.';
  const chance = `${Math.round(100 * life.confidence)} % of such trends end in failure`;
  return `${announced ? 'Fails' : 'May fail'} ${lifeWords(life)}; ${chance}.`;
}

/** How a part grows, as a sentence; nothing without a trend. */
export function trendWords({ trend, resetMs }: PartHealth, zone: string): string {
  const since = resetMs === null ? '' : ` Counted from ${formatDay(resetMs, zone)}, when it was set back.`;
  if (!trend) return `No trend.${since}`;
  const { shape, onsetDay, rate } = trend;
  return `Grows since ${formatDay(onsetDay * DAY_MS, zone)}, ${shape === 'linear' ? 'steadily' : 'ever faster'}, now ${formatValue(100 * rate)} % of the limit a day.${since}`;
}
