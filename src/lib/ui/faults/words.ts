import { UNKNOWN, type ClassStretch } from '$lib/models/classes-over-time';
import { recallOf } from '$lib/models/confusion';
import type { ModelManifest } from '$lib/models/manifest';
import { NORMAL } from '$lib/models/interval-labels';

const WORDS: Record<string, string> = {
  [NORMAL]: 'normal operation',
  [UNKNOWN]: 'unknown',
  blower_vfd_trip: 'blower drive trip',
  h2s_breakthrough: 'H2S breakthrough',
  estop: 'emergency stop',
};

/** A class as a person says it. */
export const classWords = (name: string): string => WORDS[name] ?? name.replaceAll('_', ' ');

/** A probability without digits that mean nothing. */
export function chance(share: number): string {
  const percent = Math.round(100 * share);
  return percent > 99 ? 'over 99 %' : percent < 1 ? 'below 1 %' : `${percent} %`;
}

/** What was said of a stretch. */
export function stretchWords({ said, name, share }: Pick<ClassStretch, 'said' | 'name' | 'share'>): string {
  switch (said) {
    case 'no data':
      return 'too little was read';
    case 'unknown':
      return `unknown; most like ${classWords(name)}, ${chance(share)}`;
    case 'class':
      return `${classWords(name)}, ${chance(share)}`;
  }
  said satisfies never;
}

/** How probabilities are to be taken. */
export function calibrationWords({ calibration }: Pick<ModelManifest, 'calibration'>): string {
  if (!calibration)
    return 'These weights come without calibration: take the percentages as an order, not as chances. Below 50 % the answer is "unknown".';
  const { temperature, unknownBelow, right, windows } = calibration;
  const on = `on ${windows} windows that taught nothing (temperature ${temperature.toFixed(2)})`;
  return unknownBelow === null
    ? `The percentages were calibrated ${on}. There it was never sure enough for ${Math.round(100 * right)} % right answers: all it says is "unknown".`
    : `The percentages were calibrated ${on}. Below ${chance(unknownBelow)} the answer is "unknown": of what was named there, ${Math.round(100 * right)} % was right.`;
}

/** How much of what a classifier was judged on was normal: on a plant it is most of the time. */
export function normalWords({ confusion }: Pick<ModelManifest, 'confusion'>): string {
  const at = confusion?.classes.indexOf(NORMAL) ?? -1;
  if (!confusion || at === -1) return '';
  const { windows, recall } = recallOf(confusion, at);
  if (windows === 0 || recall === null) return '';
  const all = confusion.counts.flat().reduce((sum, count) => sum + count, 0);
  return `Of the windows it was judged on ${Math.round((100 * windows) / all)} % were normal operation, of which ${Math.round(100 * recall)} % were named so; a plant is normal most of its time: expect more false names here.`;
}

/** Figures of a card in a sentence. */
export const qualityWords = ({ quality }: Pick<ModelManifest, 'quality'>): string =>
  quality
    .map(({ measure, value, unit, baselines, data }) => {
      const beside = baselines
        .map((plain) => `${plain.name} ${plain.value.toPrecision(2)}${unit && ` ${unit}`}`)
        .join(', ');
      return `${measure}: ${value.toPrecision(2)}${unit && ` ${unit}`} (${beside ? `${beside}; ` : ''}${data})`;
    })
    .join('; ');
