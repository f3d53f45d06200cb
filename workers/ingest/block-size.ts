const HEADER_BYTES = 4096;
/** Of the second and third header: after checksum, iteration, meta block, free list and block count. */
const BLOCK_SIZE_AT = 40;
const SEED = 5381n;
const FACTOR = 0xbf58476d1ce4e5b9n;

/** DuckDB's checksum of a header, over all of it but the checksum itself (`src/common/checksum.cpp`). */
function checksum(header: DataView): bigint {
  let result = SEED;
  for (let at = 8; at < HEADER_BYTES; at += 8)
    result ^= BigInt.asUintN(64, header.getBigUint64(at, true) * FACTOR);
  return result;
}

/**
 * Set the size of blocks of a database file in which nothing was written yet. DuckDB takes it only when ATTACH makes the
 * file, and it makes none behind an access handle: such a file has to be made by opening it, with blocks of 256 KB.
 * @param bytes a power of two from 16 kB to 256 KB
 * @throws Error when the file is not an empty database as DuckDB 1.4 writes it
 */
export function setBlockSize(file: FileSystemSyncAccessHandle, bytes: number): void {
  if (file.getSize() !== 3 * HEADER_BYTES)
    throw new Error(`a database of ${file.getSize()} bytes is not empty: expected ${3 * HEADER_BYTES}`);
  for (const at of [HEADER_BYTES, 2 * HEADER_BYTES]) {
    const header = new DataView(new ArrayBuffer(HEADER_BYTES));
    file.read(header, { at });
    if (header.getBigUint64(0, true) !== checksum(header))
      throw new Error(`the header at ${at} of a new database has checksum ${header.getBigUint64(0, true)}`);
    header.setBigUint64(BLOCK_SIZE_AT, BigInt(bytes), true);
    header.setBigUint64(0, checksum(header), true);
    file.write(header, { at });
  }
}
