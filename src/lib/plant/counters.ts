import { counterPace, mostRise, type CounterPace } from './counters-pace';
import type { CounterCount, CounterEvent, CounterSamples } from './counters-types';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A fault that lasts longer than this is taken for the truth. */
const LONGEST_DROPOUT_MS = 24 * HOUR_MS;
const LONGEST_SPIKE_MS = HOUR_MS;
/** Share of the level before that still is "about zero". */
const NEAR_ZERO = 0.02;
/** Single precision, as controllers have it. */
const PRECISION = 1e-6;
/** Counters with fewer digits than this are not taken to roll over: their highest value would be met by chance. */
const LEAST_DIGITS = 5;
/** Stretches that must agree before a counter is taken to have come back. */
const PROOF = 2;

/**
 * What a counter counted. A fall is a reset (the counter goes on from about zero) or a fault (it comes back to where it
 * was); which of the two, the readings after it tell. In a stretch that holds a reset, what was counted after it stands
 * in the next stretch, as only the lowest and highest reading are known.
 * @param samples of one counter, in order of time
 */
export function countRises(samples: CounterSamples): CounterCount {
  const read = indexesRead(samples.max);
  const walk = new Walk(samples, read, counterPace(samples));
  for (let at = 0; at < read.length;) at = walk.step(at);
  return { rise: walk.rise, events: merged(walk.events), gaps: gapsOf(samples, read) };
}

/** Sum of what was counted; NaN when nothing was read. */
export function totalRise(samples: CounterSamples): number {
  if (indexesRead(samples.max).length === 0) return Number.NaN;
  return countRises(samples).rise.reduce((sum, rise) => sum + rise, 0);
}

const indexesRead = (max: Float64Array): number[] =>
  Array.from(max.keys()).filter((at) => !Number.isNaN(max[at]));

/** Goes along the stretches that were read; `at` counts in `read`. */
class Walk {
  readonly rise: Float64Array;
  readonly events: CounterEvent[] = [];
  #level = Number.NaN;
  /** When the level last rose, and when it was last seen. */
  #roseMs = 0;
  #seenMs = 0;

  constructor(
    readonly samples: CounterSamples,
    readonly read: readonly number[],
    readonly pace: CounterPace | null,
  ) {
    this.rise = new Float64Array(samples.max.length);
  }

