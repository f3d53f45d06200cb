import type { CheckMasks, CheckSpan } from './checks/check';
import { clockFaults } from './checks/clock';
import { flatLines } from './checks/flat-line';
import { leftConstant } from './checks/left-constant';
import { missingReadings } from './checks/missing';
import { spikes } from './checks/spikes';
import { statesNeverSeen } from './checks/state-never-seen';
import type { TagEpisode } from './episode-groups';
import type { Frame } from './frame';
import type { Scales } from './standardise';

const placesOf = (frame: Frame, kind: Frame['tags'][number]['kind']) =>
  frame.tags.flatMap((samples, index) => (samples.kind === kind ? [index] : []));

/** All checks of instruments, states and the export's clock. */
export function checkPlant(frame: Frame, { scales, unused }: Scales, masks: CheckMasks): CheckSpan[] {
  const watched = scales.map(({ index }) => index);
  const constant = unused.filter(({ why }) => why === 'does not change').map(({ index }) => index);
  const read = [...watched, ...unused.filter(({ why }) => why !== 'no readings').map(({ index }) => index)];
  return [
    ...flatLines(frame, watched, masks),
    ...spikes(frame, watched, masks),
    ...missingReadings(frame, read, masks),
    ...leftConstant(frame, constant, masks),
    ...statesNeverSeen(frame, placesOf(frame, 'state'), masks),
    ...clockFaults(frame, masks),
  ];
}

/** What a check found, as an episode of its tag. */
export const episodeOf = ({ check, index, from, to, ratio, words }: CheckSpan): TagEpisode => ({
  ...{ index, source: check, from, to, peakAt: from, peak: Math.max(1, ratio), threshold: 1, words },
});
