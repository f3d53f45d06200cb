import { untrack } from 'svelte';
import { explain, isAbort } from './explain';

/** A zoom gesture asks many times a second; only its last question is worth an answer. */
const SETTLE_MS = 40;
/** A page that opens asks a second time once its width is known, a frame later. */
const FIRST_SETTLE_MS = 16;

/** Answers to changing questions: the newest question wins, the old answer stays until the new one is there. */
export class Loader<T> {
  data = $state.raw<T | null>(null);
  loading = $state(false);
  /** Why the last question has no answer, '' when it has. */
  error = $state('');

  /**
   * Ask; call the function returned to give the question up.
   * @param quiet do not say that an answer is under way: a replay asks twice a second
   */
  load(ask: (signal: AbortSignal) => Promise<T>, quiet = false): () => void {
    const controller = new AbortController();
    this.loading = !quiet;
    // Not to be asked anew by the effect that asks, when the answer comes.
    const settleMs = untrack(() => this.data) === null ? FIRST_SETTLE_MS : SETTLE_MS;
    const settled = setTimeout(() => void this.#ask(ask, controller.signal), settleMs);
    return () => {
      clearTimeout(settled);
      controller.abort();
    };
  }

  async #ask(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<void> {
    try {
      const data = await ask(signal);
      if (signal.aborted) return;
      this.data = data;
      this.error = '';
      this.loading = false;
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.error = explain(error).message;
      this.loading = false;
    }
  }
}
