const FIRST_BYTES = 1 << 20;

const view = (buffer: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(buffer)
    ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    : new Uint8Array(buffer);

/**
 * A file in memory behind the interface of an OPFS access handle, for browsers (or windows) without OPFS: DuckDB and
 * the staging write to it as to a real one.
 */
export class MemoryFile implements FileSystemSyncAccessHandle {
  #bytes = new Uint8Array(FIRST_BYTES);
  #size = 0;

  read(buffer: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    const target = view(buffer);
    const part = this.#bytes.subarray(at, Math.min(this.#size, at + target.length));
    target.set(part);
    return part.length;
  }

  write(buffer: AllowSharedBufferSource, { at = 0 }: FileSystemReadWriteOptions = {}): number {
    const source = view(buffer);
    this.truncate(Math.max(this.#size, at + source.length));
    this.#bytes.set(source, at);
    return source.length;
  }

  truncate(newSize: number): void {
    if (newSize > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(newSize, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = grown;
    }
    if (newSize < this.#size) this.#bytes.fill(0, newSize, this.#size);
    this.#size = newSize;
  }

  getSize(): number {
    return this.#size;
  }

  flush(): void {}
  close(): void {}

  /** What was written. */
  toFile(name: string): File {
    return new File([this.#bytes.subarray(0, this.#size)], name);
  }
}
