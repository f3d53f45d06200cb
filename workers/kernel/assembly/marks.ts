import { delimiter, quote } from './setup';

export const LF: u32 = 10;
export const CR: u32 = 13;

/** Whether JavaScript's trim() takes an ASCII byte away. */
export function isSpace(byte: u32): bool {
  return byte == 32 || byte - 9 < 5;
}

/** Address of the next line feed at or after `at`; the padding after the slice begins with one. */
export function lineFeed(at: usize): usize {
  const feeds = i8x16.splat(10);
  let found = i8x16.bitmask(i8x16.eq(v128.load(at), feeds));
  while (found == 0) {
    at += 16;
    found = i8x16.bitmask(i8x16.eq(v128.load(at), feeds));
  }
  return at + ctz(found);
}

/** Address of the next delimiter or line feed at or after `at`. */
export function plainEnd(at: usize): usize {
  const feeds = i8x16.splat(10);
  const delimiters = i8x16.splat(<i8>delimiter);
  let found = 0;
  for (; found == 0; at += 16) {
    const bytes = v128.load(at);
    found = i8x16.bitmask(v128.or(i8x16.eq(bytes, feeds), i8x16.eq(bytes, delimiters)));
  }
  return at - 16 + ctz(found);
}

/** Whether only CR and NUL stand between `at` and the line feed. */
export function endsLine(at: usize): bool {
  while (load<u8>(at) == CR || load<u8>(at) == 0) at++;
  return load<u8>(at) == LF;
}

/** Content of the cell found last: [cellFrom, cellTo), quotes excluded, not trimmed. */
export let cellFrom: usize = 0;
export let cellTo: usize = 0;

/**
 * Find the cell that starts at `at`.
 * @returns address of the delimiter or line feed after it; 0 where its quotes are not simply around it
 */
export function findCell(at: usize): usize {
  if (<u32>load<u8>(at) == quote) return findQuoted(at + 1);
  const end = plainEnd(at);
  let to = end;
  if (load<u8>(end) == LF) {
    while (to > at && (load<u8>(to - 1) == CR || load<u8>(to - 1) == 0)) to--;
  }
  cellFrom = at;
  cellTo = to;
  return end;
}

function findQuoted(at: usize): usize {
  let to = at;
  while (<u32>load<u8>(to) != quote) {
    if (load<u8>(to) == LF) return 0;
    to++;
  }
  const next = to + 1;
  cellFrom = at;
  cellTo = to;
  if (<u32>load<u8>(next) == delimiter) return next;
  return endsLine(next) ? lineFeed(next) : 0;
}
