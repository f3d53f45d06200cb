import { readName } from './host';
import { cellFrom, cellTo, findCell, isSpace } from './marks';
import { delimiter, nameColumn, names } from './setup';
import { cellStart } from './time';

/**
 * Table of names: the number of slots less one (a power of two less one), then 16 bytes a slot: hash, address and length of
 * the name in bytes, and its tag plus one; 0 where the slot is free. Names stand in it as they are in the file.
 */
const SLOTS_AT: usize = 16;

/** FNV-1a, 32 bits, as name-table.ts has it. */
function hashOf(from: usize, to: usize): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = (hash ^ (<u32>load<u8>(at))) * 0x01000193;
  return hash;
}

function same(a: usize, b: usize, length: usize): bool {
  for (let at: usize = 0; at < length; at++) if (load<u8>(a + at) != load<u8>(b + at)) return false;
  return true;
}

/** Tag of a name in bytes [from, to), -1 when no slot has it. */
function findName(from: usize, to: usize): i32 {
  const mask = load<u32>(names);
  const hash = hashOf(from, to);
  let at = names + SLOTS_AT + ((<usize>(hash & mask)) << 4);
  while (load<i32>(at, 12) != 0) {
    const length = <usize>load<u32>(at, 8);
    if (load<u32>(at) == hash && length == to - from && same(<usize>load<u32>(at, 4), from, length))
      return load<i32>(at, 12) - 1;
    const next = (<u32>((at - names - SLOTS_AT) >> 4) + 1) & mask;
    at = names + SLOTS_AT + ((<usize>next) << 4);
  }
  return -1;
}

/** Tag of the row; less than 0 when it has none (host.ts). */
export function tagOfRow(row: usize, rowEnd: usize): i32 {
  const start = cellStart(row, nameColumn);
  if (start != 0 && load<u8>(row) <= 127 && findCell(start) != 0) {
    let from = cellFrom;
    let to = cellTo;
    while (from < to && isSpace(load<u8>(from))) from++;
    while (to > from && isSpace(load<u8>(to - 1))) to--;
    const tag = findName(from, to);
    if (tag >= 0) return tag;
  }
  return readName(row, rowEnd);
}

/** Cells of the row; -1 where its quotes are beyond the kernel. */
export function cellsOfRow(row: usize): i32 {
  let found = 1;
  let at = findCell(row);
  for (; at != 0 && <u32>load<u8>(at) == delimiter; found++) at = findCell(at + 1);
  return at == 0 ? -1 : found;
}
