/** Statements in addresses: behind the #, which browsers send to no server. */

const KEY = '#sql=';
/** Browsers take longer addresses, but mail and chat programs cut them. */
const MOST_CHARACTERS = 16_000;

/** The part of an address that carries a statement, '' for none and for one too long to be carried. */
export function statementHash(sql: string): '' | `#${string}` {
  if (sql.trim() === '') return '';
  const hash = `${KEY}${encodeURIComponent(sql)}` as const;
  return hash.length > MOST_CHARACTERS ? '' : hash;
}

/** The statement that an address carries, null when it carries none, or one that was cut. */
export function statementIn(hash: string): string | null {
  if (!hash.startsWith(KEY)) return null;
  try {
    return decodeURIComponent(hash.slice(KEY.length));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
