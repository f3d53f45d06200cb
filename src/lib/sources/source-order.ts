/** What the order of sources is decided by. */
export interface Ordered {
  fileName: string;
  /** Time of the first and last readable row, ms since epoch; null when unreadable. */
  firstTimeMs: number | null;
  lastTimeMs: number | null;
}

const names = new Intl.Collator('en', { numeric: true });

/** First instant of an export, whichever way its rows run; exports without a time come last. */
const startOf = ({ firstTimeMs, lastTimeMs }: Ordered) =>
  Math.min(firstTimeMs ?? Infinity, lastTimeMs ?? Infinity);
const endOf = ({ firstTimeMs, lastTimeMs }: Ordered) =>
  Math.max(firstTimeMs ?? -Infinity, lastTimeMs ?? -Infinity);

/** Order in which exports are one dataset: by first instant, then by last, then by name with numbers as numbers. */
export function compareSources(a: Ordered, b: Ordered): number {
  const starts = startOf(a) - startOf(b);
  if (starts !== 0 && !Number.isNaN(starts)) return starts;
  const ends = endOf(a) - endOf(b);
  if (ends !== 0 && !Number.isNaN(ends)) return ends;
  return names.compare(a.fileName, b.fileName);
}
