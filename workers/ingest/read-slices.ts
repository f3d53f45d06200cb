import type { Remote } from 'comlink';
import type { Slice, SlicePartial } from '$lib/ingest/types';
import type { IngestApi } from '$lib/rpc/ingest';
import type { Connection } from '$lib/rpc/connect';
import type { ImportRequest } from '$lib/rpc/importer';

/** Starts an ingest worker. */
export type ConnectIngest = () => Connection<Remote<IngestApi> | IngestApi>;

/**
 * Roll slices up by a pool of workers, each taking the next one when it is free; `onPartial` gets them as they come.
 * The first failure ends all workers and is thrown.
 */
export async function readSlices(
  { sources, range, workers, reader }: ImportRequest,
  slices: AsyncGenerator<Slice>,
  connect: ConnectIngest,
  onPartial: (partial: SlicePartial) => void,
): Promise<void> {
  const connections = Array.from({ length: workers }, () => connect());
  // Generators queue their callers, so that workers can share one.
  const serve = async (api: Remote<IngestApi> | IngestApi) => {
    await api.start(sources, range, reader);
    for (let next = await slices.next(); !next.done; next = await slices.next()) {
      onPartial(await api.rollUp(next.value));
    }
  };
  try {
    await Promise.all(connections.map(({ remote }) => serve(remote)));
  } finally {
    for (const connection of connections) connection.dispose();
  }
}
