import type { TimelineRow, TimelineSpan } from '$lib/charts/timeline-bars';
import { stateWords, type SafetyChannel, type SafetyRole } from '$lib/plant/safety-channels';
import type { ChannelHistory } from '$lib/state/safety-report';

/** Headings of the roles. */
export const ROLE_TITLES: Record<SafetyRole, string> = {
  'emergency stop': 'Emergency stops',
  abort: 'Aborts and trips',
  fault: 'Faults and alarms',
  permissive: 'Permissives',
  running: 'Machines',
};

const ABNORMAL: Record<SafetyRole, TimelineSpan['look']> = {
  'emergency stop': 'urgent',
  abort: 'urgent',
  fault: 'high',
  permissive: 'half',
  running: 'off',
};

/** Legend of the looks that occur. */
export const SAFETY_LEGEND: { look: TimelineSpan['look']; words: string }[] = [
  { look: 'urgent', words: 'emergency stop, abort' },
  { look: 'high', words: 'fault' },
  { look: 'half', words: 'permissive not given' },
  { look: 'on', words: 'running, given' },
  { look: 'off', words: 'stopped' },
  { look: 'none', words: 'all well, or no data' },
];

function lookOf({ role, abnormal }: SafetyChannel, on: boolean | null): TimelineSpan['look'] {
  if (on === null) return 'none';
  if (on === abnormal) return ABNORMAL[role];
  return role === 'running' || role === 'permissive' ? 'on' : 'none';
}

/** Rows of the timeline, one a channel. */
export const channelRows = (channels: readonly ChannelHistory[]): TimelineRow[] =>
  channels.map(({ channel, history }) => ({
    id: channel.tag,
    label: channel.name,
    spans: history.stretches.map(({ on, fromMs, toMs }) => ({
      ...{ fromMs, toMs, look: lookOf(channel, on) },
      state: on === null ? 'no data' : stateWords(channel, on),
    })),
  }));
