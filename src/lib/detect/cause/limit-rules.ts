import type { Frame, Samples } from '../frame';

/** A limit that a person can change. */
export interface LimitRule {
  id: string;
  title: string;
  /** Canonical tag. */
  tag: string;
  kind: 'below' | 'above' | 'change' | 'deviation';
  /** In the tag's unit; for `deviation` the share of the usual value. */
  value: number;
  /** Minutes within which a `change` counts. */
  minutes?: number;
  source: string;
}

/** A rule that was broken, and how. */
export interface BrokenRule {
  rule: LimitRule;
  /** First time, ms since epoch. */
  atMs: number;
  /** Reading, change or share that broke it, the greatest. */
  actual: number;
}

const PLATFORM = 'rules of the platform this one replaces';
const rule = (
  id: string,
  title: string,
  tag: string,
  kind: LimitRule['kind'],
  value: number,
  minutes?: number,
): LimitRule => ({
  ...{ id, title, tag, kind, value, source: PLATFORM },
  ...(minutes === undefined ? {} : { minutes }),
});

/** Defaults, US units; each can be replaced by a plant's own. */
export const LIMIT_RULES: readonly LimitRule[] = [
  rule('ch4_low', 'Methane below 65 %', 'gas.ch4', 'below', 65),
  rule('ch4_high', 'Methane above 80 %', 'gas.ch4', 'above', 80),
  rule('gas_pressure_low', 'Gas pressure below 15 psi', 'gas.pressure', 'below', 15),
  rule('gas_pressure_high', 'Gas pressure above 200 psi', 'gas.pressure', 'above', 200),
  rule(
    'discharge_temperature_change',
    'Discharge temperature changes by 10 degF in 5 minutes',
    'compressor.discharge_temperature',
    'change',
    10,
    5,
  ),
  rule('motor_current', 'Motor current off by 20 %', 'compressor.motor_current', 'deviation', 0.2),
  rule('oil_filter', 'Oil filter differential above 10 psi', 'compressor.oil_filter_dp', 'above', 10),
];

/** How far one step is beyond a rule: > 0 when it is broken, with the reading that breaks it. */
function beyond(
  { kind, value, minutes }: LimitRule,
  values: Samples,
  at: number,
  stepMs: number,
  usual: number,
): { by: number; actual: number } {
  const reading = values[at];
  switch (kind) {
    case 'below':
      return { by: value - reading, actual: reading };
    case 'above':
      return { by: reading - value, actual: reading };
    case 'change': {
      const before = values[at - Math.max(1, Math.round(((minutes ?? 1) * 60_000) / stepMs))];
      return { by: Math.abs(reading - before) - value, actual: reading - before };
    }
    case 'deviation':
      return { by: Math.abs(reading / usual - 1) - value, actual: reading / usual - 1 };
    default:
      return kind satisfies never;
  }
}

/**
 * Rules broken between two times (from inclusive, to exclusive), by first time. Steps that are not judged (the plant
 * stands) break none; neither do tags that are not mapped.
 * @param steady steps to judge, length of the frame
 * @param usual  usual value of a canonical tag, for deviations; NaN when not known
 */
export function brokenRules(
  frame: Frame,
  canonical: Readonly<Record<string, string>>,
  steady: Uint8Array,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  usual: (canonical: string) => number,
  rules: readonly LimitRule[] = LIMIT_RULES,
): BrokenRule[] {
  const first = Math.max(0, Math.ceil((fromMs - frame.startMs) / frame.stepMs));
  const end = Math.min(frame.length, Math.ceil((toMs - frame.startMs) / frame.stepMs));
  const broken = rules.flatMap((each): BrokenRule[] => {
    const samples = frame.tags.find(({ tag }) => tag === canonical[each.tag]);
    if (samples === undefined) return [];
    let found: BrokenRule | null = null;
    let most = 0;
    for (let at = first; at < end; at++) {
      if (steady[at] === 0) continue;
      const { by, actual } = beyond(each, samples.avg, at, frame.stepMs, usual(each.tag));
      if (!(by > 0)) continue;
      found ??= { rule: each, atMs: frame.startMs + at * frame.stepMs, actual };
      if (by > most) [most, found.actual] = [by, actual];
    }
    return found === null ? [] : [found];
  });
  return broken.sort((a, b) => a.atMs - b.atMs);
}
