import { batchLock, newBatch, removeCopies } from '$lib/store/unpacked-files';

/** Unpacked copies of one choice of files: they are there until it is over, and other tabs leave them alone meanwhile. */
export class UnpackedBatch {
  readonly name = newBatch();
  #release: () => void = () => {};

  constructor() {
    const over = new Promise<void>((resolve) => (this.#release = resolve));
    void navigator.locks.request(batchLock(this.name), () => over);
  }

  /**
   * The choice is over.
   * @param stray names of copies that no plant keeps
   */
  async end(stray: readonly string[]): Promise<void> {
    await removeCopies(stray);
    this.#release();
  }
}
