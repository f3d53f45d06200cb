/** What a message of a live source holds. */
export interface LiveReadings {
  /** When they were read, ms since epoch; null where the message does not tell. */
  timeMs: number | null;
  /** Cells by sensor: a number, or a word as it came. */
  readings: [tag: string, text: string][];
}

/** Names under which devices send the time of their readings. */
const TIME_KEYS = ['timestamp', 'time', 'ts', 'datetime', 't'];
/** Names under which devices send the one reading of a topic. */
const VALUE_KEYS = ['value', 'val', 'v'];
/** Epoch numbers from here on are milliseconds, below seconds: as seconds this is the year 5138. */
const LEAST_MS = 1e11;
const MOST_CHARACTERS = 64_000;
const MOST_TEXT = 200;

function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return value <= 0 ? null : value >= LEAST_MS ? value : value * 1000;
  if (typeof value !== 'string') return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? null : ms;
}

function cellOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' && value.length <= MOST_TEXT ? value.trim() : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Readings of an object, and of objects in it under `outer.inner`. */
function readingsOf(prefix: string, value: Record<string, unknown>): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isRecord(inner)) return readingsOf(name, inner);
    const cell = cellOf(inner);
    return cell === null ? [] : [[name, cell] as [string, string]];
  });
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    if (error instanceof SyntaxError) return payload;
    throw error;
  }
}

/** A sensor's name for a topic: `plant/gas/ch4` is `plant.gas.ch4`. */
const tagOf = (topic: string) => topic.split('/').filter(Boolean).join('.');

/**
 * Readings of a message: a bare number, word or true and false is the reading of its topic, `{"value": 1, "time": ...}` too;
 * any other JSON object has a reading a key, named `topic.key` unless `wide`, when a message is a row of the whole plant.
 * Times without a zone are UTC.
 * @returns null when it holds no reading
 */
export function readMessage(topic: string, payload: string, wide: boolean): LiveReadings | null {
  if (payload.length > MOST_CHARACTERS) return null;
  const value = parse(payload.trim());
  const tag = tagOf(topic);
  if (!isRecord(value)) {
    const cell = cellOf(value);
    return cell === null || cell === '' ? null : { timeMs: null, readings: [[tag, cell]] };
  }
  const timeKey = TIME_KEYS.find((key) => timeOf(value[key]) !== null);
  const { [timeKey ?? '']: time, ...rest } = value;
  const timeMs = timeKey === undefined ? null : timeOf(time);
  const only = VALUE_KEYS.find((key) => key in rest);
  const single = only === undefined ? null : cellOf(rest[only]);
  if (single !== null) return { timeMs, readings: [[tag, single]] };
  const readings = readingsOf(wide ? '' : tag, rest);
  return readings.length === 0 ? null : { timeMs, readings };
}
