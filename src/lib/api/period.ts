import type { TimeRange } from '$lib/ingest/types';
import { ApiError } from './http';

const HOUR_MS = 3_600_000;
const MAX_HOURS = 8760;
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

export interface Period extends TimeRange {
  /** Length, at most 8760. */
  hours: number;
}

function instant(name: string, text: string): number {
  const match = ISO.exec(text.trim());
  // Plant times without offset are UTC, as in the data.
  const zoned = match && text.length > 10 && match[1] === undefined ? `${text.trim()}Z` : text.trim();
  const ms = match ? Date.parse(zoned.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(ms)) throw new ApiError(400, `${name} "${text}" is not a time like 2024-03-31T12:00:00Z`);
  return ms;
}

function hoursOf(text: string): number {
  const hours = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(hours >= 1 && hours <= MAX_HOURS))
    throw new ApiError(400, `hours "${text}" is not a whole number from 1 to ${MAX_HOURS}`);
  return hours;
}

/**
 * The period a request asks for: from `start` to `end`, or `hours` (1 to 8760, 24 when left out) back from `end` or on
 * from `start`. Without either it ends at the newest reading.
 * @param newestMs end of the newest minute in the data, ms since epoch
 * @throws ApiError 400 with the value that is wrong
 */
export function periodOf(params: URLSearchParams, newestMs: number): Period {
  const [start, end, hours] = ['start', 'end', 'hours'].map((name) => params.get(name));
  const given = hours === null ? null : hoursOf(hours);
  const endMs = end === null ? null : instant('end', end);
  if (start === null) {
    const length = given ?? 24;
    const toMs = endMs ?? newestMs;
    return { fromMs: toMs - length * HOUR_MS, toMs, hours: length };
  }
  if (given !== null && endMs !== null)
    throw new ApiError(400, 'start, end and hours were given: two of them say it all');
  const fromMs = instant('start', start);
  const toMs = endMs ?? (given === null ? newestMs : fromMs + given * HOUR_MS);
  if (!(toMs > fromMs)) throw new ApiError(400, `start "${start}" is not before the end of the period`);
  const length = (toMs - fromMs) / HOUR_MS;
  if (length > MAX_HOURS) throw new ApiError(400, `the period has ${length} hours, more than ${MAX_HOURS}`);
  return { fromMs, toMs, hours: length };
}
