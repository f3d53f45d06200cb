import { transfer, type Remote } from 'comlink';
import type { SlicePartial } from '$lib/ingest/types';
import type { Connection } from '$lib/rpc/connect';
import type { ImportRequest } from '$lib/rpc/importer';
import type { IngestApi } from '$lib/rpc/ingest';
import { BufferPool } from '$lib/store/forward-reader';
import { loadSlices, type LoadedSlice, type SourceSpan } from './plan-slices';

/** Starts an ingest worker. */
export type ConnectIngest = () => Connection<Remote<IngestApi> | IngestApi>;

/**
 * Roll slices up by a pool of workers, each taking the next one when it is free; `onPartial` gets them as they come,
 * and the worker waits for it.
 * The slices are read on this thread, as one stream and one slice ahead of each worker; a worker gives a slice's buffer back.
 * The first failure ends all workers and is thrown.
 */
export async function readSlices(
  { sources, range, workers, reader }: ImportRequest,
  spans: readonly SourceSpan[],
  connect: ConnectIngest,
  onPartial: (partial: SlicePartial) => Promise<void>,
): Promise<void> {
  const connections = Array.from({ length: workers }, () => connect());
  const pool = new BufferPool();
  const slices = loadSlices({ sources, reader }, spans, pool);
  // Generators queue their callers, so that workers can share one.
  const load = async (): Promise<LoadedSlice | null> => {
    const next = await slices.next();
    return next.done ? null : next.value;
  };
  const rollUp = async (api: Remote<IngestApi> | IngestApi, { slice, bytes }: LoadedSlice) => {
    if (bytes) {
      const { partial, buffer } = await api.rollUp(slice, transfer(bytes, [bytes.buffer]));
      pool.give(buffer);
      return onPartial(partial);
    }
    const { file } = sources[slice.source];
    for (let part = await api.rollUpRows(slice, file); part; part = await api.rollUpRows(slice, file)) {
      await onPartial(part);
    }
  };
  const serve = async (api: Remote<IngestApi> | IngestApi) => {
    let ahead = load();
    // A failure to read ahead is thrown when its turn comes.
    ahead.catch(() => undefined);
    await api.start(
      sources.map(({ plan }) => plan),
      range,
      reader,
    );
    for (let loaded = await ahead; loaded !== null; loaded = await ahead) {
      ahead = load();
      ahead.catch(() => undefined);
      await rollUp(api, loaded);
    }
  };
  try {
    await Promise.all(connections.map(({ remote }) => serve(remote)));
  } finally {
    for (const connection of connections) connection.dispose();
    await slices.return(undefined);
  }
}
