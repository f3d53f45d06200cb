import { expect, test } from 'vitest';
import { toImportError } from '../../../../workers/ingest/import-error';
import { MemoryFile } from '../../../../workers/ingest/memory-file';
import { WholeWrites } from '../../../../workers/ingest/whole-writes';

/** A file of so many bytes at most: cuts a write short as a browser's handle does at its quota. */
class SmallFile extends MemoryFile {
  override write(buffer: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    const room = Math.max(0, 100 - at);
    return super.write(new Uint8Array(buffer as ArrayBuffer).subarray(0, room), { at });
  }

  override truncate(newSize: number): void {
    if (newSize > 100) throw new DOMException('no room', 'QuotaExceededError');
    super.truncate(newSize);
  }
}

test('a write that is cut short is thrown and kept, in words that say what to do', () => {
  const file = new WholeWrites(new SmallFile());
  expect(file.write(new Uint8Array(60), { at: 0 })).toBe(60);
  expect(file.failure).toBeNull();
  expect(() => file.write(new Uint8Array(60), { at: 60 })).toThrow('only 40 of 60 bytes');
  expect(toImportError(file.failure).message).toContain('no more room for this site');
});

test('a refusal to grow is kept too', () => {
  const file = new WholeWrites(new SmallFile());
  expect(() => file.truncate(200)).toThrow('no room');
  expect(toImportError(file.failure).message).toContain('Free space on the disk');
});
