import { readSource } from '$lib/store/read-source';

const CHUNK_BYTES = 8 << 20;

/** A file's bytes in chunks of 8 MB: `File.stream()` fails in Safari from 4 GB on. */
export function byteStream(file: File): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        if (at >= file.size) return controller.close();
        const end = Math.min(at + CHUNK_BYTES, file.size);
        const bytes = await readSource(file, at, end);
        at = end;
        controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
      },
    },
    { highWaterMark: 1 },
  );
}
