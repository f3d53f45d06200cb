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
      return `to ${step} (readings)`;
    case 'counted':
      return `to ${step} (counted)`;
    case 'minute':
      return `± ${formatDuration(errorMs)}`;
  }
  return from satisfies never;
}
