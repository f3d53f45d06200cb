import type { AlarmDefinition } from '$lib/alarms/definition';
import { limitText, type AlarmWords } from '$lib/alarms/describe';
import { alarmReport, type AlarmReport } from '$lib/alarms/report';
import type { AlarmRecord } from '$lib/alarms/record';
import type { TimeRange } from '$lib/ingest/types';
import { CANONICAL_TAGS } from '$lib/plant/tags';
import type { DisplayUnit } from '$lib/plant/units-display';
import { formatDuration } from '$lib/series/format-time';
import { formatValue } from '$lib/series/format-value';
import type { Plant, TagInfo } from '$lib/store/plant-types';
import { withRoom } from './quality-links';

/** Standing alarms are shown with no more than this after they were raised. */
const STANDING_MS = 12 * 3_600_000;
const LEAST_ROOM_MS = 3_600_000;

/** Tag of an alarm over the plant's own columns; null for anomaly scores. */
export const alarmTag = (judged: AlarmDefinition): string | null =>
  judged.kind === 'anomaly' ? null : judged.tag;

/** How an alarm's values are written. @param display of its tag; null where it has none */
export const alarmWords = (display: DisplayUnit | null, time: (ms: number) => string): AlarmWords => ({
  value: (value) => display?.format(value) ?? formatValue(value),
  limit: (value) => limitText(display?.convert(value) ?? value, display?.label ?? ''),
  difference: (value) =>
    limitText(display?.difference(value) ?? value, display?.label.replace(/\([ga]\)$/, '') ?? ''),
  time,
  length: formatDuration,
});

/** The time to show of an occurrence: all of it with room around, of one that stands its beginning. */
export function aroundOccurrence(
  { sinceMs, returnedMs }: { sinceMs: number; returnedMs: number | null },
  endMs: number,
): TimeRange {
  const toMs = returnedMs ?? Math.min(endMs, sinceMs + STANDING_MS);
  const { fromMs, toMs: after } = withRoom({
    fromMs: sinceMs,
    toMs: Math.max(toMs, sinceMs + LEAST_ROOM_MS),
  });
  return { fromMs, toMs: after };
}

/** The tags that a chart of an alarm shows: what it judges, and what that is compared with. */
export function alarmTags(judged: AlarmDefinition): string[] {
  const tag = alarmTag(judged);
  const compared = judged.kind === 'deviation' && judged.from.kind === 'tag' ? [judged.from.tag] : [];
  return tag === null ? [] : [tag, ...compared];
}

/** Sensors that an alarm can watch: those of known meaning by it, then all others by their header. */
export function tagChoices(
  { info, tagOf }: Pick<Plant, 'info' | 'tagOf'>,
  unitOf: (tag: TagInfo) => string,
): { value: string; label: string; unit: string; isState: boolean }[] {
  const meanings = new Map(
    CANONICAL_TAGS.flatMap(({ id, name }) => {
      const tag = tagOf(id);
      return tag === null ? [] : [[tag, { id, name }] as const];
    }),
  );
  return info.tags
    .map((tag) => {
      const known = meanings.get(tag.tag);
      return {
        value: known?.id ?? tag.tag,
        label: known ? `${known.name} (${tag.header})` : tag.header,
        unit: unitOf(tag),
        isState: tag.kind === 'boolean',
        known: known !== undefined,
      };
    })
    .sort((a, b) => Number(b.known) - Number(a.known) || a.label.localeCompare(b.label));
}

/** The part of a range that was judged, in whole ten minutes from its start; null when there is none. */
export function reportRange(range: TimeRange | null, firstMs: number, endMs: number): TimeRange | null {
  const fromMs = Math.max(range?.fromMs ?? firstMs, firstMs);
  const toMs = Math.min(range?.toMs ?? endMs, endMs);
  return toMs > fromMs ? { fromMs, toMs } : null;
}

/** The performance report of a range. */
export function reportOf(
  { entries }: Pick<AlarmRecord, 'entries'>,
  definitions: Iterable<AlarmDefinition>,
  { fromMs, toMs }: TimeRange,
  operators: number,
): AlarmReport {
  const priorities = new Map([...definitions].map(({ id, priority }) => [id, priority]));
  return alarmReport({ entries, priorities, fromMs, toMs, operators });
}

/** How often each alarm was raised. */
export function timesRaised(occurrences: readonly { alarm: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { alarm } of occurrences) counts.set(alarm, (counts.get(alarm) ?? 0) + 1);
  return counts;
}
