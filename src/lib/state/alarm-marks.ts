import type { ChartMarks } from '$lib/charts/chart-marks';
import type { ChartEvent } from '$lib/charts/types';
import type { AlarmDefinition } from '$lib/alarms/definition';
import type { Occurrence } from '$lib/alarms/occurrences';

/** Tags that an alarm judges; null where it concerns the whole plant. */
function tagsOf(definition: AlarmDefinition): string[] | null {
  if (definition.kind === 'anomaly') return null;
  if (definition.kind === 'digital' && definition.priority === 'urgent') return null;
  const from = definition.kind === 'deviation' && definition.from.kind === 'tag' ? [definition.from.tag] : [];
  return [definition.tag, ...from];
}

const markOf = (
  { sinceMs, returnedMs }: Occurrence,
  { name, priority }: AlarmDefinition,
  nowMs: number,
): ChartEvent => ({
  fromMs: sinceMs,
  toMs: returnedMs ?? nowMs,
  label: `Alarm: ${name}`,
  severity: priority,
});

function listOf<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/**
 * Marks of alarms on charts: those of the chart's own tags, and on every chart those of the whole plant (emergency stops,
 * aborts, anomalies). Alarms that called nobody are not marked.
 * @param judged of an alarm, over the plant's own tags
 * @param nowMs  where alarms that still stand end, ms
 */
export function alarmMarks(
  occurrences: readonly Occurrence[],
  judged: (alarm: string) => AlarmDefinition | undefined,
  nowMs: number,
): ChartMarks {
  const everywhere: ChartEvent[] = [];
  const byTag = new Map<string, ChartEvent[]>();
  for (const one of occurrences) {
    const definition = judged(one.alarm);
    if (!definition || !one.annunciated) continue;
    const mark = markOf(one, definition, nowMs);
    const tags = tagsOf(definition);
    if (tags === null) everywhere.push(mark);
    else for (const tag of tags) listOf(byTag, tag).push(mark);
  }
  return {
    of: (tags) => [...everywhere, ...new Set(tags.flatMap((tag) => byTag.get(tag) ?? []))],
  };
}
