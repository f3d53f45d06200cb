/** A job in the lane, which may ask whether it was cancelled. */
export interface Job {
  cancelled: boolean;
}

/** What a cancelled query rejects with; not an error to show. */
export const abortError = () => new DOMException('the query was cancelled', 'AbortError');

interface Waiting {
  id: number | null;
  job: Job;
  start(): Promise<void>;
  drop(): void;
}

/** Runs jobs one after the other, in the order given, each of which can be cancelled by its number. */
export class Lane {
  readonly #waiting: Waiting[] = [];
  #running: Waiting | null = null;

  /** @param id number to cancel by; null for jobs that are never cancelled */
  run<T>(id: number | null, work: (job: Job) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const job: Job = { cancelled: false };
      this.#waiting.push({
        id,
        job,
        start: () => work(job).then(resolve, reject),
        drop: () => reject(abortError()),
      });
      void this.#next();
    });
  }

  /** Drop a waiting job, or tell the running one; unknown numbers are ignored. */
  cancel(id: number): void {
    if (this.#running?.id === id) this.#running.job.cancelled = true;
    const at = this.#waiting.findIndex((waiting) => waiting.id === id);
    if (at >= 0) this.#waiting.splice(at, 1)[0].drop();
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#running = next;
    await next.start();
    this.#running = null;
    void this.#next();
  }
}
