import { knownUnit } from './unit-words';
import { wordsOfHeader } from './streams';

/** What is asked of a tag. */
export interface PowerTag {
  tag: string;
  header: string;
  unit: string;
  kind: 'number' | 'boolean';
}

const COMPRESSOR = /_comp_|compress|verdichter|kompressor/;
const POWER = /power|_kw_|leistung/;
const NOT_POWER = /factor|faktor|energy|energie|kwh|limit|set_?p|soll|cmd|reactive|blind|percent|_pct_/;

/**
 * Tags that may read the electric power of the compressor's motor, likeliest first: by unit, and by words where the unit
 * is not known.
 */
export function motorPowerTags<T extends PowerTag>(tags: readonly T[]): T[] {
  const rank = ({ header, unit, kind }: T): number => {
    const words = wordsOfHeader(header);
    const quantity = knownUnit(unit)?.quantity;
    if (kind !== 'number' || NOT_POWER.test(words)) return 0;
    if (quantity !== undefined && quantity !== 'power') return 0;
    const byWords = POWER.test(words);
    if (!COMPRESSOR.test(words) || (quantity === undefined && !byWords)) return 0;
    return (quantity === 'power' ? 2 : 0) + (byWords ? 1 : 0) + (/main|haupt|motor/.test(words) ? 0.5 : 0);
  };
  return tags
    .map((tag) => ({ tag, score: rank(tag) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ tag }) => tag);
}
