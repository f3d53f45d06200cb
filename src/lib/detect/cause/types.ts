/** A tag by its meaning (canonical id) or, where no canonical tag exists, by words of its name. */
export type TagMeaning = { canonical: string } | { words: RegExp };

export type Direction = 'up' | 'down' | 'any';

/** Something that a cause shows. */
export interface Symptom {
  of: TagMeaning;
  direction: Direction;
  /** What it says for the cause, > 0. */
  weight: number;
}

/** A known cause: data, so that a plant's people can add their own. */
export interface CausePattern {
  id: string;
  title: string;
  /** Kinds of events that it can explain. */
  kinds: readonly string[];
  symptoms: readonly Symptom[];
  /** Symptoms that must be there, by place in `symptoms`. */
  required: readonly number[];
  /** Two tags whose changes must stand in a ratio. */
  ratio?: { over: string; under: string; low: number; high: number };
  /** Fit of a pattern that is seen in full, in (0, 1]; 1 when left out. Lower for patterns that fit almost anything. */
  strength?: number;
  /** True when the cause shows in one tag only. */
  alone?: boolean;
  action: string;
  /** Where pattern and action come from. */
  source: string;
}

/** A cause that fits an event. */
export interface LikelyCause {
  id: string;
  title: string;
  /** Share of the pattern's weight that was seen, 0 to 1, less what else was off. */
  fit: number;
  /** Tags that speak for it. */
  seen: string[];
  action: string;
  source: string;
}

/** Root cause of an event, as far as the data can say. */
export interface Explanation {
  /** Tag that left its normal band first; null for gaps and the clock. */
  firstMover: string | null;
  /** Tags in the order in which they left it, with the minutes after the first. */
  order: { tag: string; afterMinutes: number }[];
  /** Share of each tag in the event, by falling share, summing to 1. */
  contributions: { tag: string; share: number }[];
  /** By falling fit; empty when no known pattern fits. */
  causes: LikelyCause[];
}
