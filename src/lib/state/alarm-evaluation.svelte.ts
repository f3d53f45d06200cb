import { saveEvaluation } from '$lib/store/alarm-memory';
import { evaluateAlarms, evaluationKey, type AlarmSetup } from '$lib/store/alarm-run';
import type { AlarmProgress, KeptEvaluation } from '$lib/store/alarm-types';
import type { Plant } from '$lib/store/plant-types';
import { explain, isAbort, type Explanation } from './explain';

/** Charts of a page that was just opened, or a limit that is still being typed, go before. */
const SETTLE_MS = 700;

/** The evaluation of the open plant's alarms over all its history, made anew when what it depends on changes. */
export class AlarmEvaluation {
  current = $state.raw<KeptEvaluation | null>(null);
  /** How far the evaluation under way is, null when there is none. */
  progress = $state.raw<AlarmProgress | null>(null);
  error = $state.raw<Explanation | null>(null);
  /** True when a person gave the evaluation up, until it is wanted again. */
  cancelled = $state(false);
  /** True while an evaluation is about to begin. */
  waiting = $state(false);

  /** Whether history is judged, or soon will be. */
  busy = $derived(this.waiting || this.progress !== null);
  /** Whether it could not be judged, or was given up. */
  failed = $derived(this.error !== null || this.cancelled);
  /** Whether `current` is what is wanted. */
  done = $derived(this.current !== null && !this.busy && !this.failed);

  #wanted: { whole: Plant; setup: AlarmSetup; key: string } | null = null;
  #controller: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];

  /**
   * Have the alarms judged by this setup, soon; nothing happens when they were.
   * @param ask whether a person is asked first: the plant's data would have to come from far
   */
  want(whole: Plant, setup: AlarmSetup, ask = false): void {
    const key = evaluationKey(whole, setup);
    if (this.#wanted?.key === key && this.#wanted.whole === whole) return;
    this.#abort();
    this.#wanted = { whole, setup, key };
    [this.error, this.cancelled] = [null, false];
    if (this.current?.key === key) this.#settle();
    else if (ask) this.cancel();
    else {
      this.waiting = true;
      this.#timer = setTimeout(() => void this.#run(), SETTLE_MS);
    }
  }

  /** Judge now what is wanted, after a failure or after it was given up. */
  again(): void {
    if (!this.#controller) void this.#run();
  }

  /** Give the evaluation up; what was found before stays. */
  cancel(): void {
    this.#abort();
    this.cancelled = true;
    this.#settle();
  }

  /** Forget all: another plant is opened. */
  forget(): void {
    this.#abort();
    [this.#wanted, this.current, this.error, this.cancelled] = [null, null, null, false];
    this.#settle();
  }

  /** Take what is kept of the open plant. */
  take(kept: KeptEvaluation | null): void {
    this.current = kept;
  }

  /** Resolves when nothing is waited for any more: judged, failed or given up. */
  settled(): Promise<void> {
    const { key } = this.#wanted ?? {};
    const done = key !== undefined && (this.current?.key === key || this.error !== null || this.cancelled);
    return done ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  #abort(): void {
    clearTimeout(this.#timer);
    this.#controller?.abort();
    [this.#controller, this.progress, this.waiting] = [null, null, false];
  }

  async #run(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted) return;
    const { whole, setup } = wanted;
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    [this.error, this.cancelled, this.waiting] = [null, false, false];
    this.progress = { fraction: 0, doing: 'reading minutes' };
    try {
      const onprogress = (progress: AlarmProgress) => {
        if (!signal.aborted) this.progress = progress;
      };
      const found = await evaluateAlarms(whole, setup, { signal, onprogress });
      signal.throwIfAborted();
      this.current = found;
      await saveEvaluation(whole.info.fingerprint, found);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) this.error = explain(error);
    } finally {
      if (this.#controller === controller) {
        [this.#controller, this.progress] = [null, null];
        this.#settle();
      }
    }
  }
}
