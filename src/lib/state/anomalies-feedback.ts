import type { EventKind, EventTag, PlantEvent } from '$lib/detect/event-types';
import { lessonsOf, scoresOf, type Lesson } from '$lib/detect/lessons';
import type { EventFeedback, Verdict } from '$lib/store/anomaly-types';

/** What a person's verdicts teach the next search; those given before scores were kept teach nothing. */
export const lessonsFrom = (feedback: readonly EventFeedback[]): Lesson[] =>
  lessonsOf(feedback.map(({ verdict, kind, scores = [] }) => ({ verdict, kind: kind as EventKind, scores })));

type Told = Pick<PlantEvent, 'kind' | 'fromMs' | 'toMs'> & { tags: readonly { tag: string }[] };

/** Whether feedback was given on this event, or on the same one as another search saw it: times may differ a little. */
function isAbout(given: EventFeedback, { kind, fromMs, toMs, tags }: Told): boolean {
  if (given.kind !== kind || given.toMs < fromMs || given.fromMs > toMs) return false;
  return given.tags.length + tags.length === 0 || tags.some(({ tag }) => given.tags.includes(tag));
}

/** Time that two stretches share, ms. */
const shared = (a: EventFeedback, b: Told) => Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs);

/** What a person said of an event: of several that fit, what was said of the one most alike. */
export function feedbackOn(event: Told, feedback: readonly EventFeedback[]): EventFeedback | null {
  const about = feedback.filter((given) => isAbout(given, event));
  return about.sort((a, b) => shared(b, event) - shared(a, event) || b.givenMs - a.givenMs)[0] ?? null;
}

/** Feedback with a verdict on an event in place of what was said of it before; null takes it back. */
export function withVerdict(
  feedback: readonly EventFeedback[],
  event: Told & { tags: readonly EventTag[] },
  verdict: Verdict | null,
  givenMs: number,
): EventFeedback[] {
  const before = feedbackOn(event, feedback);
  const others = feedback.filter((given) => given !== before);
  if (verdict === null) return others;
  const { kind, fromMs, toMs } = event;
  const tags = [...new Set(event.tags.map(({ tag }) => tag))];
  const scores = scoresOf(event.tags);
  return [...others, { verdict, kind, fromMs, toMs, tags, scores, givenMs }];
}

/** How many events each verdict was given on. */
export function countVerdicts(
  events: readonly Told[],
  feedback: readonly EventFeedback[],
): Record<Verdict | 'open', number> {
  const counts = { real: 0, 'not real': 0, known: 0, open: 0 };
  for (const event of events) counts[feedbackOn(event, feedback)?.verdict ?? 'open'] += 1;
  return counts;
}
