import type { TimeFormat } from '$lib/ingest/types';

/** Position and width of a stamp's part; width 0 where it is absent. */
type Place = [at: number, width: number];
const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction'] as const;
type Part = (typeof PARTS)[number];

interface Found {
  places: Partial<Record<Part, Place>>;
  /** Month 1-12 where it is a name. */
  month?: number;
  half?: 'am' | 'pm';
}

const LONGEST = 64;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const PART_OF: Record<string, Part> = {
  yyyy: 'year',
  yy: 'year',
  MM: 'month',
  dd: 'day',
  HH: 'hour',
  hh: 'hour',
  mm: 'minute',
  ss: 'second',
};

/** Bytes of the shape in memory; places as in assembly/stamp.ts. */
export const SHAPE_BYTES = 320;
const [MONTH_AT, HALF_AT, SHIFT_AT] = [56, 60, 64];
const [FIXED_AT, SAME_MINUTE_AT, LAST_AT] = [128, 192, 256];

function digitsAt(stamp: string, at: number, most: number): number {
  let width = 0;
  while (width < most && /\d/.test(stamp[at + width] ?? '')) width++;
  return width;
}

/** Seconds' fraction behind `at`: `.fff` or `,fff`. */
function fractionPlace(stamp: string, at: number): Place | null {
  if (!/[.,]/.test(stamp[at] ?? '')) return null;
  const width = digitsAt(stamp, at + 1, 9);
  return width > 0 ? [at + 1, width] : null;
}

function isoPlaces(stamp: string): Found {
  const found: Found = { places: { year: [0, 4], month: [5, 2], day: [8, 2] } };
  if (!/^.{10}[T ]\d\d:\d\d/.test(stamp)) return found;
  Object.assign(found.places, { hour: [11, 2], minute: [14, 2] });
  if (!/^:\d\d/.test(stamp.slice(16))) return found;
  found.places.second = [17, 2];
  const fraction = fractionPlace(stamp, 19);
  if (fraction) found.places.fraction = fraction;
  return found;
}

/** Takes the longest width for each part, as the reader's expression does; null where that does not fit. */
function patternPlaces(pattern: string, stamp: string): Found | null {
  const found: Found = { places: {} };
  let at = 0;
  let whole = false;
  for (const token of pattern.split(/(yyyy|yy|MMM|MM|dd|HH|hh|mm|ss|a)/)) {
    const part = PART_OF[token];
    if (part) {
      const exact = token === 'yyyy' ? 4 : token === 'yy' ? 2 : 0;
      const width = digitsAt(stamp, at, exact || 2);
      if (width === 0 || (exact && width !== exact)) return null;
      if (token !== 'hh' || !whole) found.places[part] = [at, width];
      whole ||= token === 'HH';
      at += width;
      const fraction = token === 'ss' ? fractionPlace(stamp, at) : null;
      if (fraction) {
        found.places.fraction = fraction;
        at = fraction[0] + fraction[1];
      }
    } else if (token === 'MMM') {
      found.month = MONTHS.indexOf(stamp.slice(at, at + 3).toLowerCase()) + 1;
      at += 3;
    } else if (token === 'a') {
      found.half = /^a/i.test(stamp.slice(at)) ? 'am' : 'pm';
      at += 2;
    } else if (stamp.startsWith(token, at)) at += token.length;
    else return null;
  }
  if (whole) delete found.half;
  return at === stamp.length ? found : null;
}

const numberAt = (stamp: string, [at, width]: Place) => Number(stamp.slice(at, at + width));

/** Wall time of the parts, ms; only for a stamp that has been read before. */
function partsMs(stamp: string, { places, month, half }: Found): number {
  const value = (part: Part, otherwise: number) => {
    const place = places[part];
    return place ? numberAt(stamp, place) : otherwise;
  };
  const short = value('year', 0);
  const year = places.year?.[1] === 2 ? short + (short < 69 ? 2000 : 1900) : short;
  const clock = value('hour', 0);
  const hour = half ? (clock % 12) + (half === 'pm' ? 12 : 0) : clock;
  const fraction = places.fraction ? stamp.substr(places.fraction[0], Math.min(3, places.fraction[1])) : '';
  return Date.UTC(
    year,
    (places.month ? value('month', 1) : (month ?? 1)) - 1,
    value('day', 1),
    hour,
    value('minute', 0),
    value('second', 0),
    Number(fraction.padEnd(3, '0')),
  );
}

/**
 * Where the parts of a stamp stand, so that the kernel reads others like it by itself.
 * @param stamp its bytes, without blanks around
 * @param ms    what the text reader says it is
 * @returns the shape's bytes for assembly/stamp.ts; null when the kernel cannot read such stamps
 */
export function stampShape(format: TimeFormat, stamp: Uint8Array, ms: number): Uint8Array | null {
  if (stamp.length > LONGEST || stamp.some((byte) => byte > 127)) return null;
  const text = String.fromCharCode(...stamp);
  if (format.kind !== 'iso' && format.kind !== 'pattern') return null;
  const found = format.kind === 'iso' ? isoPlaces(text) : patternPlaces(format.pattern, text);
  if (!found) return null;
  // An offset behind the time is the same for all stamps with the same bytes there.
  const shift = ms - partsMs(text, found);
  if (format.kind === 'pattern' && shift !== 0) return null;
  const shape = new Uint8Array(SHAPE_BYTES);
  const view = new DataView(shape.buffer);
  shape.fill(255, FIXED_AT, FIXED_AT + stamp.length);
  shape.fill(255, SAME_MINUTE_AT, SAME_MINUTE_AT + stamp.length);
  shape.set(stamp, LAST_AT);
  PARTS.forEach((part, index) => {
    const [at, width] = found.places[part] ?? [0, 0];
    view.setInt32(index * 8, at, true);
    view.setInt32(index * 8 + 4, width, true);
    shape.fill(0, FIXED_AT + at, FIXED_AT + at + width);
    if (part === 'second' || part === 'fraction')
      shape.fill(0, SAME_MINUTE_AT + at, SAME_MINUTE_AT + at + width);
  });
  view.setInt32(MONTH_AT, found.month ?? 1, true);
  view.setInt32(HALF_AT, found.half === undefined ? 0 : found.half === 'am' ? 1 : 2, true);
  view.setFloat64(SHIFT_AT, shift, true);
  return shape;
}