  /** Take the stretch at `at`. @returns the next one to take */
  step(at: number): number {
    const [low, high] = [this.#low(at), this.#high(at)];
    if (Number.isNaN(this.#level)) return this.#begin(at, low, high);
    if (low >= this.#level - this.#tolerance()) return this.#upwards(at, low, high);
    return high >= this.#level - this.#tolerance()
      ? this.#fellWithin(at, low, high)
      : this.#fell(at, low, high);
  }

  #begin(at: number, low: number, high: number): number {
    const fell = at + 1 < this.read.length && this.#high(at + 1) < high - PRECISION * high;
    this.#accept(at, fell ? low : high, fell ? 0 : high - low);
    return at + 1;
  }

  #upwards(at: number, low: number, high: number): number {
    const most = mostRise(this.pace, this.#to(at) - this.#roseMs);
    if (high - this.#level <= most) {
      this.#accept(at, Math.max(high, this.#level), Math.max(0, high - this.#level));
      return at + 1;
    }
    const back = this.#spikeEnd(at);
    if (back > 0) {
      this.#note('spike', at, this.#from(back), high);
      if (low - this.#level <= most && low > this.#level) this.#accept(at, low, low - this.#level);
      return back;
    }
    this.#note('jump', at, this.#to(at), high);
    this.#accept(at, high, 0);
    return at + 1;
  }

  /** The stretch holds readings of before and of after a fall: the next ones tell which was right. */
  #fellWithin(at: number, low: number, high: number): number {
    const most = mostRise(this.pace, this.#to(at) - this.#roseMs);
    const reached = Math.max(this.#level, high - this.#level <= most ? high : this.#level);
    const before = reached - this.#level;
    const back =
      at + 1 === this.read.length ? at + 1 : this.#backAt(at + 1, reached - this.#tolerance(), low);
    if (back > 0) {
      this.#note('dropout', at, back > at + 1 ? this.#from(back) : this.#to(at), low);
      this.#accept(at, reached, before);
      return back;
    }
    this.#level = reached;
    this.#goOn(at, low, low, before);
    return at + 1;
  }

  #fell(at: number, low: number, high: number): number {
    const back = this.#backAt(at, this.#level - this.#tolerance(), low);
    if (back > 0) {
      this.#note('dropout', at, this.#from(back), low);
      return back;
    }
    this.#goOn(at, low, high, 0);
    return at + 1;
  }

  /** After a fall the counter goes on at `high`; `before` is what it counted in the same stretch before the fall. */
  #goOn(at: number, low: number, high: number, before: number): void {
    const left = this.#leftToRollOver(at);
    const most = this.pace === null ? 0 : mostRise(this.pace, this.#to(at) - this.#seenMs);
    const kind =
      left > 0 ? 'rollover' : low <= Math.max(NEAR_ZERO * this.#level, most) ? 'reset' : 'set back';
    this.#note(kind, at, this.#to(at), low);
    const counted = kind === 'set back' ? high - low : Math.max(0, high) + (kind === 'rollover' ? left : 0);
    this.#accept(at, high, before + counted);
  }

  /** What is left to the next power of ten, when the counter can have got there meanwhile; else 0. */
  #leftToRollOver(at: number): number {
    const digits = Math.ceil(Math.log10(this.#level));
    if (this.pace === null || digits < LEAST_DIGITS) return 0;
    const left = 10 ** digits - this.#level;
    return left <= mostRise(this.pace, this.#to(at) - this.#seenMs) ? left : 0;
  }

  /**
   * Where a counter that fell to `low` and stood still there is back at `floor`, too fast to have counted; 0 when it is
   * not.
   */
  #backAt(at: number, floor: number, low: number): number {
    const still = Math.max(PRECISION * this.#level, this.pace?.step ?? 0);
    for (let to = at; to < this.read.length; to++) {
      if (this.#from(to) > this.#from(at) + LONGEST_DROPOUT_MS) return 0;
      if (this.#high(to) >= floor) return this.#proven(to, floor) && this.#tooFast(to, low) ? to : 0;
      if (Math.abs(this.#high(to) - low) > still) return 0;
    }
    return 0;
  }

  #proven(at: number, floor: number): boolean {
    const after = this.read.slice(at + 1, at + 1 + PROOF);
    return after.every((index) => this.samples.max[index] >= floor);
  }

  #tooFast(at: number, low: number): boolean {
    const rise = this.#high(at) - low;
    if (this.pace === null) return rise > 0.5 * this.#level;
    return rise > mostRise(this.pace, this.#to(at) - this.#to(at - 1));
  }

  /** Where a counter that showed too much is back at what it can show; 0 when it stays. */
  #spikeEnd(at: number): number {
    for (let to = at + 1; to < this.read.length; to++) {
      if (this.#from(to) > this.#from(at) + LONGEST_SPIKE_MS) return 0;
      if (this.#high(to) <= this.#level + mostRise(this.pace, this.#to(to) - this.#roseMs)) return to;
    }
    return 0;
  }

  /** Falls smaller than this are a trembling last digit. */
  #tolerance(): number {
    return PRECISION * Math.abs(this.#level);
  }

  #accept(at: number, level: number, rise: number): void {
    if (rise > 0 || Number.isNaN(this.#level) || level < this.#level) this.#roseMs = this.#to(at);
    this.#level = level;
    this.#seenMs = this.#to(at);
    this.rise[this.read[at]] = rise;
  }

  #note(kind: CounterEvent['kind'], at: number, toMs: number, after: number): void {
    this.events.push({ kind, fromMs: this.#from(at), toMs, before: this.#level, after });
  }

  #low = (at: number): number => this.samples.min[this.read[at]];
  #high = (at: number): number => this.samples.max[this.read[at]];
  #from = (at: number): number => this.samples.fromMs[this.read[at]];
  #to = (at: number): number => this.samples.toMs[this.read[at]];
}

/** Dropouts that follow each other are one. */
function merged(events: readonly CounterEvent[]): CounterEvent[] {
  const kept: CounterEvent[] = [];
  for (const event of events) {
    const last = kept.at(-1);
    if (last?.kind === 'dropout' && event.kind === 'dropout' && event.fromMs <= last.toMs)
      kept[kept.length - 1] = { ...last, toMs: event.toMs, after: Math.min(last.after, event.after) };
    else kept.push(event);
  }
  return kept;
}

function gapsOf(
  { fromMs, toMs }: CounterSamples,
  read: readonly number[],
): { fromMs: number; toMs: number }[] {
  return read.slice(1).flatMap((index, at) => {
    const gap = { fromMs: toMs[read[at]], toMs: fromMs[index] };
    return gap.toMs > gap.fromMs ? [gap] : [];
  });
}
