import { stateWords, type SafetyChannel } from '$lib/plant/safety-channels';
import type { Trip } from '$lib/plant/safety-trips';
import { formatDuration } from '$lib/series/format-time';

const MOST_NAMES = 3;

/** A change of a channel in words: `Emergency stop 2 pressed`, `Compressor fault came`, `Plant stopped`. */
export function changeWords(channel: SafetyChannel, on: boolean): string {
  const bad = on === channel.abnormal;
  switch (channel.role) {
    case 'fault':
    case 'abort':
      return `${channel.name} ${bad ? 'came' : 'cleared'}`;
    case 'running':
      return `${channel.name.replace(/ running$/i, '')} ${bad ? 'stopped' : 'started'}`;
    case 'permissive':
      return `${channel.name} ${bad ? 'taken away' : 'given'}`;
    case 'emergency stop':
      return `${channel.name} ${stateWords(channel, on)}`;
  }
  return channel.role satisfies never;
}

function listed(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** A stop in a sentence: `Emergency stop 2 pressed first; Plant running stopped. Ran again after 1 h 2 min.` */
export function tripSentence({ atMs, changes, first, restartedMs }: Trip): string {
  const [cause] = first;
  const named = changeWords(cause.channel, cause.on);
  const others = changes.filter((change) => change !== cause).map(({ channel }) => channel.name);
  const followed = others.length > 0 ? `, with it ${listed(others)}` : '';
  const again = restartedMs === null ? '' : ` Ran again after ${formatDuration(restartedMs - atMs)}.`;
  return `${named}${first.length > 1 ? '' : ' first'}${followed}.${again}`;
}
