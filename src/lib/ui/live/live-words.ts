import type { LiveLine } from '$lib/rpc/live';
import type { LiveLeftOut } from '$lib/sources/live-rows';
import { countOf } from '../format';

const LINES: Record<LiveLine['kind'], string> = {
  connecting: 'Connecting…',
  connected: 'Connected.',
  lost: 'Not connected; trying again.',
  refused: 'Not connected.',
};

export const lineWords = ({ kind }: LiveLine): string => LINES[kind];

/** What did not become a reading, a sentence each. */
export function leftOutWords({ late, ahead, newTags }: LiveLeftOut, unread: number): string[] {
  return [
    ...(unread > 0 ? [`${countOf(unread, 'message')} held no reading.`] : []),
    ...(late > 0
      ? [`${countOf(late, 'reading')} came after their second was written and were left out.`]
      : []),
    ...(ahead > 0
      ? [
          `${countOf(ahead, 'reading')} were left out: their time is more than a minute ahead of this computer's.`,
        ]
      : []),
    ...(newTags > 0
      ? [
          `${countOf(newTags, 'sensor')} came after the export had begun and ${newTags === 1 ? 'is' : 'are'} not in it; stop hearing and connect again to have all.`,
        ]
      : []),
  ];
}
