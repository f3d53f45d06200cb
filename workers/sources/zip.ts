import { BlobReader, ZipReader, type Entry, type FileEntry } from '@zip.js/zip.js';
import { SourceReadError } from '$lib/store/read-source';
import type { Member } from '$lib/sources/member-choice';
import { NoRoomError } from './no-room-error';
import type { Sink } from './sink';
import { UnpackError, wordsOf } from './unpack-error';

const DAMAGED = 'Copy or download it again, then drop it again; or unpack it and drop what is inside.';

/** Its own workers are not wanted: this is one. */
const OPTIONS = { useWebWorkers: false };

async function withEntries<T>(file: File, use: (entries: Entry[]) => Promise<T>): Promise<T> {
  const reader = new ZipReader(new BlobReader(file), OPTIONS);
  try {
    return await use(await reader.getEntries());
  } catch (cause) {
    if ([UnpackError, NoRoomError, SourceReadError].some((kind) => cause instanceof kind)) throw cause;
    throw new UnpackError(`"${file.name}" cannot be unpacked: ${wordsOf(cause)}`, DAMAGED, { cause });
  } finally {
    await reader.close();
  }
}

/** Members of a zip, folders included. @throws UnpackError when its directory cannot be read */
export const zipMembers = (file: File): Promise<Member[]> =>
  withEntries(file, async (entries) =>
    entries.map(({ filename, uncompressedSize, lastModDate }) => ({
      name: filename,
      sizeBytes: uncompressedSize,
      modifiedMs: lastModDate?.getTime(),
    })),
  );

/**
 * Unpack a member of a zip into a sink; its checksum is compared.
 * @throws UnpackError when it is locked by a password, damaged, or packed in an unknown way
 */
export function unzip(
  file: File,
  member: string,
  sink: Sink,
  onProgress: (bytes: number) => void,
): Promise<void> {
  return withEntries(file, async (entries) => {
    const entry = entries.find((one): one is FileEntry => one.filename === member && !one.directory);
    if (!entry) throw new UnpackError(`"${file.name}" has no member "${member}"`, DAMAGED);
    if (entry.encrypted)
      throw new UnpackError(
        `"${member}" in "${file.name}" is locked by a password`,
        'Unpack it with its password and drop what is inside.',
      );
    const writable = new WritableStream<Uint8Array>({
      write(bytes) {
        sink.write(bytes);
        onProgress(sink.size);
      },
    });
    await entry.getData(writable, { ...OPTIONS, checkSignature: true });
  });
}
