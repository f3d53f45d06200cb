/** A nested, binary or interval value of a result as text; lists and structs look like JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : inner(value);
}

function inner(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return `\\x${Array.from(value, hex).join('')}`;
  if (ArrayBuffer.isView(value)) return `[${Array.from(value as Int32Array, inner).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Date) return value.toISOString();
  const entries =
    'toJSON' in value && typeof value.toJSON === 'function' ? (value.toJSON() as unknown) : value;
  if (Array.isArray(entries)) return `[${entries.map(inner).join(', ')}]`;
  if (typeof entries !== 'object' || entries === null || ArrayBuffer.isView(entries)) return inner(entries);
  return `{${Object.entries(entries)
    .map(([key, item]) => `${JSON.stringify(key)}: ${inner(item)}`)
    .join(', ')}}`;
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');
