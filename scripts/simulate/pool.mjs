import { Worker } from 'node:worker_threads';

const workerUrl = new URL('./worker.mjs', import.meta.url);
/** Hours that wait at each worker: enough that none is idle while the plant moves on. */
const WAITING_EACH = 3;

/**
 * Workers that turn blocks into CSV bytes.
 * @returns {{ render(block): Promise<Uint8Array>, capacity: number, close(): Promise<void> }} capacity: blocks to keep
 *   in work; every render rejects when a worker fails
 */
export function createPool(workers, workerData) {
  const pending = new Map();
  let failure;
  const fail = (error) => {
    failure = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  const threads = Array.from({ length: workers }, () => new Worker(workerUrl, { workerData }));
  for (const thread of threads) {
    thread.on('error', fail);
    thread.on('message', ({ index, bytes, ready }) => {
      if (ready) return;
      pending.get(index)?.resolve(bytes);
      pending.delete(index);
    });
  }
  let count = 0;
  const render = (block) => {
    if (failure) return Promise.reject(failure);
    const index = count++;
    const done = new Promise((resolve, reject) => pending.set(index, { resolve, reject }));
    threads[index % workers].postMessage({ index, block }, [block.steps.buffer, block.clockShift.buffer]);
    return done;
  };
  const close = async () => {
    await Promise.all(threads.map((thread) => thread.terminate()));
  };
  return { render, capacity: workers * WAITING_EACH, close };
}
