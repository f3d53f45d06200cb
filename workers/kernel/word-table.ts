import type { PlainBytes } from '$lib/ingest/lines';
import type { ColumnPlan } from '$lib/ingest/types';

const SINGLE_BYTES = 256;
const COUNT_AT = 256;
const WORDS_AT = 264;
const WORD_BYTES = 24;
const TEXT_BYTES = 16;
const LENGTH_AT = 20;
const NO_WORD = 255;

/** Bytes of a text in the file's encoding; null where that is not simple. */
export function encodedText(word: string, encoding: PlainBytes['encoding']): Uint8Array | null {
  if (encoding === 'utf-8') return new TextEncoder().encode(word);
  return /^[\0-\x7f\xa0-\xff]*$/.test(word) ? Uint8Array.from(word, (letter) => letter.charCodeAt(0)) : null;
}

/**
 * Words of a boolean column that the kernel compares itself, as bytes; a word in both lists is true. Others are
 * left to the text reader.
 */
function shortWords(
  { trueWords, falseWords }: Pick<ColumnPlan, 'trueWords' | 'falseWords'>,
  encoding: PlainBytes['encoding'],
) {
  const words = new Map<string, number>();
  for (const word of falseWords) words.set(word, 0);
  for (const word of trueWords) words.set(word, 1);
  return [...words]
    .filter(([word]) => word !== '' && word === word.trim().toLowerCase())
    .map(([word, meaning]) => ({ bytes: encodedText(word, encoding), meaning }))
    .filter((word): word is { bytes: Uint8Array; meaning: number } => word.bytes !== null)
    .filter(({ bytes }) => bytes.length <= TEXT_BYTES);
}

const capital = (byte: number) => (byte >= 97 && byte <= 122 ? byte - 32 : byte);

/** The table of a boolean column's words as assembly/words.ts reads it. */
export function wordTable(
  column: Pick<ColumnPlan, 'trueWords' | 'falseWords'>,
  encoding: PlainBytes['encoding'],
): Uint8Array {
  const words = shortWords(column, encoding);
  const table = new Uint8Array(WORDS_AT + words.length * WORD_BYTES);
  table.fill(NO_WORD, 0, SINGLE_BYTES);
  new DataView(table.buffer).setUint32(COUNT_AT, words.length, true);
  words.forEach(({ bytes, meaning }, at) => {
    table.set(bytes, WORDS_AT + at * WORD_BYTES);
    table[WORDS_AT + at * WORD_BYTES + TEXT_BYTES] = meaning;
    table[WORDS_AT + at * WORD_BYTES + LENGTH_AT] = bytes.length;
    if (bytes.length > 1) return;
    table[bytes[0]] = meaning;
    table[capital(bytes[0])] = meaning;
  });
  return table;
}
