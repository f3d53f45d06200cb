import type { Finding, FindingKind, Limits } from './types';

/** What a person decided about one finding, against the rule. */
export type Choice = 'exclude' | 'include';

/** A stretch that a person keeps from analysis by their own judgement. */
export interface OwnSpan {
  tag: string;
  /** ms since epoch, from inclusive, to exclusive. */
  fromMs: number;
  toMs: number;
  reason: string;
}

/** Limits of a tag as a person set them; null where there is none. */
export interface OwnLimits {
  low: number | null;
  high: number | null;
}

/** All that a person decided about a plant's data; plain JSON, so that it can be carried to another browser. */
export interface QualityDecisions {
  /** By id of the finding. */
  choices: Record<string, Choice>;
  /** Whether findings of a kind are kept from analysis, where that is not as the rule has it. */
  rules: Partial<Record<FindingKind, boolean>>;
  /** By tag. */
  limits: Record<string, OwnLimits>;
  spans: OwnSpan[];
}

export const NO_DECISIONS: QualityDecisions = { choices: {}, rules: {}, limits: {}, spans: [] };

/** Whether a finding's minutes are kept from analysis: by the person's choice, else by the rule in force. */
export function isExcluded(finding: Finding, { choices, rules }: QualityDecisions): boolean {
  const choice = Object.hasOwn(choices, finding.id) ? choices[finding.id] : undefined;
  if (choice !== undefined) return choice === 'exclude';
  return rules[finding.kind] ?? finding.excluded;
}

/** The limits in force: a person's own, else those known of the tag; null when there are none. */
export function limitsInForce(known: Limits | null, own: OwnLimits | undefined): Limits | null {
  if (!own) return known;
  if (own.low === null && own.high === null) return null;
  return { low: own.low ?? -Infinity, high: own.high ?? Infinity, source: 'set by you' };
}
