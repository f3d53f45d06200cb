import { QueryError } from './errors';

/** DuckDB's own cut of a text into tokens: byte offsets (UTF-8) and kinds; comments are left out. */
export type Tokenize = (sql: string) => { offsets: number[]; types: number[] };

/** Statements that can stand inside `SELECT * FROM (...)`. */
const QUERIES = new Set(
  'select with from values table describe desc show summarize pivot unpivot'.split(' '),
);
/** Functions that read files or run text as a statement. */
const FORBIDDEN = /^(?:read_\w+|\w*_scan\w*|glob|sniff_\w+|parquet_\w+|query|query_table|st_read\w*)$/;
const IDENTIFIER = 0;
const KEYWORD = 4;

interface Token {
  text: string;
  type: number;
  /** Byte offset in the statement as UTF-8. */
  start: number;
}

const slice = (bytes: Uint8Array, start: number, end = bytes.length) =>
  new TextDecoder().decode(bytes.subarray(start, end));

function tokensOf(sql: string, bytes: Uint8Array, tokenize: Tokenize): Token[] {
  const { offsets, types } = tokenize(sql);
  return offsets.map((start, at) => ({
    text: slice(bytes, start, offsets[at + 1]).trim(),
    type: types[at],
    start,
  }));
}

const startsWith = (token: Token | undefined, mark: string) => token?.text.startsWith(mark) ?? false;

function refuseFunctions(tokens: Token[]): void {
  tokens.forEach((token, at) => {
    const name = /^"?(\w+)/.exec(token.text)?.[1].toLowerCase() ?? '';
    const called = startsWith(tokens[at + 1], '(') || /^"?\w+"?\s*\(/.test(token.text);
    if ((token.type === IDENTIFIER || token.type === KEYWORD) && called && FORBIDDEN.test(name))
      throw new QueryError(`function "${name}" is not allowed: a query reads the open plant only`);
  });
}

/** The tokens before the semicolon, and where the text of the statement ends. */
function onlyStatement(tokens: Token[], endOfText: number): { tokens: Token[]; end: number } {
  const at = tokens.findIndex((token) => startsWith(token, ';'));
  if (tokens.length === 0 || at === 0) throw new QueryError('there is no statement');
  if (at < 0) return { tokens, end: endOfText };
  if (tokens.slice(at).some((token) => !startsWith(token, ';')))
    throw new QueryError('only one statement can be run at a time');
  return { tokens: tokens.slice(0, at), end: tokens[at].start };
}

const word = (token: Token | undefined) => /^\w*/.exec(token?.text ?? '')?.[0].toLowerCase() ?? '';

/**
 * The statement to run for one that a person wrote: a single query, wrapped so that nothing but a query can stand in
 * it and that it gives at most `maxRows` + 1 rows.
 * @throws QueryError for more than one statement, for anything that is not a query, and for functions that read files
 */
export function safeQuery(sql: string, maxRows: number, tokenize: Tokenize): string {
  const bytes = new TextEncoder().encode(sql);
  const { tokens, end } = onlyStatement(tokensOf(sql, bytes, tokenize), bytes.length);
  refuseFunctions(tokens);
  const first = tokens.find((token) => !startsWith(token, '(')) ?? tokens[0];
  if (QUERIES.has(word(first))) return `SELECT * FROM (\n${slice(bytes, 0, end)}\n) LIMIT ${maxRows + 1}`;
  if (word(first) !== 'explain')
    throw new QueryError(
      `"${word(first) || first.text}" is not allowed: only queries (SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE, PIVOT, EXPLAIN) are run`,
    );
  const at = tokens.indexOf(first) + 1;
  const analyze = word(tokens[at]) === 'analyze';
  const inner = tokens[analyze ? at + 1 : at];
  if (!QUERIES.has(word(inner)))
    throw new QueryError(`EXPLAIN of "${word(inner)}" is not allowed: only queries are explained`);
  return `EXPLAIN ${analyze ? 'ANALYZE ' : ''}SELECT * FROM (\n${slice(bytes, inner.start, end)}\n)`;
}
