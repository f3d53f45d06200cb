/** At most three names of what the engine thinks was meant: more hide the rest of the sentence. */
const few = (near: string): string => near.split(', ').slice(0, 3).join(', ');

/** Rules from the engine's words to a person's; the first that fits is taken. */
const RULES: [RegExp, (...found: string[]) => string][] = [
  [
    /^Binder Error: Referenced column ("[^"]*") not found in FROM clause!(?: Candidate bindings: (.*))?$/,
    (_, column, near) =>
      `No table named in FROM has a column ${column}${near ? `; near it are ${few(near)}` : ''}.`,
  ],
  [
    /^Binder Error: Referenced column ("[^"]*") was not found because the FROM clause is missing/,
    (_, column) => `${column} is a column, but no FROM says of which table.`,
  ],
  [
    /^Binder Error: Table ("[^"]*") does not have a column named ("[^"]*")(?: Candidate bindings: :? ?(.*))?$/,
    (_, table, column, near) =>
      `Table ${table} has no column ${column}${near ? `; near it are ${few(near)}` : ''}.`,
  ],
  [
    /^Binder Error: column ("[^"]*") must appear in the GROUP BY clause/,
    (_, column) =>
      `${column} stands beside a sum or mean: put it into GROUP BY, or into a sum, mean or any_value of its own.`,
  ],
  [
    /^Catalog Error: Table with name (\S+) does not exist!/,
    (_, table) => `There is no table "${table}"; the tables of this plant are listed on this page.`,
  ],
  [
    /^Catalog Error: \w+ Function with name (\S+) does not exist!(?: Did you mean ("[^"]*"))?/,
    (_, name, near) => `There is no function "${name}"${near ? `; ${near} is near` : ''}.`,
  ],
  [
    /^Parser Error: syntax error at or near "\)"$/,
    () => 'The statement is not finished, or has a bracket too many.',
  ],
  [/^Parser Error: syntax error at or near ("[^"]*")$/, (_, word) => `${word} is not expected here.`],
  [/^Parser Error: syntax error at end of input$/, () => 'The statement is not finished.'],
  [
    /^Conversion Error: (.*)$/,
    (_, words) => `A value does not fit its type: ${words}. TRY_CAST gives NULL in its place.`,
  ],
  [
    /^Out of Memory Error/,
    () =>
      'This needs more memory than the browser gives: take fewer columns, a shorter time, or hour_rollup.',
  ],
];

const KIND = /^[A-Z]\w*(?: \w+)? Error: /;

/** Capital first, full stop last. */
function sentence(text: string): string {
  const started = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(started) ? started : `${started}.`;
}

/** Why a statement failed, as a sentence for the person who wrote it. */
export function statementErrorInWords(message: string): string {
  for (const [pattern, words] of RULES) {
    const found = pattern.exec(message);
    if (found) return sentence(words(...found));
  }
  return sentence(message.replace(KIND, ''));
}
