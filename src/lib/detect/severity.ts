import type { TagEpisode } from './episode-groups';
import type { Severity } from './event-types';

const SAFETY = /(?:e_?stop|abort|emergency|not_?aus)/i;

/** Whether a tag is an emergency stop or an abort by its name. */
export const isSafety = (tag: string): boolean => SAFETY.test(tag);

/**
 * How much an event asks for: safety states are critical, fault bits high; what is off its expectation by how many
 * times its threshold it is off (2, 5, 15); a failing instrument is low, medium while readings are gone.
 */
export function severityOf(episodes: readonly TagEpisode[], tagOf: (index: number) => string): Severity {
  const [{ source }] = episodes;
  const peak = Math.max(...episodes.map((episode) => episode.peak));
  switch (source) {
    case 'state never seen':
      if (episodes.some(({ index }) => index !== null && isSafety(tagOf(index)))) return 'critical';
      return peak >= 4 ? 'high' : 'medium';
    case 'off expectation':
      return peak >= 15 ? 'critical' : peak >= 5 ? 'high' : peak >= 2 ? 'medium' : 'low';
    case 'missing readings':
    case 'data gap':
    case 'left its constant':
      return 'medium';
    case 'flat line':
    case 'spikes':
    case 'clock':
      return 'low';
    default:
      return source satisfies never;
  }
}
