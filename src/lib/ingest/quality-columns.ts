import type { SampleRows } from './time-column';
import type { QualityColumn } from './types';
import { unitOfHeader } from './units';

const NAMES_QUALITY =
  /^(.*?)[\s_.:/-]*\(?(?:quality(?:[\s_]?code)?|qual|validity|valid|status(?:[\s_]?code)?|qualität|güte|gültig|opc[\s_]?q(?:uality)?|q)\)?$/i;
const WORDS =
  /^(?:good|bad|uncertain|ok|stale|questionable|good[ ,].*|bad[ ,].*|uncertain[ ,].*|gut|schlecht|unsicher)$/i;
const BAD_WORD = /^(?:bad|schlecht)/i;
const BAD_WORDS = ['bad', 'schlecht', 'invalid', 'error', 'ungültig', 'fault', 'comm fail', 'not connected'];
/** OPC DA: the two highest of eight bits are 0 for bad, 1 for uncertain, 3 for good (OPC DA 3.0, 6.8). */
const OPC_BAD = Array.from({ length: 64 }, (_, code) => String(code));
const OPC_GOOD = 192;
/** Codes that OPC DA defines, without the two bits for limits. */
const OPC_CODES = new Set([0, 4, 8, 12, 16, 20, 24, 28, 32, 64, 68, 80, 84, 88, 192, 216]);
const NAMES_VALID = /valid|gültig|qualit|qual\b|güte/i;
const MOST_TEXTS = 64;
const FALSE_WORDS = ['0', 'f', 'false', 'no', 'nein'];

/** Distinct filled cells of a column in the sample, trimmed. */
function distinct({ head, tail, middle = [] }: SampleRows, column: number): string[] {
  const found = new Set<string>();
  for (const part of [head, tail, middle]) for (const row of part) found.add((row[column] ?? '').trim());
  found.delete('');
  return [...found];
}

/**
 * Which of a quality column's texts mean bad, null when its cells are no qualities.
 * @param header a plain 0 and 1 says whether readings are good only under a name such as `valid`: under `status` it is a state
 */
export function badWordsOf(texts: readonly string[], header: string): string[] | null {
  if (texts.length === 0 || texts.length > MOST_TEXTS) return null;
  if (texts.every((text) => WORDS.test(text))) {
    const bad = texts.filter((text) => BAD_WORD.test(text)).map((text) => text.toLowerCase());
    return [...new Set([...BAD_WORDS, ...bad])];
  }
  // Nothing but 0: OPC UA, where 0 is good.
  if (texts.every((text) => /^(?:[01]|t|f|true|false)$/i.test(text)))
    return NAMES_VALID.test(header) && texts.some((text) => text !== '0') ? FALSE_WORDS : null;
  const codes = texts.map(Number);
  const isOpc = codes.every((code) => Number.isInteger(code) && OPC_CODES.has(code & ~3));
  return isOpc && codes.some((code) => code >= OPC_GOOD) ? OPC_BAD : null;
}

const bare = (header: string) =>
  unitOfHeader(header)
    .name.toLowerCase()
    .replace(/(?:[\s_.:-]*(?:value|wert|pv|val))?[^\p{L}\d]*$/u, '');

/**
 * Which columns say of others whether their readings are good: by their names (`CH4_Quality` of `CH4`; plain `Quality` of
 * the column before it) and by what they hold (OPC codes, words, 0 and 1).
 * @param isReading whether a column holds numbers or states
 * @returns for each column with readings that has one, its quality column
 */
export function qualityColumns(
  headers: readonly string[],
  rows: SampleRows,
  isReading: (column: number) => boolean,
): Map<number, QualityColumn> {
  const found = new Map<number, QualityColumn>();
  const lone = headers.map((header) => NAMES_QUALITY.exec(header)?.[1] === '').filter(Boolean).length === 1;
  headers.forEach((header, column) => {
    const name = NAMES_QUALITY.exec(header)?.[1];
    if (name === undefined || (name !== '' && bare(name) === '')) return;
    const badWords = badWordsOf(distinct(rows, column), header);
    if (!badWords) return;
    const named = headers.findIndex(
      (other, at) => at !== column && isReading(at) && bare(other) === bare(name),
    );
    const owners = name !== '' ? [named] : ownersOf(column, headers.length, isReading, lone);
    for (const owner of owners) if (owner >= 0) found.set(owner, { column, badWords });
  });
  return found;
}

/** Columns that a quality without a name of its own belongs to: all, when it is the only one at the end; else the one before it. */
function ownersOf(
  column: number,
  width: number,
  isReading: (at: number) => boolean,
  lone: boolean,
): number[] {
  const readings = Array.from({ length: width }, (_, at) => at).filter(
    (at) => at !== column && isReading(at),
  );
  if (lone && (readings.length === 1 || column === width - 1)) return readings;
  return readings.includes(column - 1) ? [column - 1] : [];
}
