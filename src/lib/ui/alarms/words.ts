import type { AlarmWords } from '$lib/alarms/describe';
import type { AlarmDefinition, AlarmPriority } from '$lib/alarms/definition';
import type { AlarmActionKind, AlarmState } from '$lib/alarms/life-cycle';
import type { OccurrenceStatus } from '$lib/alarms/occurrences';
import type { PriorityCount } from '$lib/state/alarm-counts';
import type { AlarmRow, AlarmShow } from '$lib/state/alarm-rows';
import { formatTime } from '../zoned';

export const PRIORITY_WORDS: Record<AlarmPriority, string> = {
  urgent: 'Urgent',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export const KIND_WORDS: Record<AlarmDefinition['kind'], string> = {
  threshold: 'Threshold',
  deviation: 'Deviation',
  'rate-of-change': 'Rate of change',
  digital: 'Switch',
  anomaly: 'Anomaly score',
};

export const STATUS_WORDS: Record<OccurrenceStatus, string> = {
  unacknowledged: 'Standing, not acknowledged',
  acknowledged: 'Standing, acknowledged',
  returned: 'Returned, not acknowledged',
  closed: 'Over, acknowledged',
  hidden: 'Raised while hidden',
};

export const STATE_WORDS: Record<AlarmState, string> = {
  normal: 'normal',
  unacknowledged: 'not acknowledged',
  acknowledged: 'acknowledged',
  returned: 'returned, not acknowledged',
  shelved: 'shelved',
  suppressed: 'suppressed',
  'out of service': 'out of service',
};

/** What a line of the journal says was done. */
export const ENTRY_WORDS: Record<AlarmActionKind | 'no value' | 'value back' | 'undo', string> = {
  raise: 'raised',
  return: 'returned to normal',
  expire: 'shelving ended',
  acknowledge: 'acknowledged',
  shelve: 'shelved',
  unshelve: 'taken off the shelf',
  suppress: 'suppressed',
  unsuppress: 'no longer suppressed',
  'remove from service': 'taken out of service',
  'return to service': 'back in service',
  'no value': 'no value to judge',
  'value back': 'can be judged again',
  undo: 'last action taken back',
};

/** The banner in words, for its label. */
export function bannerWords(
  counts: readonly PriorityCount[],
  { doing, failed }: { doing: boolean; failed: boolean },
): string {
  const parts = counts.map(({ priority, unacknowledged, acknowledged }) => {
    const seen = acknowledged > 0 ? `, ${acknowledged} acknowledged` : '';
    return `${unacknowledged + acknowledged} ${priority} (${unacknowledged} not acknowledged${seen})`;
  });
  if (parts.length > 0) return `Alarms: ${parts.join('; ')}`;
  if (doing) return 'Alarms: history is being judged';
  return failed ? 'Alarms: history could not be judged' : 'Alarms: none';
}

/** What a line of the list is now, in a few words. */
export function rowState({ now, occurrence, status }: AlarmRow, zone: string): string {
  if (now.state === 'shelved' && now.untilMs !== null)
    return `shelved until ${formatTime(now.untilMs, zone)}`;
  if (now.state === 'suppressed' || now.state === 'out of service') return now.state;
  const by = occurrence?.acknowledged?.by;
  switch (status) {
    case null:
      return STATE_WORDS[now.state];
    case 'unacknowledged':
      return now.known ? 'standing, not acknowledged' : 'standing when values ended';
    case 'acknowledged':
      return `standing, acknowledged by ${by}`;
    case 'returned':
      return 'over, not acknowledged';
    case 'closed':
      return `over, acknowledged by ${by}`;
    case 'hidden':
      return 'raised while hidden';
    default:
      return status satisfies never;
  }
}

export const SHOW_WORDS: Record<AlarmShow, string> = {
  now: 'Calls for somebody now',
  unacknowledged: 'Not acknowledged',
  standing: 'Standing',
  hidden: 'Shelved or suppressed',
  all: 'All that were raised',
};

/** Delays and deadband of an alarm in words. @param judged as it is judged, for the deadband in the units shown */
export function delayWords(
  { onDelaySeconds, offDelaySeconds }: AlarmDefinition,
  judged: AlarmDefinition,
  words: Pick<AlarmWords, 'difference' | 'length'>,
): string {
  const length = (seconds: number) => (seconds === 0 ? 'at once' : `after ${words.length(seconds * 1000)}`);
  const back =
    judged.kind === 'digital' || judged.deadband === 0 ? '' : `, back by ${deadband(judged, words)}`;
  return `raised ${length(onDelaySeconds)}, returns ${length(offDelaySeconds)}${back}`;
}

function deadband(
  judged: Exclude<AlarmDefinition, { kind: 'digital' }>,
  words: Pick<AlarmWords, 'difference'>,
): string {
  if (judged.kind === 'deviation' && judged.percent) return `${judged.deadband} %`;
  return judged.kind === 'anomaly' ? String(judged.deadband) : words.difference(judged.deadband);
}

/** What an empty list means. */
export const EMPTY_WORDS: Record<AlarmShow, string> = {
  now: 'Nothing calls for somebody now, or the filters leave nothing.',
  unacknowledged: 'Everything was acknowledged, or the filters leave nothing.',
  standing: 'No alarm stands now, or the filters leave nothing.',
  hidden: 'No alarm is shelved, suppressed or out of service, or the filters leave nothing.',
  all: 'No alarm was raised in this history, or the filters leave nothing.',
};

/** What an occurrence is now, in a sentence: `Over, acknowledged by Ada, 2024-03-10 07:00: drill.` */
export function statusSentence({ occurrence, status }: AlarmRow, zone: string): string {
  if (status === null) return '';
  const said = occurrence?.acknowledged;
  if (!said) return `${STATUS_WORDS[status]}.`;
  const note = said.note === '' ? '' : `: ${said.note}`;
  return `${STATUS_WORDS[status]} by ${said.by}, ${formatTime(said.atMs, zone)}${note}.`;
}
