import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmDefinition } from '$lib/alarms/definition';
import { AlarmEvaluator, type ConditionEvent } from '$lib/alarms/evaluate';
import { AlarmMinutesError, missingColumns, type AlarmMinutes } from '$lib/alarms/minutes';
import { brief, cut, deviation, digital, EVERY_KIND, high, minutes, rate } from './support';

const run = (definition: AlarmDefinition, columns: Record<string, number[]>): string[] =>
  brief(new AlarmEvaluator([definition]).advance(minutes(columns)));

describe('threshold alarms', () => {
  it('are raised at the end of the minute beyond the limit, and return at the end of the first at it', () => {
    expect(run(high(), { x: [10, 11, 12, 10, 9] })).toEqual(['raised@2 since 1', 'returned@4 since 3']);
  });
  it('low alarms look the other way', () => {
    expect(run(high({ level: 'low', limit: 5 }), { x: [5, 4, 5] })).toEqual([
      'raised@2 since 1',
      'returned@3 since 2',
    ]);
  });
  it('return only when the value is back by the deadband', () => {
    expect(run(high({ deadband: 2 }), { x: [11, 9, 8.1, 8, 9] })).toEqual([
      'raised@1 since 0',
      'returned@4 since 3',
    ]);
  });
  it('wait for the on-delay without a break', () => {
    expect(run(high({ onDelaySeconds: 180 }), { x: [11, 11, 9, 11, 11, 11] })).toEqual(['raised@6 since 3']);
  });
  it('round delays up to whole minutes', () => {
    expect(run(high({ onDelaySeconds: 61 }), { x: [11, 11, 11] })).toEqual(['raised@2 since 0']);
  });
  it('wait for the off-delay without a break', () => {
    expect(run(high({ offDelaySeconds: 120 }), { x: [11, 9, 11, 9, 9, 9] })).toEqual([
      'raised@1 since 0',
      'returned@5 since 3',
    ]);
  });
});

describe('minutes without a value', () => {
  it('raise nothing, break off the delay, and are stated', () => {
    expect(run(high({ onDelaySeconds: 120 }), { x: [11, NaN, 11, 11] })).toEqual([
      'no value@2 since 1',
      'value back@3 since 2',
      'raised@4 since 2',
    ]);
  });
  it('do not return an active alarm', () => {
    expect(run(high(), { x: [11, NaN, NaN, 11, 9] })).toEqual([
      'raised@1 since 0',
      'no value@2 since 1',
      'value back@4 since 3',
      'returned@5 since 4',
    ]);
  });
  it('are stated once for a column that is not there', () => {
    expect(run(high({ tag: 'z' }), { x: [11, 11] })).toEqual(['no value@1 since 0']);
    expect(missingColumns([high({ tag: 'z' }), high()], minutes({ x: [1] }))).toEqual([
      { id: 'high', columns: ['z:avg'] },
    ]);
  });
});

describe('the other kinds', () => {
  it('rate of change looks at every reading of the window, and not across a longer gap', () => {
    expect(run(rate({ windowMinutes: 2 }), { x: [0, 5, 11, 11, 11] })).toEqual([
      'no value@1 since 0',
      'value back@2 since 1',
      'raised@3 since 2',
      'returned@4 since 3',
    ]);
    expect(run(rate({ windowMinutes: 2 }), { x: [0, NaN, NaN, 50] })).toEqual(['no value@1 since 0']);
  });
  it('rate of change may look in one direction only', () => {
    const falls = { x: [20, 0] };
    expect(run(rate({ direction: 'up' }), falls).join()).not.toContain('raised');
    expect(run(rate({ direction: 'down' }), falls).join()).toContain('raised@2 since 1');
  });
  it('deviation in percent of a fixed value', () => {
    expect(run(deviation(), { x: [120, 121, 79, 80] })).toEqual(['raised@2 since 1', 'returned@4 since 3']);
  });
  it('deviation in percent of zero cannot be judged', () => {
    expect(run(deviation({ from: { kind: 'value', value: 0 } }), { x: [5] })).toEqual(['no value@1 since 0']);
  });
  it('deviation from another tag, in its unit', () => {
    const definition = deviation({ from: { kind: 'tag', tag: 'y' }, percent: false, limit: 3 });
    expect(run(definition, { x: [5, 5, 5], y: [2, 1, NaN] })).toEqual([
      'raised@2 since 1',
      'no value@3 since 2',
    ]);
  });
  it('deviation from its own mean waits for half of the readings and does not learn from the fault', () => {
    const definition = deviation({ from: { kind: 'own mean', minutes: 4 } });
    expect(run(definition, { x: [10, 10, 10, 10, 20, 20, 20, 20, 20, 20, 10] })).toEqual([
      'no value@1 since 0',
      'value back@3 since 2',
      'raised@5 since 4',
      'returned@11 since 10',
    ]);
  });
  it('digital alarms see a state that held for part of a minute', () => {
    expect(run(digital(), { bit: [0, 0.05, 0] })).toEqual(['raised@2 since 1', 'returned@3 since 2']);
    expect(run(digital({ abnormal: false }), { bit: [1, 0.95, 1] })).toEqual([
      'raised@2 since 1',
      'returned@3 since 2',
    ]);
  });
  it('a gate that is not on throughout returns the alarm, and one without a value does not judge', () => {
    expect(run(high({ whileOn: 'bit' }), { x: [11, 11, 11, 11], bit: [1, 0.5, 1, NaN] })).toEqual([
      'raised@1 since 0',
      'returned@2 since 1',
      'raised@3 since 2',
      'no value@4 since 3',
    ]);
  });
  it('anomaly alarms judge the scores of their detector', () => {
    const anomaly = EVERY_KIND[EVERY_KIND.length - 1];
    expect(run(anomaly, { 'score:pca': [3, 4, 2.5, 2] })).toEqual(['raised@2 since 1', 'returned@4 since 3']);
  });
});

