/** A request to the API, as plain data. */
export interface ApiRequest {
  method: string;
  /** Path below the base, for instance `/api/health`. */
  path: string;
  /** Query string with or without `?`. */
  search: string;
  body?: unknown;
}

export interface ApiResponse {
  status: number;
  /** JSON: `data` on success, `error` with the reason otherwise. */
  body: { data: unknown; [more: string]: unknown } | { error: string };
}

/** A request that cannot be answered as it stands. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const ok = (data: unknown, more: Record<string, unknown> = {}): ApiResponse => ({
  status: 200,
  body: { data, ...more },
});

export const failed = (status: number, error: string): ApiResponse => ({ status, body: { error } });

/** What JSON can carry of a number: null where it is not finite. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** ISO 8601 in UTC, null where there is no time. */
export const isoOrNull = (ms: number): string | null =>
  Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : null;
