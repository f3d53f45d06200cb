import type { PlanWarning } from './types';
import { unitOfHeader } from './units';

/** Names that the roll-up and the SQL views use themselves. */
const RESERVED = ['timestamp', 'bucket', 'n'];
const LETTERS: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  ø: 'oe',
  æ: 'ae',
  '%': ' pct ',
  µ: 'u',
};
const SHOWN_NAMES = 5;

/** Header texts of `width` columns, trimmed; `column 3` where the header is blank, short or absent. */
export function headerNames(cells: string[] | null, width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const text = (cells?.[column] ?? '').replace(/\s+/g, ' ').trim();
    // A comment mark before the header belongs to the line, not to the first name.
    const name = column === 0 ? text.replace(/^#\s*/, '') : text;
    return name === '' ? `column ${column + 1}` : name;
  });
}

/** SQL name of a header: lower case, [a-z0-9_], never empty; a unit in brackets is left out. */
export function tagName(header: string): string {
  const name = unitOfHeader(header).name || header;
  const plain = [...name.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('');
  const ascii = plain.normalize('NFD').replace(/\p{M}/gu, '');
  return ascii.replace(/[^a-z0-9]+/g, '_').replace(/^_+(?=.)|_+$/g, '') || 'column';
}

/** Tag of each header, unique: later ones get `_2`, `_3`. A null stands for a time column and gives ''. */
export function uniqueTags(headers: (string | null)[]): string[] {
  const used = new Set(RESERVED);
  return headers.map((header) => {
    if (header === null) return '';
    const base = tagName(header);
    let tag = base;
    for (let copy = 2; used.has(tag); copy++) tag = `${base}_${copy}`;
    used.add(tag);
    return tag;
  });
}

/** Names in a sentence: quoted, the first few, then how many more. */
export function listNames(names: string[]): string {
  const shown = names.slice(0, SHOWN_NAMES).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Warnings about blank, repeated and cut-off names of a header as written. */
export function headerWarnings(cells: string[], rowsAreClosed: boolean): PlanWarning[] {
  const names = cells.map((cell) => cell.trim());
  const filled = names.filter((name) => name !== '');
  const repeated = [...new Set(filled.filter((name, at) => filled.indexOf(name) !== at))];
  const blank = names.flatMap((name, at) =>
    name === '' && !(rowsAreClosed && at === names.length - 1) ? [at + 1] : [],
  );
  const longest = Math.max(0, ...filled.map((name) => name.length));
  const cut =
    repeated.some((name) => name.length === longest && /[_\s-]$|[a-z]$/i.test(name)) && longest >= 8;
  const warnings: PlanWarning[] = [];
  if (repeated.length > 0)
    warnings.push({
      severity: 'warning',
      message: `The header names ${listNames(repeated)} occur more than once${cut ? `; names seem to be cut off at ${longest} characters` : ''}.`,
      advice: 'They are told apart by _2, _3 in file order; check in the preview which is which.',
    });
  if (blank.length > 0)
    warnings.push({
      severity: 'info',
      message: `The header has no name for column ${blank.join(', ')}.`,
      advice: 'Such columns are named by their position.',
    });
  return warnings;
}
