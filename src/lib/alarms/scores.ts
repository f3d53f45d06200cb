import { scoreKey } from './definition';
import { MINUTE_MS } from './minutes';

/** Scores of a search for anomalies, as alarms judge them. */
export interface AlarmScores {
  /** When the search was made, ms: another one, other alarms. */
  judgedMs: number;
  /** End of what the search had seen, ms: before it nobody could have known a score. */
  knownMs: number;
  startMs: number;
  stepMs: number;
  detectors: { detector: string; threshold: number; values: Float32Array }[];
}

/**
 * Scores of minutes: of each, the last step that was over at the minute's end; NaN before the first and after the last.
 * @param startsMs start of each minute, ms
 * @returns by `scoreKey`, each of shape [minutes]
 */
export function scoreColumns(
  { startMs, stepMs, detectors }: AlarmScores,
  startsMs: Float64Array,
): Map<string, Float32Array> {
  const steps = startsMs.map((ms) => Math.floor((ms + MINUTE_MS - startMs) / stepMs) - 1);
  return new Map(
    detectors.map(({ detector, values }) => [
      scoreKey(detector),
      Float32Array.from(steps, (step) => (step >= 0 && step < values.length ? values[step] : NaN)),
    ]),
  );
}
