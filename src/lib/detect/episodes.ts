/** A stretch of steps in which something was abnormal. */
export interface Span {
  /** First step. */
  from: number;
  /** Step after the last abnormal one. */
  to: number;
  /** Step of the greatest score, and that score. */
  peakAt: number;
  peak: number;
}

export interface EpisodeRules {
  /** A span opens above this score and closes below `off`. */
  on: number;
  off: number;
  /** Steps that the score must stay up before a span counts, >= 1. */
  onDelay: number;
  /** Steps that it must stay down before it ends, >= 1. */
  offDelay: number;
}

/**
 * Spans in which a score is up, with hysteresis and delays as an alarm has them; NaN goes on as the step before it.
 * A span begins at its first step above `on`.
 */
export function spansOf(scores: ArrayLike<number>, { on, off, onDelay, offDelay }: EpisodeRules): Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  let up = 0;
  let down = 0;
  const close = () => {
    if (open !== null && up >= onDelay) spans.push(open);
    open = null;
    up = 0;
    down = 0;
  };
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at];
    if (score !== score) continue;
    if (open === null) {
      if (score <= on) continue;
      open = { from: at, to: at + 1, peakAt: at, peak: score };
      up = 1;
      continue;
    }
    const span: Span = open;
    if (score > off) {
      up += 1;
      down = 0;
      span.to = at + 1;
      if (score > span.peak) Object.assign(span, { peak: score, peakAt: at });
    } else {
      down += 1;
      // Not yet long enough to count: one step below ends it.
      if (down >= offDelay || up < onDelay) close();
    }
  }
  close();
  return spans;
}
