import type { TimeRange } from '$lib/ingest/types';
import type { Plant, SeriesData } from '$lib/store/plant-types';
import type { ShownEvent } from './anomalies-events';

/** Time before and after the onset: 30 minutes at 1 Hz are 1.4 MB of an export. */
const AROUND_MS = 900_000;
const MOST_TAGS = 3;
/** Narrower pictures would show minutes where readings are wanted: see `chooseLevel`. */
const LEAST_WIDTH_PX = 120;

/** When the tag that left its band first did so; a score is a mean over time, so this is up to some minutes late. */
export const onsetRange = ({ event }: ShownEvent): TimeRange => ({
  fromMs: event.fromMs - AROUND_MS,
  toMs: event.fromMs + AROUND_MS,
});

/** The first tags of an event, those that left their band first. */
export const onsetTags = ({ explanation }: ShownEvent): string[] =>
  explanation.order.slice(0, MOST_TAGS).map(({ tag }) => tag);

/**
 * What was recorded around the onset of an event: the export's own readings where they are at hand, else minutes, which
 * `rawMissing` then says.
 */
export function readOnset(
  plant: Plant,
  shown: ShownEvent,
  widthPx: number,
  signal?: AbortSignal,
): Promise<SeriesData> {
  const width = Math.max(LEAST_WIDTH_PX, widthPx);
  return plant.series({ tags: onsetTags(shown), ...onsetRange(shown), widthPx: width }, signal);
}
