const DAY_MS = 86_400_000;
/** Zones keep an offset for weeks at least (Morocco's summer break is about five): a probe a week finds each change. */
const PROBE_MS = 7 * DAY_MS;
const SPAN_PROBES = 30;
/** A year before the last instant that a Date can hold: what lies beyond is no time a plant wrote. */
const LAST_DATE_MS = 8.64e15 - 366 * DAY_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** Whether the browser knows an IANA zone. */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** All IANA zones the browser knows, UTC first. */
export const allZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/**
 * Wall time minus UTC at an instant, in ms; positive east of Greenwich.
 * @throws RangeError when the zone is not known
 */
export function zoneOffsetMs(utcMs: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const seconds = Math.floor(utcMs / 1000) * 1000;
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(seconds)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
}

/** The instant, between two with different offsets, from which the later offset holds. */
function changeBetween(from: number, to: number, offset: number, zone: string): number {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zoneOffsetMs(middle, zone) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** Wall times [from, to) that lie `offset` after UTC. Those from `twiceFrom` on occur again, then `laterOffset` after UTC. */
export interface Stretch {
  from: number;
  to: number;
  offset: number;
  twiceFrom: number;
  laterOffset: number;
}

/**
 * The stretch around an instant. Where a change makes the wall clock ambiguous or skips it, the offset before the
 * change holds up to the later of the two wall clocks.
 */
function stretchAround(utcMs: number, zone: string): Stretch {
  const offset = zoneOffsetMs(utcMs, zone);
  let laterOffset = offset;
  let [from, to] = [utcMs - SPAN_PROBES * PROBE_MS + offset, utcMs + SPAN_PROBES * PROBE_MS + offset];
  for (let probe = 1; probe <= SPAN_PROBES; probe++) {
    const at = utcMs - probe * PROBE_MS;
    const earlier = zoneOffsetMs(at, zone);
    if (earlier === offset) continue;
    // Several changes in a week do not occur, so the nearest differing probe holds the offset before the change.
    from = changeBetween(at, at + PROBE_MS, earlier, zone) + Math.max(earlier, offset);
    break;
  }
  for (let probe = 1; probe <= SPAN_PROBES; probe++) {
    const at = utcMs + probe * PROBE_MS;
    const later = zoneOffsetMs(at, zone);
    if (later === offset) continue;
    to = changeBetween(at - PROBE_MS, at, offset, zone) + Math.max(later, offset);
    laterOffset = later;
    break;
  }
  return { from, to, offset, twiceFrom: to - Math.max(0, offset - laterOffset), laterOffset };
}

/** The stretch that a wall time is in. */
function stretchOf(wallMs: number, zone: string): Stretch {
  // Offsets are within 15 hours of UTC, so the right stretch is the one around the guess or a neighbour.
  const guess = stretchAround(wallMs - zoneOffsetMs(wallMs, zone), zone);
  if (wallMs < guess.from) return stretchAround(wallMs - DAY_MS, zone);
  return wallMs >= guess.to ? stretchAround(wallMs + DAY_MS, zone) : guess;
}

const finders = new Map<string, (wallMs: number) => Stretch | null>();

/**
 * The finder of the stretch that a wall time is in; what it found is kept, so that millions of calls are cheap. It answers
 * null for NaN and for times beyond what a Date holds.
 * @throws RangeError when the zone is not known
 */
export function stretchFinder(zone: string): (wallMs: number) => Stretch | null {
  const made = finders.get(zone);
  if (made) return made;
  formatterOf(zone);
  const known: Stretch[] = [];
  let last: Stretch | null = null;
  const find = (wallMs: number) => {
    if (last && wallMs >= last.from && wallMs < last.to) return last;
    if (!(Math.abs(wallMs) < LAST_DATE_MS)) return null;
    const found = known.find(({ from, to }) => wallMs >= from && wallMs < to);
    last = found ?? stretchOf(wallMs, zone);
    if (!found) known.push(last);
    return last;
  };
  finders.set(zone, find);
  return find;
}

/**
 * A converter from wall time (ms, taken as if it were UTC) to UTC in a zone; offsets are kept between calls, so
 * that millions of calls are cheap. A stamp in the hour that occurs twice is taken as its first occurrence (`WallClock`
 * tells the two apart by the order of rows); a stamp in the hour that is skipped moves forward by the gap. NaN stays NaN.
 * @throws RangeError when the zone is not known
 */
export function zoneConverter(zone: string): (wallMs: number) => number {
  if (zone === 'UTC') return (wallMs) => wallMs;
  const find = stretchFinder(zone);
  return (wallMs) => {
    const stretch = find(wallMs);
    return stretch ? wallMs - stretch.offset : Number.NaN;
  };
}

const converters = new Map<string, (wallMs: number) => number>();

/** UTC of a wall time in a zone; see `zoneConverter` for hours that occur twice or never. */
export function wallToUtc(wallMs: number, zone: string): number {
  let convert = converters.get(zone);
  if (!convert) {
    convert = zoneConverter(zone);
    converters.set(zone, convert);
  }
  return convert(wallMs);
}
