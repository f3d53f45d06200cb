/** Minutes, findings and limits as the judging of data quality sees them; plain data that crosses workers. */

/** The words of OPC for the quality of a value (OPC UA Part 8; byte 192, 64-, 0-). */
export type Quality = 'good' | 'uncertain' | 'bad';

/** What can be wrong with data, or worth knowing of it. */
export type FindingKind =
  | 'no rows'
  | 'gap'
  | 'thin'
  | 'duplicates'
  | 'clock step'
  | 'flat-line'
  | 'impossible'
  | 'sentinel'
  | 'spikes'
  | 'coarse steps'
  | 'counter reset'
  | 'counter dropout'
  | 'counter jump'
  | 'unreadable cells';

/** Rows of the plant by minute; only minutes that hold rows. */
export interface Timeline {
  /** Minutes since epoch UTC, strictly ascending. */
  minutes: Int32Array;
  /** Rows in each minute, same length. */
  rows: Float64Array;
}

/** Readings of one tag in the minutes of a timeline; NaN where a minute has none. Same length as the timeline. */
export interface TagMinutes {
  avg: Float64Array;
  min: Float64Array;
  max: Float64Array;
  /** Readings in each minute. */
  count: Float64Array;
}

/** How often readings come, as measured. */
export interface Interval {
  /** Seconds between readings that are usual; NaN for fewer than two readings. */
  seconds: number;
  /** Whether most readings come at that interval; without it, missing ones cannot be counted. */
  regular: boolean;
  /** Two readings further apart than so many minutes have a gap between them; at least 1. */
  gapMinutes: number;
}

/** What a tag may read at all. */
export interface Limits {
  /** Lowest and highest possible reading, both allowed; infinite where there is no limit. */
  low: number;
  high: number;
  /** Where the limits come from, in words. */
  source: string;
}

/** A stretch of minutes since epoch, from inclusive, to exclusive. */
export interface MinuteSpan {
  from: number;
  to: number;
}

/** One thing found. */
export interface Finding {
  /** Stays the same when the same data is judged again. */
  id: string;
  kind: FindingKind;
  /** Tag of the plant; null for what concerns all tags. */
  tag: string | null;
  /** First and last instant, ms since epoch, from inclusive, to exclusive; NaN when it has no time. */
  fromMs: number;
  toMs: number;
  quality: Quality;
  /** Whether the rule keeps the spans from analysis. */
  excluded: boolean;
  /** The minutes it concerns, ascending; what is kept from analysis if it is excluded. */
  spans: MinuteSpan[];
  /** What was found, in a sentence with values. */
  words: string;
  /** Readings, minutes or cells it concerns: what the sentence counts. */
  count: number;
}

/** What a tag is, as far as judging needs it. */
export interface TagFacts {
  tag: string;
  header: string;
  canonical: string | null;
  unit: string;
  kind: 'number' | 'boolean';
}

/** Everything found of one tag. */
export interface TagReport {
  tag: string;
  interval: Interval;
  /** What the tag was taken for. */
  behaviour: 'live' | 'held' | 'state' | 'counter' | 'constant' | 'empty';
  findings: Finding[];
}

export const MINUTE_MS = 60_000;
