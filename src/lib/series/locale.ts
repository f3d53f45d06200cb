/** How numbers and dates are written. Clocks have 24 hours everywhere, as control rooms have them. */
export interface LocaleStyle {
  /** BCP 47, null for the site's own style. */
  tag: string | null;
  decimal: string;
  /** Between thousands. */
  group: string;
  /** A calendar day; month 1..12. */
  day(year: number, month: number, day: number): string;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The site's own style: a narrow no-break space looks like no decimal mark, and days sort as they read. */
const PLAIN: LocaleStyle = {
  tag: null,
  decimal: '.',
  group: '\u202f',
  day: (year, month, day) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`,
};

/**
 * Style of a locale, by the browser's own tables.
 * @param tag BCP 47, null for the site's plain style; one that the browser does not know gives the plain style
 */
export function styleOf(tag: string | null): LocaleStyle {
  if (tag === null || !isKnown(tag)) return PLAIN;
  const numbers = new Intl.NumberFormat(tag, { numberingSystem: 'latn' }).formatToParts(-1234567.5);
  const part = (type: string, usual: string) => numbers.find((one) => one.type === type)?.value ?? usual;
  const days = new Intl.DateTimeFormat(tag, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: 'UTC',
    calendar: 'gregory',
    numberingSystem: 'latn',
  });
  return {
    tag,
    decimal: part('decimal', '.'),
    group: part('group', ''),
    day: (year, month, day) => days.format(Date.UTC(year, month - 1, day)),
  };
}

function isKnown(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

let style = PLAIN;

/** The style in force. */
export const localeStyle = (): LocaleStyle => style;

/**
 * Write numbers and dates in another style from now on. One for the whole page, because every chart, table and sentence
 * has numbers; whoever calls this has the page drawn anew.
 */
export function setLocale(tag: string | null): void {
  style = styleOf(tag);
}

/** A number's text, as `toFixed` writes it, in the style in force. */
export function localDigits(text: string): string {
  const [whole, fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, style.group);
  return fraction === undefined ? grouped : `${grouped}${style.decimal}${fraction}`;
}
