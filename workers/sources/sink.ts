import { NoRoomError } from './no-room-error';

/** Where unpacked bytes go. */
export interface Sink {
  readonly size: number;
  /** @throws NoRoomError when the disk takes no more */
  write(bytes: Uint8Array): void;
  /** Start again from nothing. */
  empty(): void;
  /** Let go. @returns the file in memory, null when it is in OPFS */
  finish(): File | null;
}

/** What can be written at an offset: a file of OPFS in a worker, or one in memory behind the same methods. */
export interface Access {
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** Where the sources worker writes. */
export interface SourceStorage {
  /** The unpacked copy of this name in OPFS, emptied. */
  openCopy(name: string): Promise<Access>;
  /** The unfinished file of the plant of this id in OPFS, emptied. */
  openPart(id: string): Promise<Access>;
  /** A file in memory. */
  openMemory(): Access & { toFile(name: string): File };
}

/** Writes to a file of OPFS. */
export function fileSink(access: Access): Sink {
  let size = 0;
  return {
    get size() {
      return size;
    },
    write(bytes) {
      const written = access.write(bytes, { at: size });
      if (written !== bytes.byteLength)
        throw new NoRoomError(
          `only ${written} of ${bytes.byteLength} bytes were written after ${size} bytes`,
        );
      size += written;
    },
    empty() {
      access.truncate(0);
      size = 0;
    },
    finish() {
      access.flush();
      access.close();
      return null;
    },
  };
}

/** Keeps the bytes in memory, for browsers without OPFS. */
export function memorySink(name: string): Sink {
  let parts: Blob[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    write(bytes) {
      parts.push(new Blob([bytes.slice()]));
      size += bytes.byteLength;
    },
    empty() {
      parts = [];
      size = 0;
    },
    finish: () => new File(parts, name),
  };
}
