import { areSameRows, decided, isUndecided } from '$lib/quality/twice';
import type { Finding } from '$lib/quality/types';
import type { Plant } from './plant-types';

/** So many stretches are looked at, so many minutes of each, in so many tags. */
const MOST_STRETCHES = 12;
const LOOK_MS = 180_000;
const TAGS = 6;
/** Wide enough for every reading of three minutes to be given. */
const WIDTH_PX = 6000;

/**
 * Findings of rows held twice, told apart by the readings of the export itself where it is at hand: the same rows
 * again, or a clock that was set back. The others stay as they are.
 */
export async function lookAtTwice(
  plant: Plant,
  findings: readonly Finding[],
  signal?: AbortSignal,
): Promise<Finding[]> {
  const tags = plant.info.tags.filter(({ kind, min, max }) => kind === 'number' && min < max);
  const looked = new Map<string, Finding>();
  for (const finding of findings.filter(isUndecided).slice(0, MOST_STRETCHES)) {
    const { fromMs, toMs } = finding;
    const range = { fromMs, toMs: Math.min(toMs, fromMs + LOOK_MS) };
    const wanted = tags.slice(0, TAGS).map(({ tag }) => tag);
    const { level, timesMs, series } = await plant.series(
      { ...range, tags: wanted, widthPx: WIDTH_PX },
      signal,
    );
    const same =
      level === 'raw'
        ? areSameRows(
            timesMs,
            series.map(({ avg }) => avg),
          )
        : null;
    if (same !== null) looked.set(finding.id, decided(finding, same));
  }
  return findings.map((finding) => looked.get(finding.id) ?? finding);
}
