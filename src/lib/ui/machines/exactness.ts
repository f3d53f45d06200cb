import { formatDuration } from '$lib/series/format-time';
import type { SwitchChange } from '$lib/plant/safety-switch';

/** How exactly the time of a change is known, in words. */
export function exactness(
  { from, errorMs }: Pick<SwitchChange, 'from' | 'errorMs'>,
  samplingSeconds: number,
): string {
  const step = formatDuration(samplingSeconds * 1000);
  switch (from) {
    case 'readings':
      return `to ${step}, from the readings`;
    case 'counted':
      return `to ${step}, by counting readings`;
    case 'minute':
      return `± ${formatDuration(errorMs)}`;
  }
  return from satisfies never;
}