describe('minutes that do not fit', () => {
  const evaluator = (): AlarmEvaluator => new AlarmEvaluator([high()]);
  it('are refused: not rising, no minutes, columns of another length', () => {
    const two = minutes({ x: [1, 2] });
    const judged = evaluator();
    judged.advance(two);
    expect(() => judged.advance(two)).toThrow(AlarmMinutesError);
    expect(() => evaluator().advance({ ...two, startsMs: Float64Array.of(0, 61_000) })).toThrow('61000');
    expect(() => evaluator().advance({ ...two, startsMs: Float64Array.of(0) })).toThrow('2 values for 1');
  });
});

const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -15, max: 15 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const row = fc.record({
  x: value,
  y: value,
  bit: fc.constantFrom(0, 1, 1, 1, 0.5, NaN),
  score: value,
  gone: fc.boolean(),
});
const history = fc.array(row, { minLength: 1, maxLength: 60 });
type Row = { x: number; y: number; bit: number; score: number; gone: boolean };

function table(rows: readonly Row[]): AlarmMinutes {
  const of = (key: 'x' | 'y' | 'bit' | 'score'): number[] => rows.map((one) => (one.gone ? NaN : one[key]));
  return minutes({ x: of('x'), y: of('y'), bit: of('bit'), 'score:pca': of('score') });
}

describe('any history', () => {
  it('gives the same events however it is cut', () => {
    let raised = 0;
    fc.assert(
      fc.property(history, fc.array(fc.nat(60), { maxLength: 8 }), fc.boolean(), (rows, at, leaveOut) => {
        const all = leaveOut ? without(table(rows), rows) : table(rows);
        const whole = new AlarmEvaluator(EVERY_KIND).advance(all);
        raised += whole.filter(({ kind }) => kind === 'raised').length;
        const size = all.startsMs.length;
        const cuts = [0, ...at.map((one) => Math.min(one, size)).sort((a, b) => a - b), size];
        const streamed = new AlarmEvaluator(EVERY_KIND);
        const parts = cuts.slice(1).flatMap((to, part) => streamed.advance(cut(all, cuts[part], to)));
        expect(parts).toEqual(whole);
      }),
    );
    expect(raised).toBeGreaterThan(100);
  });
  it('gives the same events whether minutes without values are left out or empty', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const framed = [{ ...rows[0], gone: false }, ...rows, { ...rows[0], gone: false }];
        const all = table(framed);
        const whole = new AlarmEvaluator(EVERY_KIND).advance(all);
        expect(sorted(new AlarmEvaluator(EVERY_KIND).advance(without(all, framed)))).toEqual(sorted(whole));
      }),
    );
  });
  it('raises and returns in turn, never in a minute without a value, in order of time', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const events = new AlarmEvaluator(EVERY_KIND).advance(table(rows));
        for (const { id } of EVERY_KIND) {
          const turns = events.filter((one) => one.alarm === id && /raised|returned/.test(one.kind));
          turns.forEach((one, at) => expect(one.kind).toBe(at % 2 === 0 ? 'raised' : 'returned'));
        }
        for (const { kind, value: judged } of events)
          if (kind === 'raised') expect(Number.isNaN(judged)).toBe(false);
        events.slice(1).forEach((one, at) => expect(one.atMs).toBeGreaterThanOrEqual(events[at].atMs));
      }),
    );
  });
});

function without(all: AlarmMinutes, rows: readonly Row[]): AlarmMinutes {
  const keep = (_: number, at: number): boolean => !rows[at].gone;
  return {
    startsMs: all.startsMs.filter(keep),
    columns: new Map([...all.columns].map(([key, column]) => [key, Float64Array.from(column).filter(keep)])),
  };
}

const sorted = (events: ConditionEvent[]): ConditionEvent[] =>
  events.toSorted((one, other) => one.atMs - other.atMs || one.alarm.localeCompare(other.alarm));
