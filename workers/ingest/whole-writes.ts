import { NoRoomError } from '../sources/no-room-error';

/**
 * An access handle that notices what was not written whole. DuckDB does not: a file cut short by the quota came out as one whose
 * checksums are wrong.
 */
export class WholeWrites implements FileSystemSyncAccessHandle {
  /** The first write that was cut short, or refused. */
  failure: NoRoomError | DOMException | null = null;

  constructor(readonly handle: FileSystemSyncAccessHandle) {}

  /** @throws NoRoomError, DOMException */
  write(buffer: AllowSharedBufferSource, options?: FileSystemReadWriteOptions): number {
    const written = this.#watched(() => this.handle.write(buffer, options));
    if (written === buffer.byteLength) return written;
    this.failure ??= new NoRoomError(`only ${written} of ${buffer.byteLength} bytes were written`);
    throw this.failure;
  }

  /** @throws DOMException */
  truncate(newSize: number): void {
    this.#watched(() => this.handle.truncate(newSize));
  }

  read(buffer: AllowSharedBufferSource, options?: FileSystemReadWriteOptions): number {
    return this.handle.read(buffer, options);
  }

  getSize(): number {
    return this.handle.getSize();
  }

  flush(): void {
    this.handle.flush();
  }

  close(): void {
    this.handle.close();
  }

  #watched<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof DOMException) this.failure ??= error;
      throw error;
    }
  }
}
