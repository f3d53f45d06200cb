const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const STAMP = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/;

interface Zone {
  format: Intl.DateTimeFormat;
  /** Offset in ms by quarter of an hour since epoch: zones change their offset only at quarters. */
  offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/**
 * Wall clock minus UTC at an instant, in ms; right since the 1970s (older offsets were not whole quarters of an hour).
 * @param zone IANA name
 * @throws RangeError when the zone is not known to the browser
 */
export function zoneOffsetMs(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const { format, offsets } = zoneOf(zone);
  const quarter = Math.floor(ms / QUARTER_MS);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const start = quarter * QUARTER_MS;
  const [month, day, year, hour, minute, second] = (STAMP.exec(format.format(start)) ?? [])
    .slice(1)
    .map(Number);
  const offset = Date.UTC(year, month - 1, day, hour, minute, second) - start;
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(quarter, offset);
  return offset;
}

/** An instant's wall clock in a zone as ms since 1970-01-01T00:00 on that clock: read it with the UTC parts of Date. */
export function wallMs(ms: number, zone: string): number {
  return ms + zoneOffsetMs(ms, zone);
}

/**
 * The instant of a wall clock.
 * @param wall ms since 1970-01-01T00:00 on the zone's clock
 * @returns ms since epoch; the first of two when the clock shows it twice, the moment of the jump when it never does
 */
export function instantOf(wall: number, zone: string): number {
  const before = zoneOffsetMs(wall - DAY_MS, zone);
  const after = zoneOffsetMs(wall + DAY_MS, zone);
  const candidates = [wall - before, wall - after].sort((a, b) => a - b);
  const exact = candidates.find((ms) => wallMs(ms, zone) === wall);
  return exact ?? jumpBetween(candidates[0], candidates[1], zone);
}

/** First quarter of an hour in (earlier, later] with another offset than at earlier. */
function jumpBetween(earlier: number, later: number, zone: string): number {
  const offset = zoneOffsetMs(earlier, zone);
  let ms = (Math.floor(earlier / QUARTER_MS) + 1) * QUARTER_MS;
  while (ms < later && zoneOffsetMs(ms, zone) === offset) ms += QUARTER_MS;
  return ms;
}

/** The first instant of the day that an instant falls into, by the zone's clock. */
export function startOfDay(ms: number, zone: string): number {
  return instantOf(Math.floor(wallMs(ms, zone) / DAY_MS) * DAY_MS, zone);
}

/**
 * First instants of the days in a stretch of time; a day may have 23 or 25 hours.
 * @returns ms since epoch, ascending, in [fromMs, toMs)
 */
export function dayStarts(fromMs: number, toMs: number, zone: string): number[] {
  const starts: number[] = [];
  const firstDay = Math.floor(wallMs(fromMs, zone) / DAY_MS);
  for (let day = firstDay; ; day++) {
    const start = instantOf(day * DAY_MS, zone);
    if (start >= toMs) return starts;
    if (start >= fromMs) starts.push(start);
  }
}
