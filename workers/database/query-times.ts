/** A statement and when it ran, ms since epoch. */
export interface QueryTime {
  sql: string;
  beganMs: number;
  endedMs: number;
}

/** Where a benchmark wants the times of statements to be put: it sets this in the worker. Absent otherwise. */
export type QueryTimesHost = typeof globalThis & { queryTimes?: QueryTime[] };

/**
 * Note how long a statement took, if anybody wants to know.
 * @param beganMs by `performance.now()`
 */
export function noteQuery(sql: string, beganMs: number): void {
  const { queryTimes } = globalThis as QueryTimesHost;
  queryTimes?.push({
    sql,
    beganMs: performance.timeOrigin + beganMs,
    endedMs: performance.timeOrigin + performance.now(),
  });
}
