import { canonicalTag, type TagQuantity } from '$lib/plant/tags';
import { wordsOfHeader } from '$lib/plant/streams';
import type { Limits, TagFacts } from './types';

const limits = (low: number, high: number, source: string): Limits => ({ low, high, source });

/** Part of the span by which an instrument at its end may read beyond it: zero offset and noise. */
const SHARE = 'a share lies between 0 and 100 %; 2 % are allowed for zero offset and noise';
const VACUUM = 'nothing is below vacuum: atmospheric pressure is 14.696 psi (domain facts), 1 psi allowed';
const PT100 = 'range of platinum thermometers, IEC 60751: -200 to 850 degC';
const COUNTER = 'a counter is not negative';
const PH = 'pH of water solutions lies between 0 and 14';
const PPM = 'a share lies between 0 and a million ppm; 20 ppm are allowed for zero offset';

const lower = (unit: string) => unit.trim().toLowerCase().replace(/[\s°]/g, '');

/** Limits by unit alone, where the unit says what can be. */
function byUnit(unit: string, quantity: TagQuantity | null, words: string): Limits | null {
  switch (lower(unit)) {
    case 'degf':
    case 'f':
      return limits(-328, 1562, PT100);
    case 'degc':
    case 'c':
      return limits(-200, 850, PT100);
    case 'k':
      return quantity === 'temperature' ? limits(73, 1123, PT100) : null;
    case 'psi':
    case 'psig':
      return limits(-15.7, Infinity, VACUUM);
    case 'bar(a)':
    case 'bara':
      return limits(0, Infinity, 'absolute pressure is not negative');
    case 'barg':
    case 'bar(g)':
    case 'bar':
      return limits(-1.08, Infinity, VACUUM);
    case 'mbar':
    case 'hpa':
      return limits(-1083, Infinity, VACUUM);
    case 'ppm':
      return limits(-20, 1e6, PPM);
    case 'ph':
      return limits(0, 14, PH);
    case '%':
      return quantity === 'fraction' || /_(?:ch4|co2|n2|o2|h2|level|rh|humidity|feuchte)_/.test(words)
        ? limits(-2, 102, SHARE)
        : null;
    default:
      return null;
  }
}

/** Limits by the quantity of a known tag, or by words of the header that leave no doubt. */
function byMeaning(quantity: TagQuantity | null, words: string): Limits | null {
  if (quantity === 'volume' || quantity === 'energy') return limits(0, Infinity, COUNTER);
  if (/_ph_(?:wert_)?/.test(words)) return limits(0, 14, PH);
  return null;
}

/**
 * What a tag can read at all, by its meaning and unit: physical limits, not those of good operation. Null when nothing
 * is known of it.
 */
export function defaultLimits({ header, canonical, unit, kind }: TagFacts): Limits | null {
  if (kind === 'boolean') return null;
  const quantity = canonical === null ? null : (canonicalTag(canonical)?.quantity ?? null);
  const words = wordsOfHeader(header);
  return byUnit(unit, quantity, words) ?? byMeaning(quantity, words);
}
