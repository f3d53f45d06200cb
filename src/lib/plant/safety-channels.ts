/** Which columns tell of safety, what they are, and which of their two states is the abnormal one. */

import { wordsOfHeader } from './streams';
import { canonicalTag } from './tags';

export type SafetyRole = 'emergency stop' | 'abort' | 'fault' | 'permissive' | 'running';

/** Roles in the order in which the page shows them. */
export const SAFETY_ROLES: readonly SafetyRole[] = [
  'emergency stop',
  'abort',
  'fault',
  'permissive',
  'running',
];

/** What is asked of a tag; a subset of an open plant's. */
export interface SafetyTag {
  tag: string;
  header: string;
  kind: 'number' | 'boolean';
  /** Over all readings; NaN without one. */
  avg: number;
  min: number;
  max: number;
  readings: number;
}

/** A column on the Safety page. */
export interface SafetyChannel {
  tag: string;
  /** Canonical tag, null for a plain sensor found by its words. */
  canonical: string | null;
  name: string;
  role: SafetyRole;
  /** The state that is abnormal. */
  abnormal: boolean;
  /** Why that state counts as abnormal, in words. */
  reason: string;
}

/** Canonical tags of the page and their role. */
const CANONICAL: [canonical: string, role: SafetyRole][] = [
  ['safety.estop_1', 'emergency stop'],
  ['safety.estop_2', 'emergency stop'],
  ['safety.estop_3', 'emergency stop'],
  ['safety.abort', 'abort'],
  ['compressor.fault', 'fault'],
  ['blower.fault', 'fault'],
  ['plant.running', 'running'],
  ['compressor.running', 'running'],
  ['blower.running', 'running'],
];

/** Canonical tags that the page would show. */
export const SAFETY_CANONICALS: readonly string[] = CANONICAL.map(([canonical]) => canonical);

const WORDS: [role: SafetyRole, words: RegExp][] = [
  ['emergency stop', /e_?stop|emergency|not_?aus(?!l)|not_?halt/],
  ['permissive', /_perm_|permis|freigabe|interlock_ok|_ready_|bereit/],
  ['abort', /abort|_trip(?:ped)?_|shut_?down|_esd_|interlock|verriegel/],
  ['fault', /fault|stoer|alarm|_fail(?:ed|ure)?_|_hh_|_ll_/],
];

/** Whether a column can only be a switch: a boolean, or a number that was never other than 0 and 1 at its ends. */
const isSwitch = ({ kind, min, max }: SafetyTag): boolean => kind === 'boolean' || (min === 0 && max === 1);

function roleByWords({ header }: SafetyTag): SafetyRole | null {
  const words = wordsOfHeader(header);
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/**
 * The abnormal state: a stop, abort or fault is the rarer one (many plants wire emergency stops closed when healthy); a
 * permissive is abnormal when it is not given, a machine when it does not run.
 */
function abnormalState(role: SafetyRole, avg: number): { abnormal: boolean; reason: string } {
  if (role === 'permissive') return { abnormal: false, reason: 'a permissive that is not given' };
  if (role === 'running') return { abnormal: false, reason: 'not running' };
  if (avg > 0.5) return { abnormal: false, reason: 'the rarer state: this signal is on when all is well' };
  return { abnormal: true, reason: 'the rarer state' };
}

/** A plain column's header as words a person reads: `bop_plc_perm_compstart` gives `perm compstart`. */
const nameOfHeader = (header: string): string =>
  header
    .replace(/^bop_plc_/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim() || header;

/**
 * Safety channels of a plant: those of known meaning, then plain switches by their words, by role.
 * @param tagOf    tag of a canonical tag, null when unmapped
 * @param inverted tags whose abnormal state a person has turned round
 */
export function safetyChannels(
  tags: readonly SafetyTag[],
  tagOf: (canonical: string) => string | null,
  inverted: readonly string[],
): SafetyChannel[] {
  const known = CANONICAL.flatMap(([canonical, role]) => {
    const found = tags.find(({ tag }) => tag === tagOf(canonical));
    return found ? [{ found, canonical, role }] : [];
  });
  const taken = new Set(known.map(({ found }) => found.tag));
  const plain = tags.flatMap((found) => {
    const role = taken.has(found.tag) || !isSwitch(found) ? null : roleByWords(found);
    return role === null ? [] : [{ found, canonical: null, role }];
  });
  return [...known, ...plain]
    .map(({ found, canonical, role }) => {
      const state = abnormalState(role, found.avg);
      const turned = inverted.includes(found.tag);
      return {
        tag: found.tag,
        canonical,
        name: (canonical && canonicalTag(canonical)?.name) || nameOfHeader(found.header),
        role,
        abnormal: turned ? !state.abnormal : state.abnormal,
        reason: turned ? 'turned round by hand' : state.reason,
      };
    })
    .sort((a, b) => SAFETY_ROLES.indexOf(a.role) - SAFETY_ROLES.indexOf(b.role));
}

/** A channel's two states in words. */
export function stateWords(
  { role, abnormal }: Pick<SafetyChannel, 'role' | 'abnormal'>,
  on: boolean,
): string {
  const bad = on === abnormal;
  switch (role) {
    case 'emergency stop':
      return bad ? 'pressed' : 'released';
    case 'abort':
      return bad ? 'aborted' : 'clear';
    case 'fault':
      return bad ? 'fault' : 'no fault';
    case 'permissive':
      return bad ? 'not given' : 'given';
    case 'running':
      return bad ? 'stopped' : 'running';
  }
  return role satisfies never;
}
