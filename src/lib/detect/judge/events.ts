/** A fault that is known to have been there. */
export interface KnownFault {
  fromMs: number;
  toMs: number;
  fault: string;
  tags: readonly string[];
}

/** An event as judged: where each of its tags began. */
export interface SaidEvent {
  fromMs: number;
  toMs: number;
  tags: readonly { tag: string; onsetMs: number }[];
}

/** What became of one fault. */
export interface FaultVerdict<E extends SaidEvent = SaidEvent> {
  fault: KnownFault;
  /** Event that found it first; null when none did. */
  event: E | null;
  found: boolean;
  /** Minutes from onset to the first tag of it in an event; NaN when it was not found. */
  delayMinutes: number;
  /** Whether the first tag that joined that event after the onset is one of the fault's; null when not found. */
  firstMover: boolean | null;
}

/**
 * Judge one fault: found when an event names one of its tags, beginning between onset and end. Being up at the same
 * time for another reason does not count. A fault without tags (the clock) is found by an event without tags.
 * @param slackMs an event may begin this long before the onset
 */
export function judgeFault<E extends SaidEvent>(
  fault: KnownFault,
  events: readonly E[],
  slackMs: number,
): FaultVerdict<E> {
  const within = (ms: number) =>
    ms >= fault.fromMs - slackMs && ms < fault.toMs + (fault.tags.length === 0 ? slackMs : 0);
  const isOf = new Set(fault.tags);
  const hits = events.flatMap((event) => {
    if (fault.tags.length === 0)
      return event.tags.length === 0 && within(event.fromMs) ? [{ event, ms: event.fromMs }] : [];
    const first = event.tags
      .filter(({ tag, onsetMs }) => isOf.has(tag) && within(onsetMs))
      .sort((a, b) => a.onsetMs - b.onsetMs)[0];
    return first === undefined ? [] : [{ event, ms: first.onsetMs }];
  });
  if (hits.length === 0) return { fault, event: null, found: false, delayMinutes: NaN, firstMover: null };
  const { event, ms } = hits.reduce((best, hit) => (hit.ms < best.ms ? hit : best));
  const joined = event.tags.filter(({ onsetMs }) => within(onsetMs)).sort((a, b) => a.onsetMs - b.onsetMs);
  const firstMover =
    fault.tags.length === 0
      ? null
      : joined.some(({ tag, onsetMs }) => onsetMs === joined[0].onsetMs && isOf.has(tag));
  return { fault, event, found: true, delayMinutes: Math.max(0, (ms - fault.fromMs) / 60_000), firstMover };
}
