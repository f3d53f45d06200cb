import { Gunzip } from 'fflate';
import { readSource, SourceReadError } from '$lib/store/read-source';
import { NoRoomError } from './no-room-error';
import { byteStream } from './byte-stream';
import type { Sink } from './sink';
import { UnpackError, wordsOf } from './unpack-error';

const CHUNK_BYTES = 1 << 20;

/** Write a stream into a sink, telling how far it is. */
export async function pour(
  stream: ReadableStream<Uint8Array>,
  sink: Sink,
  onProgress: (bytes: number) => void,
): Promise<void> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    sink.write(next.value);
    onProgress(sink.size);
  }
}

/** The browser's own inflater takes one gzip stream; files put together from several, as bgzip and `cat` do, need this one. */
async function gunzipMembers(file: File, sink: Sink, onProgress: (bytes: number) => void): Promise<void> {
  const gunzip = new Gunzip((bytes) => sink.write(bytes));
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const end = Math.min(at + CHUNK_BYTES, file.size);
    gunzip.push(await readSource(file, at, end), end === file.size);
    onProgress(sink.size);
  }
}

/**
 * Unpack a .gz into a sink, in memory that does not grow with it.
 * @throws UnpackError when it is damaged or cut off
 */
export async function gunzip(file: File, sink: Sink, onProgress: (bytes: number) => void): Promise<void> {
  try {
    return await pour(byteStream(file).pipeThrough(new DecompressionStream('gzip')), sink, onProgress);
  } catch (error) {
    if (error instanceof NoRoomError || error instanceof SourceReadError) throw error;
  }
  sink.empty();
  try {
    await gunzipMembers(file, sink, onProgress);
  } catch (cause) {
    if (cause instanceof NoRoomError || cause instanceof SourceReadError) throw cause;
    throw new UnpackError(
      `"${file.name}" is damaged or not complete: unpacking stopped after ${sink.size} bytes (${wordsOf(cause)})`,
      'Copy or download it again, then drop it again.',
      { cause },
    );
  }
}
