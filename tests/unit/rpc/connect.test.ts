import { expect, test, vi } from 'vitest';
import { connectWorker } from '$lib/rpc/connect';

/** A worker that never answers. */
class SilentWorker extends EventTarget {
  terminate = vi.fn();
  postMessage(): void {}
}

interface Api {
  work(): Promise<number>;
}

const connect = () => {
  const worker = new SilentWorker();
  return { worker, ...connectWorker<Api>(worker as unknown as Worker) };
};

test('a worker that breaks rejects what was pending, and what comes later, and is ended', async () => {
  const { worker, remote } = connect();
  const pending = remote.work();
  worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  await expect(pending).rejects.toThrow('worker stopped: out of memory');
  await expect(remote.work()).rejects.toThrow('out of memory');
  expect(worker.terminate).toHaveBeenCalledOnce();
});

test('disposing ends the worker and rejects what was pending', async () => {
  const { worker, remote, dispose } = connect();
  const pending = remote.work();
  dispose();
  dispose();
  await expect(pending).rejects.toMatchObject({ name: 'WorkerError', message: 'worker was ended' });
  expect(worker.terminate).toHaveBeenCalledOnce();
});
