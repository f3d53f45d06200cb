import { describe, expect, it } from 'vitest';
import { explainEvent } from '$lib/detect/cause/explain-event';
import { brokenRules, LIMIT_RULES } from '$lib/detect/cause/limit-rules';
import { CAUSE_PATTERNS } from '$lib/detect/cause/patterns';
import type { EventKind, EventTag, PlantEvent } from '$lib/detect/event-types';
import { canonicalTag } from '$lib/plant/tags';
import { frameOf, tagOf } from './support';

const CANONICAL = {
  'gas.n2': 'an_n2',
  'gas.o2': 'an_o2',
  'gas.ch4': 'an_ch4',
  'gas.co2': 'an_co2',
  'compressor.oil_filter_dp': 'filter_dp',
  'compressor.oil_pressure': 'oil_p',
  'blower.fault': 'vfd_fault',
  'compressor.motor_current': 'amps',
};

const tag = (name: string, expected: number, actual: number, minute = 0, peak = 3): EventTag => ({
  ...{ tag: name, onsetMs: minute * 60_000, endMs: 9e6, peakMs: 1e6, peak, actual, expected, words: '' },
});

const event = (tags: EventTag[], kind: EventKind = 'off expectation'): PlantEvent => ({
  ...{ fromMs: 0, toMs: 9e6, peakMs: 1e6, kind, severity: 'low', confidence: 0.9, system: 'Gas', tags },
  ...{ detectors: [], description: '' },
});

const best = (tags: EventTag[], kind?: EventKind) => explainEvent(event(tags, kind), CANONICAL).causes[0]?.id;

describe('the cause of an event', () => {
  it('is air when nitrogen and oxygen rise in the ratio of air', () => {
    const leak = [tag('an_n2', 5, 8.73), tag('an_o2', 0.5, 1.5), tag('an_ch4', 73, 69)];
    const explained = explainEvent(event(leak), CANONICAL);
    expect(explained.causes[0]).toMatchObject({ id: 'air_ingress', seen: ['an_n2', 'an_o2', 'an_ch4'] });
    expect(explained.causes[0].action).not.toBe('');
    expect(explained.causes[0].source).not.toBe('');
  });

  it('is not air when nitrogen rises alone, nor in another ratio', () => {
    expect(best([tag('an_n2', 5, 8.7), tag('an_ch4', 73, 69)])).not.toBe('air_ingress');
    expect(best([tag('an_n2', 5, 15), tag('an_o2', 0.5, 1)])).not.toBe('air_ingress');
    expect(best([tag('an_n2', 9, 5.27), tag('an_o2', 1.5, 0.5)])).not.toBe('air_ingress');
  });

  it('is a clogged oil filter before a drifting instrument, with oil pressure or alone', () => {
    expect(best([tag('filter_dp', 4.6, 9), tag('oil_p', 41, 36)])).toBe('oil_filter_clogging');
    expect(best([tag('filter_dp', 4.6, 9)])).toBe('oil_filter_clogging');
  });

  it('is a drifting instrument when one tag is off that no pattern knows', () => {
    expect(best([tag('pt_1401', 100, 103)])).toBe('sensor_drift');
    expect(explainEvent(event([tag('pt_1401', 1, 2), tag('pt_1402', 1, 2)]), CANONICAL).causes).toEqual([]);
  });

  it('follows the check that failed', () => {
    expect(best([tag('pt_1401', NaN, 3)], 'flat line')).toBe('stuck_value');
    expect(best([tag('pt_1401', NaN, 3)], 'missing readings')).toBe('dropout');
    expect(best([tag('in_hs901_estop', NaN, 1)], 'state never seen')).toBe('estop');
    expect(best([tag('vfd_fault', NaN, 1)], 'state never seen')).toBe('blower_vfd_trip');
    expect(best([], 'clock')).toBe('clock_jump');
  });

  it('comes with the order of the tags and their shares', () => {
    const explained = explainEvent(
      event([tag('a', 1, 2, 30, 3), tag('b', 1, 2, 10, 4), tag('a', 1, 2, 50, 2)]),
      {},
    );
    expect(explained.firstMover).toBe('b');
    expect(explained.order).toEqual([
      { tag: 'b', afterMinutes: 0 },
      { tag: 'a', afterMinutes: 20 },
    ]);
    expect(explained.contributions).toEqual([
      { tag: 'b', share: 16 / 25 },
      { tag: 'a', share: 9 / 25 },
    ]);
  });

  it('of a gap has no first mover', () => {
    expect(explainEvent(event([], 'data gap'), {})).toMatchObject({
      firstMover: null,
      order: [],
      contributions: [],
    });
  });
});

describe('patterns and limits', () => {
  it('name canonical tags that exist', () => {
    const named = CAUSE_PATTERNS.flatMap(({ symptoms }) => symptoms.map(({ of }) => of));
    const ids = named.flatMap((of) => ('canonical' in of ? [of.canonical] : []));
    for (const id of [...ids, ...LIMIT_RULES.map((each) => each.tag)])
      expect(canonicalTag(id), id).not.toBeNull();
  });

  it('have distinct ids, an action and a source', () => {
    expect(new Set(CAUSE_PATTERNS.map(({ id }) => id)).size).toBe(CAUSE_PATTERNS.length);
    for (const { action, source } of CAUSE_PATTERNS) expect(action.length * source.length).toBeGreaterThan(0);
  });
});

describe('limits', () => {
  const length = 60;
  const dp = Float32Array.from({ length }, (_, at) => (at >= 40 ? 11 : 5));
  const amps = Float32Array.from({ length }, (_, at) => (at === 20 ? 18 : 14));
  const frame = frameOf([tagOf('filter_dp', dp), tagOf('amps', amps)], length);
  const all = new Uint8Array(length).fill(1);
  const period = { fromMs: frame.startMs, toMs: frame.startMs + length * 60_000 };
  const broken = (steady: Uint8Array) =>
    brokenRules(frame, CANONICAL, steady, period, () => 14).map(({ rule, atMs, actual }) => ({
      id: rule.id,
      minute: (atMs - frame.startMs) / 60_000,
      actual,
    }));

  it('are reported with time and reading', () => {
    const [current, filter] = broken(all);
    expect(current).toMatchObject({ id: 'motor_current', minute: 20 });
    expect(current.actual).toBeCloseTo(18 / 14 - 1, 6);
    expect(filter).toEqual({ id: 'oil_filter', minute: 40, actual: 11 });
  });

  it('are not broken while the plant stands, nor by tags that are not mapped', () => {
    expect(broken(new Uint8Array(length))).toEqual([]);
    expect(brokenRules(frame, {}, all, period, () => 14)).toEqual([]);
  });
});
