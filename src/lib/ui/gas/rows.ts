import { formatDuration } from '$lib/series/format-time';
import { localDigits } from '$lib/series/locale';
import { isOutside, type LimitPriority } from '$lib/plant/gas-limits';
import { GAS_PROPERTIES, PROPERTY_INFO, type GasProperty } from '$lib/plant/gas-quality';
import type { TimeOutside } from '$lib/plant/gas-limits-excursions';
import type { DisplayUnit } from '$lib/plant/units-display';
import type { GasDisplay } from '$lib/state/gas-display';
import type { GasReport } from '$lib/state/gas-report';

/** A row of the table of a gas: words, and what is abnormal. */
export interface GasRow {
  property: GasProperty;
  name: string;
  /** Null where nothing of it is mapped. */
  cells: { now: string; mean: string; range: string } | null;
  /** `65 to 80 %`, '' without a limit. */
  limit: string;
  /** `3 h 20 min (2.1 %)`, '' without a limit. */
  outside: string;
  /** Priority of the limit that the last value breaks, null when it breaks none. */
  breaks: LimitPriority | null;
}

const MINUTE_MS = 60_000;

/** What writes a number: a unit's label, and a number with it. */
type Written = Pick<DisplayUnit, 'format' | 'label'>;

/** `65.0 to 80.0 %`: the unit is written once. */
function rangeWords(low: number, high: number, { format, label }: Written): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return format(Number.NaN);
  const text = format(low);
  const tail = `\u00a0${label}`;
  return `${label !== '' && text.endsWith(tail) ? text.slice(0, -tail.length) : text} to ${format(high)}`;
}

/** `65.0 to 80.0 %`, `at most 1.00 %`, `at least 95.0 %`; '' without a side. */
export function limitWords({ min, max }: { min: number | null; max: number | null }, unit: Written): string {
  if (min !== null && max !== null) return rangeWords(min, max, unit);
  return min !== null ? `at least ${unit.format(min)}` : max !== null ? `at most ${unit.format(max)}` : '';
}

/** Time outside in words, with its share of the minutes judged. */
export function outsideWords({ minutes }: Pick<TimeOutside, 'minutes'>, judged: number): string {
  if (judged === 0) return 'not judged: no data';
  if (minutes === 0) return 'none';
  const share = (100 * minutes) / judged;
  const percent = share < 0.1 ? `< ${localDigits('0.1')}` : localDigits(share.toFixed(1));
  return `${formatDuration(minutes * MINUTE_MS)} (${percent} %)`;
}

/** Rows of the table; properties that need a column that is not mapped say so. */
export function gasRows(
  { properties, now }: GasReport,
  display: GasDisplay,
  has: (property: GasProperty) => boolean,
): GasRow[] {
  return GAS_PROPERTIES.map((property) => {
    const found = properties[property];
    const { format } = display[property];
    const broken = found.outside.find(({ limit }) => now !== null && isOutside(found.now, limit));
    return {
      property,
      name: PROPERTY_INFO[property].name,
      cells: has(property)
        ? {
            now: format(found.now),
            mean: format(found.mean),
            range: rangeWords(found.lowest, found.highest, display[property]),
          }
        : null,
      limit: found.outside.map(({ limit }) => limitWords(limit, display[property])).join('; '),
      outside: found.outside.map((one) => outsideWords(one, found.minutes)).join('; '),
      breaks: broken?.limit.priority ?? null,
    };
  });
}
