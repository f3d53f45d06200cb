import { connectDatabase, type DatabaseApi } from '$lib/rpc/database';
import { connectRaw, type RawApi } from '$lib/rpc/raw';

/** A contract as seen through a worker: every method answers a promise. */
type Asynchronous<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

interface Connected<T> {
  remote: Asynchronous<T>;
  dispose(): void;
}

/** How an open plant reaches its workers; tests give the implementations without workers. */
export interface PlantConnectors {
  database(): Connected<DatabaseApi>;
  /** Called when readings of an export are first wanted. */
  raw(): Connected<RawApi>;
}

let prepared: ReturnType<typeof connectDatabase> | null = null;

/** Start a database worker ahead of the plant that it will open: its engine takes longest to start. */
export function prepareDatabase(): void {
  prepared ??= connectDatabase();
}

/** End a prepared worker: it was started before a host was allowed, and may not reach it. */
export function discardPrepared(): void {
  prepared?.dispose();
  prepared = null;
}

export const workerConnectors: PlantConnectors = {
  database() {
    const connection = prepared ?? connectDatabase();
    prepared = null;
    return connection;
  },
  raw: connectRaw,
};

/**
 * Call a worker under a number of its own, which an abort cancels.
 * @throws the signal's reason when it is aborted; what the call throws
 */
export async function cancellable<T>(
  remote: { cancel(id: number): Promise<void> },
  signal: AbortSignal | undefined,
  call: (id: number) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const id = nextId++;
  const cancel = () => void remote.cancel(id);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await call(id);
    signal?.throwIfAborted();
    return result;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

let nextId = 1;
