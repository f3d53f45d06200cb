/**
 * The shape of one stamp as a pattern of `TimeFormat`. Where day and month could be either way round the pattern
 * holds `{1}` and `{2}` in their places, and `first` and `second` their values.
 */
export interface StampShape {
  pattern: string;
  first: number;
  second: number;
  hasTime: boolean;
}

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:( ?)([AaPp][Mm]))?`;
const AFTER_DATE = new RegExp(`^(?:( +|T|, ?)${TIME})?$`);
const TIME_OF_DAY = new RegExp(`^${TIME}$`);
const NUMERIC = /^(\d{4}|\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2}|\d)(?!\d)/;
const NAMED = /^(\d{1,2})([-/. ])([A-Za-z]{3})\2(\d{4}|\d{2})(?!\d)/;
const NAME_FIRST = /^([A-Za-z]{3})( )(\d{1,2})(, | )(\d{4})(?!\d)/;

function clockPattern(match: RegExpExecArray, offset: number): string {
  const [, , seconds, blank, half] = match.slice(offset);
  return `${half ? 'hh' : 'HH'}:mm${seconds ? ':ss' : ''}${half ? `${blank}a` : ''}`;
}

function datePart(text: string): (Omit<StampShape, 'hasTime'> & { length: number }) | null {
  const named = NAMED.exec(text);
  if (named) {
    const [whole, , mark, , year] = named;
    return {
      pattern: `dd${mark}MMM${mark}${year.length === 4 ? 'yyyy' : 'yy'}`,
      first: 0,
      second: 0,
      length: whole.length,
    };
  }
  const leading = NAME_FIRST.exec(text);
  if (leading) return { pattern: `MMM dd${leading[4]}yyyy`, first: 0, second: 0, length: leading[0].length };
  const numeric = NUMERIC.exec(text);
  if (!numeric) return null;
  const [whole, a, mark, b, c] = numeric;
  const length = whole.length;
  if (a.length === 4)
    return c.length <= 2 ? { pattern: `yyyy${mark}MM${mark}dd`, first: 0, second: 0, length } : null;
  if (c.length === 1) return null;
  if (Number(a) > 31) return { pattern: `yy${mark}MM${mark}dd`, first: 0, second: 0, length };
  const year = c.length === 4 ? 'yyyy' : 'yy';
  return { pattern: `{1}${mark}{2}${mark}${year}`, first: Number(a), second: Number(b), length };
}

/** Shape of a date, with or without time of day; null for any other text. */
export function stampShape(text: string): StampShape | null {
  if (/^\d{14}$/.test(text)) return { pattern: 'yyyyMMddHHmmss', first: 0, second: 0, hasTime: true };
  const date = datePart(text);
  const rest = date && AFTER_DATE.exec(text.slice(date.length));
  if (!date || !rest) return null;
  const hasTime = rest[1] !== undefined;
  const pattern = hasTime ? `${date.pattern}${rest[1]}${clockPattern(rest, 2)}` : date.pattern;
  return { pattern, first: date.first, second: date.second, hasTime };
}

/** Pattern of a time of day without date (`0:00:02`, `1:05 PM`), null for any other text. */
export function clockShape(text: string): string | null {
  const match = TIME_OF_DAY.exec(text);
  return match ? clockPattern(match, 1) : null;
}
