import {
  clockTime,
  pauseClock,
  playClock,
  replayInstant,
  replayStepMs,
  setClockSpeed,
  setClockTime,
  type ReplayClock,
  type Speed,
} from '$lib/series/replay-clock';
import type { Plant } from '$lib/store/plant-types';
import { explain } from './explain';
import type { PlantState } from './plant.svelte';
import { ReplayPictures } from './replay-pictures';
import type { ViewState } from './view.svelte';
import { USUAL_SPEED, type ReplayChoice } from './view-query';

/** The pages get a new picture this often at most. */
const TICK_MS = 500;
/** The address follows the running clock this often. */
const ADDRESS_MS = 10_000;

/** Plays the open plant as if live: the pages see it as it was at a clock that moves. Made once, in the layout. */
export class ReplayState {
  /** Null while all data is seen. */
  clock = $state.raw<ReplayClock | null>(null);
  /** What the clock shows, ms since epoch. */
  nowMs = $state(0);
  /** Why the pages do not follow the clock, '' when they do. */
  error = $state('');

  active = $derived(this.clock !== null);
  playing = $derived(this.clock !== null && this.clock.runsSinceMs !== null);
  speed = $derived<Speed>(this.clock?.speed ?? USUAL_SPEED);
  /** Whether the clock stands at the end of the data. */
  ended = $derived.by(() => this.clock !== null && this.nowMs >= this.#endMs());
  /** To stand beside the plant's name. */
  label = $derived(`replay ${this.speed}x${this.playing ? '' : ', paused'}`);

  readonly #plant: PlantState;
  readonly #view: ViewState;
  #pictures: ReplayPictures | null = null;
  #shownMs = Number.NaN;
  #beganMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tickedMs = 0;
  /** What the address says by our own doing. */
  #written: ReplayChoice | null = null;
  #writtenMs = 0;
  #changed = false;

  constructor(plant: PlantState, view: ViewState) {
    this.#plant = plant;
    this.#view = view;
  }

  /** Begin at the start of the range looked at, with the clock standing. */
  begin(): void {
    const { whole } = this.#plant;
    if (!whole || this.clock) return;
    const atMs = replayInstant(this.#view.range?.fromMs ?? whole.info.firstMs, whole.info);
    this.#view.setReplay({ atMs, speed: USUAL_SPEED, paused: true }, 'new');
  }

  /** Go back to all data. */
  leave(): void {
    this.#view.setReplay(null, 'new');
  }

  /**
   * Bring the replay in line with the open plant and the address; to be called when either changes.
   * @param whole  the open plant, null for none
   * @param wanted what the address says, null for no replay
   */
  follow(whole: Plant | null, wanted: ReplayChoice | null): void {
    if (this.#pictures && this.#pictures.whole !== whole) {
      this.#stop();
      // A replay is of the plant it began with.
      if (wanted) this.#view.setReplay(null, 'same');
    } else if (!whole || !wanted) this.#stop();
    else if (wanted !== this.#written) this.#start(whole, wanted);
  }

  /** Let the clock run; from where the replay began when it has come to the end. */
  play(): void {
    if (this.ended) this.seek(this.#beganMs);
    this.#set((clock) => playClock(clock, performance.now(), this.#endMs()));
  }

  pause(): void {
    this.#set((clock) => pauseClock(clock, performance.now(), this.#endMs()));
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: Speed): void {
    this.#set((clock) => setClockSpeed(clock, speed, performance.now(), this.#endMs()));
  }

  /** Set the clock, as near as the plant's data allows; it runs or stands as before. */
  seek(ms: number): void {
    const { whole } = this.#plant;
    if (whole) this.#set((clock) => setClockTime(clock, replayInstant(ms, whole.info), performance.now()));
  }

  /** Move by what a minute of the replay plays: -1 back, +1 forth. */
  step(steps: number): void {
    this.seek(this.nowMs + steps * replayStepMs(this.speed));
  }

  #endMs(): number {
    return this.#plant.whole?.info.endMs ?? Number.POSITIVE_INFINITY;
  }

  #start(whole: Plant, { atMs: wantedMs, speed, paused }: ReplayChoice): void {
    this.#stop();
    const atMs = replayInstant(wantedMs, whole.info);
    this.#beganMs = atMs;
    this.clock = { atMs, speed, runsSinceMs: paused ? null : performance.now() };
    this.#written = this.#view.view.replay;
    this.#writtenMs = performance.now();
    this.#read();
    this.#pictures = new ReplayPictures(whole, atMs, (plant) => this.#plant.show(plant));
    this.#schedule(0);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#pictures?.end();
    this.#pictures = null;
    this.#written = null;
    this.#shownMs = Number.NaN;
    this.#changed = false;
    this.clock = null;
    this.error = '';
    this.#plant.show(null);
  }

  #set(change: (clock: ReplayClock) => ReplayClock): void {
    if (!this.clock) return;
    this.clock = change(this.clock);
    this.#changed = true;
    this.#read();
    this.#schedule(Math.max(0, this.#tickedMs + TICK_MS - performance.now()));
  }

  /** Read the clock; at the end of the data it stops. */
  #read(): void {
    if (!this.clock) return;
    const { ms, ended } = clockTime(this.clock, performance.now(), this.#endMs());
    this.nowMs = ms;
    if (ended && this.clock.runsSinceMs !== null) {
      this.clock = pauseClock(this.clock, performance.now(), this.#endMs());
      this.#changed = true;
    }
  }

  #schedule(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tick(), waitMs);
  }

  async #tick(): Promise<void> {
    const pictures = this.#pictures;
    if (!pictures) return;
    this.#tickedMs = performance.now();
    this.#read();
    this.#note();
    await this.#show(pictures, this.nowMs);
    const behind = this.#shownMs !== this.nowMs;
    if (pictures === this.#pictures && (this.playing || behind)) this.#schedule(TICK_MS);
  }

  async #show(pictures: ReplayPictures, ms: number): Promise<void> {
    if (ms === this.#shownMs) return;
    try {
      if (await pictures.offer(ms)) [this.#shownMs, this.error] = [ms, ''];
    } catch (error) {
      // The plant may have been closed meanwhile; then nobody waits for this picture.
      if (pictures === this.#pictures) this.error = explain(error).message;
    }
  }

  /** Keep the address: at once when a person changed the replay, else now and then. */
  #note(): void {
    const now = performance.now();
    if (!this.clock || !(this.#changed || (this.playing && now - this.#writtenMs > ADDRESS_MS))) return;
    const atMs = Math.floor(this.nowMs / 1000) * 1000;
    this.#written = { atMs, speed: this.speed, paused: !this.playing };
    this.#writtenMs = now;
    this.#changed = false;
    this.#view.setReplay(this.#written, 'same');
  }
}
