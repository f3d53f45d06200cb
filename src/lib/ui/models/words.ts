import type { ModelManifest, QualityFigure } from '$lib/models/manifest';

/** Seconds in words: `48 s`, `3 min`, `1 h 5 min`. */
export function secondsInWords(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'not known yet';
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A figure with three digits that matter. */
export const threeDigits = (value: number): string =>
  Number.isFinite(value)
    ? new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value)
    : 'no figure';

/** The best of the plain ways for a figure; null when there is none. */
export function bestPlain({ baselines, better }: QualityFigure): QualityFigure['baselines'][number] | null {
  const order = [...baselines].sort((a, b) => (better === 'lower' ? a.value - b.value : b.value - a.value));
  return order[0] ?? null;
}

/** Whether a figure is better than all plain ways; null when there are none, or it is a rate that was set. */
export function beatsPlain(figure: QualityFigure): boolean | null {
  const best = bestPlain(figure);
  if (!best || best.name === 'as set') return null;
  return figure.better === 'lower' ? figure.value < best.value : figure.value > best.value;
}

/** What a card's figures mean, in a sentence. */
export function verdictOf({ quality }: Pick<ModelManifest, 'quality'>): string {
  const judged = quality.map(beatsPlain).filter((beats) => beats !== null);
  if (judged.length === 0) return 'Nothing was measured that a plain way could be set beside.';
  const better = judged.filter(Boolean).length;
  if (better === judged.length)
    return 'On readings it had not seen, it did better than every plain way it was set beside.';
  if (better === 0)
    return 'On readings it had not seen, a plain way did better: do not act on this model, act on the plain way.';
  return `On readings it had not seen, it did better than the plain ways in ${better} of ${judged.length} figures; where it did not, act on the plain way.`;
}
