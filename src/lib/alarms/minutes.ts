import { neededColumns, type AlarmDefinition } from './definition';

export const MINUTE_MS = 60_000;

/** Columns of minutes that alarms are judged by. */
export interface AlarmMinutes {
  /** Start of each minute, UTC, ms, a multiple of 60,000, rising; a minute left out has no value. Shape [minutes]. */
  startsMs: Float64Array;
  /** By `columnKey` or `scoreKey`, in the unit of the definitions that use it; NaN = no value. Each of shape [minutes]. */
  columns: ReadonlyMap<string, Float32Array | Float64Array>;
}

/** Minutes that alarms cannot be judged by. */
export class AlarmMinutesError extends Error {
  override name = 'AlarmMinutesError';
}

/** Definitions that cannot be judged because columns are not there: not mapped, or not asked for. */
export function missingColumns(
  definitions: readonly AlarmDefinition[],
  minutes: AlarmMinutes,
): { id: string; columns: string[] }[] {
  return definitions
    .map((one) => ({ id: one.id, columns: neededColumns(one).filter((key) => !minutes.columns.has(key)) }))
    .filter(({ columns }) => columns.length > 0);
}

/**
 * Make sure that minutes follow those judged before.
 * @param lastMs start of the last minute judged, -Infinity for none
 * @throws AlarmMinutesError for a column of another length and a start that is no minute or does not rise
 */
export function assertMinutes({ startsMs, columns }: AlarmMinutes, lastMs: number): void {
  for (const [key, column] of columns)
    if (column.length !== startsMs.length)
      throw new AlarmMinutesError(`column ${key} has ${column.length} values for ${startsMs.length} minutes`);
  let before = lastMs;
  for (const startMs of startsMs) {
    if (!(startMs % MINUTE_MS === 0))
      throw new AlarmMinutesError(`minute ${startMs} ms is not the start of a minute`);
    if (startMs <= before)
      throw new AlarmMinutesError(`minute ${startMs} ms does not follow minute ${before} ms`);
    before = startMs;
  }
}
