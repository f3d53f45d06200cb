import { transfer, type Remote } from 'comlink';
import type { Slice, SlicePartial } from '$lib/ingest/types';
import type { Connection } from '$lib/rpc/connect';
import type { ImportRequest } from '$lib/rpc/importer';
import type { IngestApi } from '$lib/rpc/ingest';
import { readSource } from '$lib/store/read-source';

/** Starts an ingest worker. */
export type ConnectIngest = () => Connection<Remote<IngestApi> | IngestApi>;

interface LoadedSlice {
  slice: Slice;
  /** Null for Parquet: the worker reads its columns itself. */
  bytes: Uint8Array | null;
}

/**
 * Roll slices up by a pool of workers, each taking the next one when it is free; `onPartial` gets them as they come.
 * The slices are read on this thread, one ahead of each worker: a worker that reads for itself stops receiving while it
 * parses (60 to 140 ms waiting a slice where reading alone takes 25 to 50; docs/performance.md). The first failure ends all workers and is thrown.
 */
export async function readSlices(
  { sources, range, workers, reader }: ImportRequest,
  slices: AsyncGenerator<Slice>,
  connect: ConnectIngest,
  onPartial: (partial: SlicePartial) => void,
): Promise<void> {
  const connections = Array.from({ length: workers }, () => connect());
  // Generators queue their callers, so that workers can share one.
  const load = async (): Promise<LoadedSlice | null> => {
    const next = await slices.next();
    if (next.done) return null;
    const { source, start, end } = next.value;
    if (sources[source].plan.parquet) return { slice: next.value, bytes: null };
    return { slice: next.value, bytes: await readSource(sources[source].file, start, end) };
  };
  const rollUp = async (api: Remote<IngestApi> | IngestApi, { slice, bytes }: LoadedSlice) => {
    if (bytes) return onPartial(await api.rollUp(slice, transfer(bytes, [bytes.buffer])));
    const { file } = sources[slice.source];
    for (let part = await api.rollUpRows(slice, file); part; part = await api.rollUpRows(slice, file)) {
      onPartial(part);
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
  }
}
