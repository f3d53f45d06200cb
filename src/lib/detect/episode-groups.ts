import type { CheckName } from './checks/check';

/** A stretch in which one tag was abnormal, steps of the frame. */
export interface TagEpisode {
  /** Place in the frame; null for the export as a whole. */
  index: number | null;
  source: 'off expectation' | CheckName;
  from: number;
  to: number;
  peakAt: number;
  /** Ratio to its threshold. */
  peak: number;
  /** That threshold, in times of the limit learnt for the tag; 1 for checks. */
  threshold: number;
  words: string;
}

/** Ratio that a fault bit has; a plain state has less. */
export const FAULT_BIT = 4;

export interface GroupRules {
  /** Whether two tags belong together. */
  related(a: number, b: number): boolean;
  /** Steps within which a further tag still belongs to the same event. */
  joinWithin: number;
  /** Tags that are off within so many steps of the first one belong to it whatever they are: a disturbance of the plant. */
  togetherWithin: number;
  /** The same for states and checks that fail at once. */
  atOnce: number;
}

interface Group {
  episodes: TagEpisode[];
  lastJoin: number;
  to: number;
}

/** A plain state that switches for the first time is part of what the process does; a fault bit is an event of its own. */
const isProcess = ({ source, peak }: TagEpisode): boolean =>
  source === 'off expectation' || (source === 'state never seen' && peak < FAULT_BIT);

function belongs(
  group: Group,
  episode: TagEpisode,
  { related, joinWithin, togetherWithin, atOnce }: GroupRules,
): boolean {
  const [first] = group.episodes;
  if (first.source !== episode.source)
    return isProcess(first) && isProcess(episode) && episode.from - first.from <= togetherWithin;
  if (episode.source !== 'off expectation') return episode.from - first.from <= atOnce;
  if (episode.from - first.from <= togetherWithin) return true;
  if (episode.from > group.to || episode.from - group.lastJoin > joinWithin) return false;
  return group.episodes.some(
    ({ index }) => index !== null && episode.index !== null && related(index, episode.index),
  );
}

/**
 * Group episodes of tags to events: tags that are off expectation when they overlap, belong together and begin near
 * one another; what a check found when it began at the same time.
 * @returns groups by onset, episodes within each by onset
 */
export function groupEpisodes(episodes: readonly TagEpisode[], rules: GroupRules): TagEpisode[][] {
  const groups: Group[] = [];
  for (const episode of [...episodes].sort((a, b) => a.from - b.from)) {
    const group = groups.findLast((each) => belongs(each, episode, rules));
    if (group === undefined) groups.push({ episodes: [episode], lastJoin: episode.from, to: episode.to });
    else {
      group.episodes.push(episode);
      group.lastJoin = episode.from;
      group.to = Math.max(group.to, episode.to);
    }
  }
  return groups.map((group) => group.episodes);
}

/** Whether two episodes of one tag touch. */
function overlap(a: TagEpisode, b: TagEpisode, slack: number): boolean {
  return a.index !== null && a.index === b.index && a.from <= b.to + slack && b.from <= a.to + slack;
}

/** Whether an episode begins as another begins or ends: a tag that leaves its band or comes back in a jump shows as spikes. */
const atEdge = (episode: TagEpisode, { from, to }: TagEpisode, slack: number): boolean =>
  Math.abs(episode.from - from) <= slack || Math.abs(episode.from - to) <= slack;

/**
 * Leave out what says the same twice: a failing instrument is off expectation too, and a tag that jumps far off shows as
 * spikes. Of two such episodes of a tag the one that explains the greater part of the time stays. Spikes amid a long
 * excursion are a fault of their own and stay: nothing jumps then.
 */
export function withoutEchoes(episodes: readonly TagEpisode[], slack: number): TagEpisode[] {
  const length = ({ from, to }: TagEpisode) => to - from;
  const hides = (other: TagEpisode, episode: TagEpisode): boolean => {
    if (!overlap(other, episode, slack)) return false;
    if (episode.source === 'off expectation')
      return other.source !== 'off expectation' && 2 * length(other) >= length(episode) - 2 * slack;
    return (
      episode.source === 'spikes' &&
      other.source === 'off expectation' &&
      2 * length(episode) < length(other) - 2 * slack &&
      atEdge(episode, other, slack)
    );
  };
  return episodes.filter((episode) => !episodes.some((other) => hides(other, episode)));
}
