import { explainEvent } from '$lib/detect/cause/explain-event';
import type { NamedFault } from '$lib/maintenance/candidates';
import { readAnomalies } from '$lib/store/anomaly-memory';

/** A finding and up to when the data went that it was made from. */
export interface NamedFaultOfSearch extends NamedFault {
  untilMs: number;
}

/** The likeliest cause of each event of the searches kept of a plant. */
export async function namedFaults(fingerprint: string): Promise<NamedFaultOfSearch[]> {
  const kept = await readAnomalies(fingerprint);
  return kept.flatMap(({ judgement, canonical, search }) =>
    judgement.events.flatMap((event) => {
      const [cause] = explainEvent(event, canonical).causes;
      const { fromMs, toMs } = event;
      if (!cause) return [];
      const named = { source: 'anomaly' as const, fault: cause.id, probability: null };
      return [{ ...named, fromMs, toMs, untilMs: search.range.toMs }];
    }),
  );
}
