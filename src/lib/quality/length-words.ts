/** A length of time as a shift operator says it: `41 minutes`, `3.5 hours`, `12 days`. */
export function lengthInWords(minutes: number): string {
  if (minutes < 1) return plural(Math.round(minutes * 60), 'second');
  if (minutes < 120) return plural(Math.round(minutes), 'minute');
  if (minutes < 48 * 60) return plural(Number((minutes / 60).toFixed(1)), 'hour');
  return plural(Number((minutes / 1440).toPrecision(3)), 'day');
}

/** An interval between readings: `1 s`, `0.5 s`, `15 min`. */
export function intervalInWords(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 60) return `${Number(seconds.toPrecision(2))} s`;
  return seconds < 7200
    ? `${Number((seconds / 60).toPrecision(3))} min`
    : `${Number((seconds / 3600).toPrecision(3))} h`;
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
