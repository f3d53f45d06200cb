import type { TimeRange } from '$lib/ingest/types';
import { ApiError } from './http';

const HOUR_MS = 3_600_000;
const MAX_HOURS = 8760;
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

export interface Period extends TimeRange {
  hours: number;
}

function endOf(text: string): number {
  const match = ISO.exec(text.trim());
  // Plant times without offset are UTC, as in the data.
  const zoned = match && text.length > 10 && match[1] === undefined ? `${text.trim()}Z` : text.trim();
  const ms = match ? Date.parse(zoned.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(ms)) throw new ApiError(400, `end "${text}" is not a time like 2024-03-31T12:00:00Z`);
  return ms;
}

/**
 * The period a request asks for: `hours` (1 to 8760, 24 when left out) back from `end`, or from the newest reading.
 * @param newestMs end of the newest minute in the data, ms since epoch
 * @throws ApiError 400 with the value that is wrong
 */
export function periodOf(params: URLSearchParams, newestMs: number): Period {
  const text = params.get('hours') ?? '24';
  const hours = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(hours >= 1 && hours <= MAX_HOURS))
    throw new ApiError(400, `hours "${text}" is not a whole number from 1 to ${MAX_HOURS}`);
  const end = params.get('end');
  const toMs = end === null ? newestMs : endOf(end);
  return { fromMs: toMs - hours * HOUR_MS, toMs, hours };
}
