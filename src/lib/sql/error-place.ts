/** A place in a statement as a person counts: both from 1. */
export interface Place {
  line: number;
  column: number;
}

const ENGINE = /\nLINE (\d+): ([^\n]*)\n( *)\^/;
const WORDS = /, line (\d+), column (\d+)$/;
const CUT = '...';
/** `SELECT * FROM (` stands on a line of its own before the person's statement (`safeQuery`). */
const WRAPPER_LINES = 1;

/** After the last character that is not blank. */
function endOf(sql: string): Place {
  const lines = sql.trimEnd().split('\n');
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}

/**
 * Where in the statement that a person wrote the engine found its error; null when it names no place. The engine names
 * a line of the wrapped statement and shows it, cut at both ends when it is long.
 * @param message the engine's words
 * @param sql     the statement as the person wrote it
 */
export function errorPlace(message: string, sql: string): Place | null {
  const found = ENGINE.exec(message);
  if (!found) return null;
  const [, number, shown, blanks] = found;
  const cut = shown.startsWith(CUT) ? CUT.length : 0;
  const excerpt = shown.slice(cut).replace(/\.\.\.$/, '');
  const lines = sql.split('\n');
  const from = Math.max(0, Number(number) - 1 - WRAPPER_LINES);
  // An EXPLAIN before the statement is taken off it, with the lines it stands on.
  const at = lines.findIndex((line, index) => index >= from && line.includes(excerpt));
  if (at < 0) return endOf(sql);
  const caret = blanks.length - `LINE ${number}: `.length - cut;
  return { line: at + 1, column: lines[at].indexOf(excerpt) + Math.max(0, caret) + 1 };
}

/** A message with its place at the end, as `splitPlace` reads it: workers hand on nothing of an error but its words. */
export const withPlace = (message: string, place: Place | null): string =>
  place ? `${message}, line ${place.line}, column ${place.column}` : message;

/** A message and the place that `withPlace` put at its end, null when there is none. */
export function splitPlace(message: string): { message: string; place: Place | null } {
  const found = WORDS.exec(message);
  if (!found) return { message, place: null };
  return {
    message: message.slice(0, found.index),
    place: { line: Number(found[1]), column: Number(found[2]) },
  };
}
