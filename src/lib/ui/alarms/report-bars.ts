import { FLOOD_STARTS, SLOT_MS } from '$lib/alarms/floods';
import type { TimeRange } from '$lib/ingest/types';
import { formatDuration } from '$lib/series/format-time';

/** Annunciations of equal stretches of a period. */
export interface ReportBars {
  bars: { fromMs: number; count: number; height: number; flood: boolean }[];
  /** Most in one bar. */
  most: number;
  /** Length of a bar in words. */
  lengthWords: string;
}

const MOST_BARS = 180;
/** Ten-minute slots in a bar: the smallest that gives few enough. */
const WIDTHS = [1, 3, 6, 18, 36, 72, 144, 432, 1008];

/**
 * Bars of a report.
 * @param perSlot annunciations of each ten minutes from the start of the period, shape [slots]
 */
export function reportBars(perSlot: Float64Array, { fromMs }: TimeRange): ReportBars {
  const width =
    WIDTHS.find((one) => perSlot.length / one <= MOST_BARS) ?? Math.ceil(perSlot.length / MOST_BARS);
  const parts = Array.from({ length: Math.ceil(perSlot.length / width) }, (_, at) =>
    perSlot.subarray(at * width, (at + 1) * width),
  );
  const counts = parts.map((part) => part.reduce((sum, one) => sum + one, 0));
  const most = counts.reduce((highest, one) => Math.max(highest, one), 0);
  return {
    bars: parts.map((part, at) => ({
      fromMs: fromMs + at * width * SLOT_MS,
      count: counts[at],
      height: most > 0 ? (100 * counts[at]) / most : 0,
      flood: part.some((one) => one > FLOOD_STARTS),
    })),
    most,
    lengthWords: formatDuration(width * SLOT_MS),
  };
}
