import { knownUnit } from '$lib/plant/unit-words';

/** Units that a tag name carries as its last word, without brackets: too short ones (`a`, `m`, `t`) would be guesses. */
const SUFFIXES =
  /[_\s.-](psi[agd]?|scfm|scfh|acfm|cfm|gpm|lpm|lph|degf|degc|deg_?[fc]|mcf|scf|mmbtu|mbtu|btu|kwh|mwh|kw|mw|amps?|hz|rpm|ppmv?|pct|percent|prozent|m?bar[ag]?|[km]?pa|n?m3_h|nm3|m3|mv|volts?)$/i;

/** After a blank these are names more often than units: `Tank A`, `Temperature min`, `Compressor HP`. */
const NAMES_TOO = /^(?:[a-z]|min|hp|std|grad|bool|cf|mm|cm|rh|sec|days|hours)$/i;

/** A header taken apart. */
export interface HeaderUnit {
  /** Unit in our spelling, or as written in square brackets when it is not one we know; '' when there is none. */
  unit: string;
  /** Header text without the bracketed unit. */
  name: string;
}

/** The last bracketed text of a header, with brackets inside it: `Pressure outlet (bar(a))` has `bar(a)`. */
function lastBracket(text: string): { inside: string; start: number; square: boolean } | null {
  const close = text.at(-1);
  if (close !== ')' && close !== ']') return null;
  const open = close === ')' ? '(' : '[';
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === close) depth++;
    if (text[at] === open && --depth === 0)
      return { inside: text.slice(at + 1, -1), start: at, square: open === '[' };
  }
  return null;
}

/** Unit in a header's text: in brackets at its end, after a slash or comma (`Druck / mbar`), or as a suffix (`_degf`). */
export function unitOfHeader(header: string): HeaderUnit {
  const text = header.trim();
  const bracket = lastBracket(text);
  if (bracket) {
    const known = knownUnit(bracket.inside);
    const name = text.slice(0, bracket.start).trim();
    if (known) return { unit: known.unit, name };
    if (bracket.square) return { unit: bracket.inside.trim(), name };
  }
  const parted = /^(.*\S)(\s+in\s+|\s*,\s+|\s+\/\s*|\s+)(\S+)$/.exec(text);
  const tail =
    parted && (parted[2].trim() !== '' || !NAMES_TOO.test(parted[3])) ? knownUnit(parted[3]) : null;
  if (parted && tail) return { unit: tail.unit, name: parted[1] };
  const suffix = SUFFIXES.exec(text)?.[1];
  if (suffix) return { unit: knownUnit(suffix.replace('_h', '/h').replace('_', ''))?.unit ?? '', name: text };
  return text.endsWith('%') ? { unit: '%', name: text.slice(0, -1).trim() } : { unit: '', name: text };
}

/** A cell without blanks and brackets around it. */
const bare = (cell: string) => cell.trim().replace(/^[[(](.*)[\])]$/, '$1');

/** Whether a row under the header holds units: most of its cells are units we know, blank or a dash. */
export function isUnitsRow(cells: string[]): boolean {
  const filled = cells.map(bare).filter((cell) => !/^-*$/.test(cell));
  // A lone letter in front names the time (`t`), not tonnes.
  const known = filled.filter((cell, at) => (at > 0 || cell.length > 1) && knownUnit(cell) !== null).length;
  // The time column's cell describes its format (`yyyy-mm-dd`, `TS`) rather than a unit.
  return known > 0 && known >= (filled.length - 1) * 0.6;
}

/** Unit of one cell of a units row, '' when it names none. */
export function unitOfCell(cell: string): string {
  const text = bare(cell);
  return /^-*$/.test(text) ? '' : (knownUnit(text)?.unit ?? text);
}
