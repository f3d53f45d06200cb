/** What a counter showed in stretches of time: minutes, hours, or both in turn. All arrays of one length. */
export interface CounterSamples {
  /** Start of each stretch, ms since epoch, ascending; stretches do not overlap. */
  fromMs: Float64Array;
  /** End of each stretch, ms since epoch, exclusive. */
  toMs: Float64Array;
  /** Lowest and highest reading in it; NaN where nothing was read. */
  min: Float64Array;
  max: Float64Array;
}

/**
 * What a counter did beside rising:
 * `reset` fell to about zero and counted on (what it shows counts);
 * `rollover` went past its last digit (what was left to a power of ten counts);
 * `dropout` fell, stood still and came back to where it was (nothing is lost);
 * `spike` showed far too much and came back (it does not count);
 * `jump` rose faster than the plant ever made gas, and stayed (it does not count);
 * `set back` fell to a value that is not zero and counted on from there (the fall does not count).
 */
export type CounterEventKind = 'reset' | 'rollover' | 'dropout' | 'spike' | 'jump' | 'set back';

export interface CounterEvent {
  kind: CounterEventKind;
  /** Start of the stretch in which it began, ms since epoch. */
  fromMs: number;
  /** When it was over: start of the first stretch that is right again, or end of the stretch itself. */
  toMs: number;
  /** Readings before it and after, or at its worst. */
  before: number;
  after: number;
}

/** What a counter counted. */
export interface CounterCount {
  /** Rise that belongs to each stretch, at least 0, in the counter's unit; length samples. */
  rise: Float64Array;
  /** In order of time. */
  events: CounterEvent[];
  /** Stretches without any reading between two readings, ms since epoch: what was counted in them stands after them. */
  gaps: { fromMs: number; toMs: number }[];
}
