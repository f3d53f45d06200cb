/**
 * The table in which the kernel finds a tag by its name (assembly/long.ts): 16 bytes with the number of slots less one, then
 * 16 bytes a slot (hash, address, length, tag plus one), then the names. Addresses count from the table's start.
 */
export function nameTable(names: readonly Uint8Array[]): Uint8Array {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(1, names.length) * 2));
  const first = SLOTS_AT + slots * SLOT_BYTES;
  const table = new Uint8Array(first + names.reduce((total, name) => total + name.length, 0));
  const view = new DataView(table.buffer);
  view.setUint32(0, slots - 1, true);
  let at = first;
  names.forEach((name, tag) => {
    let slot = hashOf(name) & (slots - 1);
    while (view.getInt32(SLOTS_AT + slot * SLOT_BYTES + 12, true) !== 0) slot = (slot + 1) & (slots - 1);
    const entry = [hashOf(name), at, name.length, tag + 1];
    entry.forEach((word, index) => view.setUint32(SLOTS_AT + slot * SLOT_BYTES + index * 4, word, true));
    table.set(name, at);
    at += name.length;
  });
  return table;
}

const SLOTS_AT = 16;
const SLOT_BYTES = 16;

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function hashOf(bytes: Uint8Array): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
}

/** Address in the kernel's memory of each name in a table that stands at `base`. */
export function placeNames(memory: ArrayBuffer, base: number): void {
  const view = new DataView(memory);
  const slots = view.getUint32(base, true) + 1;
  for (let slot = 0; slot < slots; slot++) {
    const at = base + SLOTS_AT + slot * SLOT_BYTES;
    if (view.getInt32(at + 12, true) !== 0) view.setUint32(at + 4, view.getUint32(at + 4, true) + base, true);
  }
}
