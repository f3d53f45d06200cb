import type { Statement } from '$lib/rpc/database';
import { quoteText } from './identifiers';

/** Texts and quoted identifiers, whose `?` stands for itself, or a parameter. */
const PARAMETER = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g;

/**
 * A value as an SQL literal.
 * @throws RangeError for numbers that are not finite and texts that hold a zero character
 */
export function literal(value: Statement['params'][number]): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new RangeError('text parameter holds a zero character');
    return quoteText(value);
  }
  if (!Number.isFinite(value)) throw new RangeError(`parameter ${value} is not a finite number`);
  return value < 0 ? `(${value})` : `${value}`;
}

/**
 * The statement with its parameters written in as literals. DuckDB-WASM can poll and cancel only statements
 * without parameters, so every value passes through this one function.
 * @throws RangeError when the number of parameters does not match
 */
export function renderStatement({ sql, params }: Statement): string {
  let used = 0;
  const text = sql.replace(PARAMETER, (match) => {
    if (match !== '?') return match;
    if (used >= params.length) throw new RangeError(`statement has more than ${params.length} parameters`);
    return literal(params[used++]);
  });
  if (used !== params.length)
    throw new RangeError(`statement has ${used} parameters, ${params.length} were given`);
  return text;
}
