import type { BucketWidth } from '$lib/plant/energy-buckets';
import type { ResetPattern } from '$lib/plant/energy-resets';
import type { CounterEvent } from '$lib/plant/counters-types';
import { formatDuration, wallText } from '$lib/series/format-time';
import { countOf } from '../format';

/** A bucket as a person calls it: `Sun 31 Mar 2024`, `March`, `Sun 31 Mar 03:00`. */
export function bucketName(ms: number, width: BucketWidth, zone: string): string {
  const { weekday, month, year, time } = wallText(ms, zone);
  if (width === 'month') return `${month} ${year}`;
  return width === 'day' ? `${weekday} ${year}` : `${weekday} ${time}`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** When a counter resets, in words. */
export function resetWords(pattern: ResetPattern): string {
  switch (pattern.kind) {
    case 'never':
      return 'did not reset in this period';
    case 'daily': {
      const minute = pattern.minuteOfDay % 1440;
      const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
      return `resets each day at ${time} (${countOf(pattern.count, 'reset')} in this period)`;
    }
    case 'irregular':
      return `${countOf(pattern.count, 'reset')} at no regular time`;
  }
  pattern satisfies never;
}

const EVENT_WORDS: Record<CounterEvent['kind'], string> = {
  reset: 'reset: counted on from zero',
  rollover: 'went past its last digit: counted through',
  dropout: 'dropout: came back to where it was, nothing is lost',
  spike: 'spike: far too much for a moment, not counted',
  jump: 'jump: rose faster than the plant ever made gas, not counted',
  'set back': 'set back: the fall is not counted',
};

/** What a counter did, in words. @param format a reading with its unit */
export function eventWords(
  { kind, fromMs, toMs, before, after }: CounterEvent,
  format: (value: number) => string,
): string {
  const lasted = kind === 'dropout' || kind === 'spike' ? `, ${formatDuration(toMs - fromMs)}` : '';
  return `${EVENT_WORDS[kind]} (${format(before)} to ${format(after)}${lasted})`;
}
