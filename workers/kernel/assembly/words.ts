import { readBoolean } from './host';
import { isSpace } from './marks';
import { BLANK } from './number';
import { wordTables } from './setup';

/**
 * Table of a boolean tag: what each single byte means (0, 1, or 255 for nothing), then the number of longer words,
 * and for each 16 bytes of lower-case text filled up with NUL, its meaning and its length in 4 bytes each.
 */
const COUNT_AT: usize = 256;
const WORDS_AT: usize = 264;
const WORD_BYTES: usize = 24;

export function wordTable(tag: i32): usize {
  return load<u32>(wordTables + ((<usize>tag) << 2));
}

/** 0 or 1 for the word in bytes [from, to), BLANK when empty, NaN when it is none of the words. */
export function boundedWord(tag: i32, from: usize, to: usize): f64 {
  let start = from;
  let end = to;
  while (start < end && isSpace(load<u8>(start))) start++;
  while (end > start && isSpace(load<u8>(end - 1))) end--;
  if (start == end) return BLANK;
  const length = end - start;
  if (length > 16) return readBoolean(tag, from, to);
  const found = matchWord(wordTable(tag), start, length);
  if (found == found) return found;
  for (let at = start; at < end; at++) if (load<u8>(at) > 127) return readBoolean(tag, from, to);
  return NaN;
}

/** 1 when the cell is a word of the table that means 0, else 0; -1 when the text reader must say. */
export function wordIn(table: usize, from: usize, to: usize): i32 {
  let start = from;
  let end = to;
  while (start < end && isSpace(load<u8>(start))) start++;
  while (end > start && isSpace(load<u8>(end - 1))) end--;
  const length = end - start;
  if (length > 16) return -1;
  for (let at = start; at < end; at++) if (load<u8>(at) > 127) return -1;
  return length > 0 && matchWord(table, start, length) == 0 ? 1 : 0;
}

function lowerCase(bytes: v128): v128 {
  const capital = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(65)), i8x16.splat(26));
  return v128.or(bytes, v128.and(capital, i8x16.splat(32)));
}

function matchWord(table: usize, start: usize, length: usize): f64 {
  const positions = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const kept = i8x16.lt_u(positions, i8x16.splat(<i8>length));
  const word = lowerCase(v128.and(v128.load(start), kept));
  const count = load<i32>(table + COUNT_AT);
  for (let index = 0; index < count; index++) {
    const at = table + WORDS_AT + <usize>index * WORD_BYTES;
    if (<usize>load<u32>(at, 20) == length && i8x16.all_true(i8x16.eq(v128.load(at), word)))
      return <f64>load<u32>(at, 16);
  }
  return NaN;
}
