import { emptyMinutes, type Minutes, type StagedMinutes } from '$lib/ingest/merge-minutes';
import { NoRoomError } from '../sources/no-room-error';

const measures = ['rows', 'sum', 'min', 'max', 'count'] as const;
const bytesOf = (array: Minutes[(typeof measures)[number]]) =>
  new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);

/**
 * A part in the file. A class, not closures of `add`: those would keep the part's cells alive, which came to 1 GB over
 * the minutes of a 17 GB export.
 */
class StagedPart implements StagedMinutes {
  constructor(
    readonly file: FileSystemSyncAccessHandle,
    readonly minutes: Int32Array,
    readonly tagOf: readonly number[],
    /** Where each measure begins in the file, bytes. */
    readonly offsets: readonly number[],
  ) {}

  read(from: number, to: number): Minutes {
    const result = emptyMinutes(to - from, this.tagOf.length);
    result.minutes.set(this.minutes.subarray(from, to));
    measures.forEach((measure, index) => {
      const target = result[measure];
      const rowBytes = target.BYTES_PER_ELEMENT * (measure === 'rows' ? 1 : this.tagOf.length);
      this.file.read(bytesOf(target), { at: this.offsets[index] + from * rowBytes });
    });
    return result;
  }
}

/**
 * Where the partial minutes of an import wait until all slices are read, in whatever order they come: a file, so
 * that memory stays flat. Cells are written as they are in memory, about 2.7 kB a minute of 95 tags; only the
 * minutes' numbers stay at hand.
 */
export class Staging {
  #size = 0;

  constructor(readonly file: FileSystemSyncAccessHandle) {}

  /** Keep a part. `tagOf` as in `addMinutes`. @throws NoRoomError when the disk takes no more */
  add(part: Minutes, tagOf: readonly number[]): StagedMinutes {
    const offsets = measures.map((measure) => this.#append(bytesOf(part[measure])));
    return new StagedPart(this.file, part.minutes, tagOf, offsets);
  }

  #append(bytes: Uint8Array<ArrayBuffer>): number {
    const at = this.#size;
    const written = this.file.write(bytes, { at });
    if (written !== bytes.byteLength)
      throw new NoRoomError(`only ${written} of ${bytes.byteLength} bytes were written after ${at} bytes`);
    this.#size += written;
    return at;
  }
}
