import type { DuckDBBindings } from '@duckdb/duckdb-wasm/blocking';
import { abortError, type Job } from './lane';

/** One turn of the event loop, without the 4 ms that nested timers wait; messages that came in are handled. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * Run a statement in steps of the engine's polling interval, with a turn of the event loop between them, so that a
 * cancellation arrives while it runs.
 * @returns Arrow IPC: the schema, then record batches
 * @throws what the engine throws; AbortError when the job was cancelled
 */
export async function pollQuery(
  engine: DuckDBBindings,
  connection: number,
  sql: string,
  job: Job,
): Promise<Uint8Array[]> {
  let header = engine.startPendingQuery(connection, sql, false);
  while (header === null) {
    await turn();
    if (job.cancelled) {
      engine.cancelPendingQuery(connection);
      throw abortError();
    }
    header = engine.pollPendingQuery(connection);
  }
  const chunks = [header];
  for (;;) {
    const chunk = engine.fetchQueryResults(connection);
    if (chunk === null) await turn();
    else if (chunk.length > 0) chunks.push(chunk);
    else return chunks;
  }
}
