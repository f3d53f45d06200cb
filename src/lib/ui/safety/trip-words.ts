import { stateWords } from '$lib/plant/safety-channels';
import type { Trip } from '$lib/plant/safety-trips';
import { formatDuration } from '$lib/series/format-time';

const MOST_NAMES = 3;

function listed(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** A stop in a sentence: `Emergency stop 2 pressed first; Plant running stopped. Ran again after 1 h 2 min.` */
export function tripSentence({ atMs, changes, first, restartedMs }: Trip): string {
  const [cause] = first;
  const named = `${cause.channel.name} ${stateWords(cause.channel, cause.on)}`;
  const others = changes.filter((change) => change !== cause).map(({ channel }) => channel.name);
  const followed = others.length > 0 ? `, with it ${listed(others)}` : '';
  const again = restartedMs === null ? '' : ` Ran again after ${formatDuration(restartedMs - atMs)}.`;
  return `${named}${first.length > 1 ? '' : ' first'}${followed}.${again}`;
}
