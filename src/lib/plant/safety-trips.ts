/** Stops of the plant: changes that belong together, and which of them came first. */

import type { SafetyChannel, SafetyRole } from './safety-channels';
import type { SwitchChange } from './safety-switch';

/** A change of a channel. */
export interface ChannelChange extends SwitchChange {
  channel: SafetyChannel;
}

/** A stop: all changes of one incident. */
export interface Trip {
  /** The first change to an abnormal state, ms since epoch. */
  atMs: number;
  /** In time order; changes of one reading in the order of their roles. */
  changes: ChannelChange[];
  /** The first; with others when the readings show them at the same time. */
  first: ChannelChange[];
  /** True when a stop, abort or fault was among them; else machines only stopped: by hand, by plan, by the process. */
  tripped: boolean;
  /** When the last machine that stopped ran again, ms since epoch; null when none stopped, or none ran again yet. */
  restartedMs: number | null;
}

/** Changes closer than this belong to one incident. */
const INCIDENT_MS = 120_000;
const PROTECTIVE = new Set(['emergency stop', 'abort', 'fault']);
/** Changes of one reading stand in this order: what stops a plant before what is stopped. */
const ORDER: readonly SafetyRole[] = ['emergency stop', 'abort', 'fault', 'running', 'permissive'];

const isAbnormal = ({ channel, on }: ChannelChange): boolean => on === channel.abnormal;
const rank = ({ channel }: ChannelChange): number => ORDER.indexOf(channel.role);
const byTime = (a: ChannelChange, b: ChannelChange): number => a.atMs - b.atMs || rank(a) - rank(b);

/** Changes that cannot be told apart in time from the first: within the errors of both. */
function simultaneous(changes: readonly ChannelChange[]): ChannelChange[] {
  const [first] = changes;
  return changes.filter(
    ({ atMs, errorMs }) => atMs - errorMs <= first.atMs + first.errorMs || atMs === first.atMs,
  );
}

function tripOf(changes: ChannelChange[], all: readonly ChannelChange[]): Trip {
  const stopped = changes.filter(({ channel }) => channel.role === 'running');
  const restarts = stopped.map(
    ({ channel, atMs }) =>
      all.find((c) => c.channel.tag === channel.tag && c.atMs > atMs && !isAbnormal(c))?.atMs ?? null,
  );
  return {
    atMs: changes[0].atMs,
    changes,
    first: simultaneous(changes),
    tripped: changes.some(({ channel }) => PROTECTIVE.has(channel.role)),
    restartedMs:
      restarts.some((ms) => ms === null) || restarts.length === 0
        ? null
        : Math.max(...(restarts as number[])),
  };
}

/**
 * Incidents of a plant from the changes of all its channels: those to an abnormal state, those within two minutes
 * together. Permissives alone are no incident: starting a flare gives and takes one.
 */
export function tripsOf(changes: readonly ChannelChange[]): Trip[] {
  const sorted = [...changes].sort(byTime);
  const groups: ChannelChange[][] = [];
  for (const change of sorted.filter(isAbnormal)) {
    const group = groups.at(-1);
    if (group && change.atMs - group[group.length - 1].atMs <= INCIDENT_MS) group.push(change);
    else groups.push([change]);
  }
  return groups
    .filter((group) => group.some(({ channel }) => channel.role !== 'permissive'))
    .map((group) => tripOf(group, sorted));
}
