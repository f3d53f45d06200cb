import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  disagreement,
  learnThresholds,
  MACHINE_STATES,
  signalsOf,
  stateAt,
  stateIntervals,
  statesOf,
  stateTagsOf,
  summariseStates,
  type StateSignals,
} from '$lib/plant/states';
import { learnThreshold } from '$lib/plant/states-threshold';

const NOTHING: StateSignals = { running: null, current: null, speed: null, flow: null, rise: null };
const column = (...values: number[]) => Float64Array.from(values);
const repeat = (value: number, times: number) => Array.from({ length: times }, () => value);

describe('a threshold between rest and load', () => {
  it('lies between the two levels however seldom one of them is seen', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        fc.integer({ min: 5, max: 3000 }),
        fc.integer({ min: 40, max: 3000 }),
        (load, atRest, onLoad) => {
          const noisy = (level: number, n: number) =>
            Array.from({ length: n }, (_, at) => level + 0.02 * load * Math.sin(at));
          const found = learnThreshold(column(...noisy(0, atRest), ...noisy(load, onLoad)));
          expect(found?.from).toBe('two levels');
          expect(found?.value).toBeGreaterThan(0.03 * load);
          expect(found?.value).toBeLessThan(0.9 * load);
        },
      ),
    );
  });

  it('is a fifth of the load for a machine that was never seen at rest', () => {
    const found = learnThreshold(column(...Array.from({ length: 500 }, (_, at) => 14 + Math.sin(at))));
    expect(found).toMatchObject({ from: 'one level', off: null });
    expect((found?.value ?? 0) / 15).toBeCloseTo(0.215, 2);
  });

  it('is not moved by spikes, and not found in what is never on or hardly read', () => {
    const plain = [...repeat(0, 300), ...repeat(10, 700)];
    expect(learnThreshold(column(...plain, 400, 500))?.value).toBe(learnThreshold(column(...plain))?.value);
    expect(learnThreshold(column(...repeat(0, 500)))).toBeNull();
    expect(learnThreshold(column(...repeat(10, 5), NaN))).toBeNull();
  });
});

describe('the state of a machine', () => {
  const history = column(...repeat(0, 50), ...repeat(10, 50));
  const of = (signals: Partial<StateSignals>) => {
    const learnt = learnThresholds({
      ...NOTHING,
      ...Object.fromEntries(Object.keys(signals).map((name) => [name, history])),
    });
    return stateAt({ ...NOTHING, ...signals }, learnt, 0);
  };

  it('is told by the run bit before the current, by current before speed', () => {
    expect(of({ running: column(1), current: column(0) })).toBe('running');
    expect(of({ running: column(0), current: column(10) })).toBe('stopped');
    expect(of({ running: column(NaN), current: column(10) })).toBe('running');
    expect(of({ current: column(10), speed: column(0) })).toBe('running');
    expect(of({ speed: column(0), flow: column(10) })).toBe('stopped');
  });

  it('is idle when it turns and delivers nothing', () => {
    expect(of({ current: column(10), flow: column(0) })).toBe('idle');
    expect(of({ current: column(10), rise: column(0) })).toBe('idle');
    expect(of({ current: column(10), flow: column(10), rise: column(0) })).toBe('running');
  });

  it('without current and speed is told by flow and pressure together', () => {
    expect(of({ flow: column(10), rise: column(10) })).toBe('running');
    expect(of({ flow: column(10), rise: column(0) })).toBe('stopped');
    expect(of({ rise: column(10) })).toBe('running');
  });

  it('is not known where nothing is read or mapped', () => {
    expect(of({ current: column(NaN) })).toBe('no data');
    expect(of({})).toBe('no data');
    expect(statesOf(NOTHING, learnThresholds(NOTHING))).toHaveLength(0);
  });

  it('is read from canonical tags, pressure rise as their difference', () => {
    const columns: Record<string, Float64Array> = {
      'blower.suction_pressure': column(-1, 0),
      'blower.discharge_pressure': column(2, NaN),
    };
    const signals = signalsOf('blower', (tag) => columns[tag] ?? null);
    expect(signals).toMatchObject({ running: null, current: null, speed: null, flow: null });
    expect([...(signals.rise ?? [])]).toEqual([3, NaN]);
    expect(stateTagsOf('blower')).toContain('blower.speed');
    expect(stateTagsOf('blower')).not.toContain(null);
  });

  it('counts how often run bit and current disagree', () => {
    const signals = { ...NOTHING, running: column(1, 1, 0, 0, NaN), current: column(10, 0, 0, 10, 10) };
    const thresholds = learnThresholds({ ...NOTHING, running: history, current: history });
    expect(disagreement(signals, thresholds, 'current')).toBe(50);
    expect(disagreement(signals, thresholds, 'speed')).toBeNaN();
  });
});

describe('stretches of states', () => {
  const code = (state: (typeof MACHINE_STATES)[number]) => MACHINE_STATES.indexOf(state);

  it('join equal buckets, and call what lies between buckets "no data"', () => {
    const codes = Uint8Array.of(code('stopped'), code('running'), code('running'), code('running'));
    expect(stateIntervals(column(0, 60, 120, 300), codes, 60)).toEqual([
      { state: 'stopped', fromMs: 0, toMs: 60 },
      { state: 'running', fromMs: 60, toMs: 180 },
      { state: 'no data', fromMs: 180, toMs: 300 },
      { state: 'running', fromMs: 300, toMs: 360 },
    ]);
  });

  it('add up to the whole period, whatever the states', () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 3, minLength: 1, maxLength: 200 }), (codes) => {
        const times = Float64Array.from(codes, (_, at) => at * 60);
        const intervals = stateIntervals(times, codes, 60);
        const { lengthMs, periods } = summariseStates(intervals);
        const sum = (of: Record<string, number>) => Object.values(of).reduce((a, b) => a + b, 0);
        expect(sum(lengthMs)).toBe(60 * codes.length);
        expect(sum(periods)).toBe(intervals.length);
        intervals.slice(1).forEach((one, at) => expect(one.fromMs).toBe(intervals[at].toMs));
      }),
    );
  });

  it('count a start only where the machine was seen at rest before', () => {
    const states = [
      'running',
      'stopped',
      'idle',
      'running',
      'no data',
      'running',
      'stopped',
      'running',
    ] as const;
    const intervals = states.map((state, at) => ({ state, fromMs: at * 10, toMs: at * 10 + 10 }));
    const { starts, dutyPercent } = summariseStates(intervals);
    expect(starts).toBe(2);
    expect(dutyPercent).toBeCloseTo(400 / 7, 9);
    expect(summariseStates([]).dutyPercent).toBeNaN();
  });
});
