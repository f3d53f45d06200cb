import { wideHeader, wideSensors } from './columns.mjs';
import { createPlant } from './plant.mjs';
import { sfc32 } from './random.mjs';
import { writeClock, writeFixed } from './text.mjs';

const DAY_SECONDS = 86_400;
const COMMA = 44;
const NEWLINE = 10;
const TRUE = 116;
const FALSE = 102;
/** No row is longer: 19 bytes of time, 94 cells of at most 20 bytes with their separators. */
const MAX_ROW_BYTES = 2048;
/** About four gaps a day, of 2 to 181 seconds. */
const GAP_CHANCE = Math.floor(0x100000000 / 20_000);

const isBoolean = wideSensors.map((sensor) => sensor.kind === 'boolean');
const decimals = wideSensors.map((sensor) => sensor.decimals ?? 0);

function writeCell(bytes, at, column, value) {
  if (isBoolean[column]) {
    bytes[at] = value === 1 ? TRUE : FALSE;
    return at + 1;
  }
  return Number.isNaN(value) ? at : writeFixed(bytes, at, value, decimals[column]);
}

function writeRow(bytes, at, date, secondsOfDay, values) {
  bytes.set(date, at);
  at = writeClock(bytes, at + date.length, secondsOfDay);
  for (let column = 0; column < values.length; column++) {
    bytes[at++] = COMMA;
    at = writeCell(bytes, at, column, values[column]);
  }
  bytes[at++] = NEWLINE;
  return at;
}

const dateBytes = (day) =>
  Buffer.from(`${new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10)} `, 'latin1');

/** Whole seconds since epoch of an ISO time; throws RangeError when it is none. */
export function startSeconds(iso) {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) throw new RangeError(`start "${iso}" is not an ISO time`);
  return Math.floor(milliseconds / 1000);
}

/**
 * The wide file in the shape of the reference plant, as byte chunks: a header line, then `rows` rows at 1 Hz
 * with a few gaps. Only (seed, start) decide the bytes: a shorter file is a prefix of a longer one.
 * @param {{ rows: number, seed?: number, start?: string, chunkBytes?: number }} options start is ISO, UTC
 * @yields {Buffer} valid until the next chunk is asked for
 */
export function* wideChunks({ rows, seed = 1, start = '2024-01-01T00:00:00Z', chunkBytes = 1 << 22 }) {
  const bytes = Buffer.allocUnsafe(chunkBytes + 2 * MAX_ROW_BYTES + wideHeader.join().length);
  const plant = createPlant(seed);
  const gaps = sfc32(seed + 0x5eed);
  let seconds = startSeconds(start);
  let day = Math.floor(seconds / DAY_SECONDS);
  let date = dateBytes(day);
  let used = bytes.write(`${wideHeader.join(',')}\n`, 'latin1');
  for (let row = 0; row < rows; row++) {
    const newDay = seconds >= (day + 1) * DAY_SECONDS;
    if (newDay) {
      day = Math.floor(seconds / DAY_SECONDS);
      date = dateBytes(day);
    }
    plant.advance(seconds - day * DAY_SECONDS, newDay);
    used = writeRow(bytes, used, date, seconds - day * DAY_SECONDS, plant.values);
    seconds += gaps() < GAP_CHANCE ? 2 + (gaps() % 180) : 1;
    if (used >= chunkBytes) {
      yield bytes.subarray(0, used);
      used = 0;
    }
  }
  if (used > 0) yield bytes.subarray(0, used);
}
