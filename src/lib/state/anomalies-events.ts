import { explainEvent } from '$lib/detect/cause/explain-event';
import type { Explanation } from '$lib/detect/cause/types';
import type { EventKind, PlantEvent, Severity } from '$lib/detect/event-types';
import type { TimeRange } from '$lib/ingest/types';
import type { EventFeedback, KeptAnomalies, Verdict } from '$lib/store/anomaly-types';
import { feedbackOn } from './anomalies-feedback';
import { withRoom } from './quality-links';
import { formatView, MAX_TAGS, type View } from './view-query';

/** An event as the page shows it. */
export interface ShownEvent {
  /** Place in the judgement's events. */
  at: number;
  event: PlantEvent;
  explanation: Explanation;
  /** The cause that fits best, else what was seen. */
  title: string;
  verdict: Verdict | null;
}

const KIND_TITLES: Record<EventKind, string> = {
  'off expectation': 'Readings off what the others say',
  'flat line': 'Reading stands still',
  spikes: 'Spikes',
  'missing readings': 'Readings missing',
  'left its constant': 'A constant reading moved',
  'state never seen': 'A state never seen before',
  clock: "The export's clock was set back",
  'data gap': 'No data',
};

/** Events of a judgement with their causes and what a person said of them. */
export function shownEvents(
  { judgement, canonical }: Pick<KeptAnomalies, 'judgement' | 'canonical'>,
  feedback: readonly EventFeedback[],
): ShownEvent[] {
  return judgement.events.map((event, at) => {
    const explanation = explainEvent(event, canonical);
    const title = explanation.causes[0]?.title ?? KIND_TITLES[event.kind];
    return { at, event, explanation, title, verdict: feedbackOn(event, feedback)?.verdict ?? null };
  });
}

/** Events that touch a range. */
export const eventsWithin = (events: readonly ShownEvent[], { fromMs, toMs }: TimeRange): ShownEvent[] =>
  events.filter(({ event }) => event.toMs >= fromMs && event.fromMs < toMs);

const RANK: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The most severe first, those of one severity by onset. */
export const bySeverity = (events: readonly ShownEvent[]): ShownEvent[] =>
  [...events].sort((a, b) => RANK.indexOf(a.event.severity) - RANK.indexOf(b.event.severity));

/** Query of Trends at an event, with its tags, those that were off most first. */
export function eventTrends(view: View, { event, explanation }: ShownEvent): '' | `?${string}` {
  const tags = explanation.contributions.slice(0, MAX_TAGS).map(({ tag }) => tag);
  return formatView({ ...view, range: { kind: 'custom', ...withRoom(event) }, tags });
}
