import { releaseProxy, wrap, type Remote } from 'comlink';

/** A worker behind its contract. `dispose` ends it; every call still open then rejects. */
export interface Connection<R> {
  remote: R;
  dispose(): void;
}

/** The worker ended, or its script could not start, while a call was waiting. */
export class WorkerError extends Error {
  override name = 'WorkerError';
}

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * Wrap a worker by Comlink so that a dead worker rejects what is pending: Comlink alone leaves such a
 * promise unsettled for ever.
 */
export function connectWorker<T>(worker: Worker): Connection<Remote<T>> {
  const wrapped = wrap<T>(worker);
  const pending = new Set<(reason: Error) => void>();
  let dead: Error | null = null;
  const end = (error: Error) => {
    if (dead) return;
    dead = error;
    // A worker that threw would go on with its other work, unseen.
    worker.terminate();
    for (const reject of pending) reject(error);
    pending.clear();
  };
  worker.addEventListener('error', (event) => {
    end(new WorkerError(`worker stopped: ${event.message || 'its script could not be loaded'}`));
  });
  const guard =
    (method: Method): Method =>
    (...args) => {
      if (dead) return Promise.reject(dead);
      return new Promise((resolve, reject) => {
        pending.add(reject);
        method(...args)
          .then(resolve, reject)
          .finally(() => pending.delete(reject));
      });
    };
  const remote = new Proxy(wrapped as object, {
    get(target, key) {
      const member = Reflect.get(target, key) as Method;
      // A remote is no thenable: `await remote` must give the remote itself.
      return key === 'then' ? undefined : typeof key === 'string' ? guard(member) : member;
    },
  }) as Remote<T>;
  return {
    remote,
    dispose() {
      if (dead) return;
      wrapped[releaseProxy]();
      end(new WorkerError('worker was ended'));
    },
  };
}
