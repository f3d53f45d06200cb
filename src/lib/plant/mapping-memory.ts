/**
 * A key for "the same header": equal for the same names in any order, case and spacing, so that the next export of
 * the same plant finds the mapping a person made. 16 hexadecimal digits and the number of columns.
 */
export function headerKey(headers: string[]): string {
  const names = headers.map((header) => header.trim().replace(/\s+/g, ' ').toLowerCase()).sort();
  const text = names.join('\n');
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x9747b28c)}-${headers.length}`;
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, '0');
}
