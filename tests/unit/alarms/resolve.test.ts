import { describe, expect, it } from 'vitest';
import { configuredAlarms, NO_EDITS, withDefinition, withoutDefinition, withSwitch } from '$lib/alarms/edits';
import { alarmFile, AlarmFileError, checkAlarmFile, mergedActions } from '$lib/alarms/alarm-file';
import type { KeptAct } from '$lib/alarms/acts';
import type { AlarmDefinition } from '$lib/alarms/definition';
import { defaultAlarms } from '$lib/alarms/defaults';
import { resolveAlarms, type AlarmPlant } from '$lib/alarms/resolve';
import { scoreColumns } from '$lib/alarms/scores';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { checkDraft, draftOf, freshId } from '$lib/state/alarm-draft';
import { deviation, digital, high, minute, rate } from './support';

const METRIC: AlarmPlant = {
  tags: [
    { tag: 'p', header: 'discharge pressure', unit: 'bar', kind: 'number' },
    { tag: 't', header: 'discharge temp', unit: 'degC', kind: 'number' },
    { tag: 'ch4', header: 'CH4', unit: '%', kind: 'number' },
    { tag: 'bare', header: 'bare', unit: '', kind: 'number' },
    { tag: 'on', header: 'run', unit: '', kind: 'boolean' },
  ],
  tagOf: (canonical) =>
    ({
      'compressor.discharge_pressure': 'p',
      'compressor.discharge_temperature': 't',
      'compressor.running': 'on',
      'gas.ch4': 'ch4',
    })[canonical] ?? null,
  conditions: USUAL_CONDITIONS,
  detectors: ['pca'],
};
const resolved = (one: AlarmDefinition) => resolveAlarms(METRIC, [one]).judged[0];
const why = (one: AlarmDefinition) => resolveAlarms(METRIC, [one]).unjudged[0]?.why;

describe('alarms over a plant in other units', () => {
  it('a limit of 200 psi is 13.79 bar, its deadband of 4 psi 0.2758 bar', () => {
    const found = resolved(
      high({ tag: 'compressor.discharge_pressure', unit: 'psi', limit: 200, deadband: 4 }),
    );
    expect(found).toMatchObject({
      tag: 'p',
      limit: expect.closeTo(13.7895, 4),
      deadband: expect.closeTo(0.27579, 5),
    });
  });
  it('a change of 10 degF is one of 5.56 K, without the offset of the scale', () => {
    const found = resolved(
      rate({ tag: 'compressor.discharge_temperature', unit: 'degF', limit: 10, deadband: 2 }),
    );
    expect(found).toMatchObject({
      tag: 't',
      limit: expect.closeTo(50 / 9, 9),
      deadband: expect.closeTo(10 / 9, 9),
    });
  });
  it('a temperature limit of 212 degF is 100 degC', () => {
    const found = resolved(high({ tag: 'compressor.discharge_temperature', unit: 'degF', limit: 212 }));
    expect(found).toMatchObject({ limit: expect.closeTo(100, 9) });
  });
  it('percent deviations and columns without a unit are taken as they stand; a gate is found by its meaning', () => {
    expect(resolved(deviation({ tag: 'bare', unit: '%', whileOn: 'compressor.running' }))).toMatchObject({
      tag: 'bare',
      limit: 20,
      whileOn: 'on',
    });
    expect(resolved(high({ tag: 'bare', unit: 'psi', limit: 3 }))).toMatchObject({ limit: 3 });
  });
});

describe('what cannot be judged', () => {
  it('is told in words: not mapped, no such sensor, another quantity, no search', () => {
    expect(why(high({ tag: 'gas.h2s', unit: 'ppm' }))).toBe('No sensor is mapped to Hydrogen sulfide.');
    expect(why(high({ tag: 'nothing' }))).toBe('The plant has no sensor nothing.');
    expect(why(high({ tag: 'compressor.discharge_pressure', unit: 'degF' }))).toContain('recorded in bar');
    expect(why(digital({ tag: 'on', whileOn: 'blower.running' }))).toContain('No sensor is mapped to');
    const anomaly = defaultAlarms({ detectors: [{ detector: 'knn', threshold: 2 }] }).at(-1)!;
    expect(why(anomaly)).toContain('look for anomalies first');
  });
  it('leaves the others judged', () => {
    const { judged, unjudged } = resolveAlarms(METRIC, defaultAlarms());
    expect(judged.map(({ id }) => id)).toContain('gas.ch4.low');
    expect(judged.length + unjudged.length).toBe(defaultAlarms().length);
  });
});

describe('what a person changes', () => {
  const defaults = [high({ id: 'one' }), high({ id: 'two' })];
  it('stands in place of the default, beside it, or switches it off; and can be taken back', () => {
    const changed = withDefinition(NO_EDITS, high({ id: 'one', limit: 99 }));
    const added = withDefinition(changed, high({ id: 'own.1' }));
    const off = withSwitch(added, 'two', false);
    expect(
      configuredAlarms(defaults, off).map(({ definition: { id }, origin, on }) => [id, origin, on]),
    ).toEqual([
      ['one', 'changed', true],
      ['two', 'default', false],
      ['own.1', 'own', true],
    ]);
    expect(configuredAlarms(defaults, withoutDefinition(off, 'own.1'))).toHaveLength(2);
    expect(configuredAlarms(defaults, withSwitch(off, 'two', true))[1].on).toBe(true);
    expect(freshId(['own.1', 'own.2'])).toBe('own.3');
  });
  it('is checked in sentences', () => {
    const draft = { ...draftOf('threshold', 'own.1'), onDelaySeconds: -5 };
    const checked = checkDraft(draft, []);
    expect(checked).toEqual({
      problems: expect.arrayContaining([
        'Name must be a text, is empty.',
        'Raised after must be a number from 0 to 86400 seconds, is -5.',
        'Sensor must be a text, is empty.',
        'Limit must be a number, is empty.',
      ]),
    });
    const whole = { ...draft, name: 'N', tag: 'x', limit: 5, onDelaySeconds: 0 };
    expect(checkDraft(whole, [])).toHaveProperty('definition.limit', 5);
    const crossed = checkDraft(whole, [high({ id: 'low', level: 'low', limit: 7, reading: 'max' })]);
    expect(crossed).toEqual({ problems: [expect.stringContaining('7')] });
  });
});

describe('files', () => {
  const act: KeptAct = {
    kind: 'act',
    id: '1',
    batch: 'b',
    alarm: 'one',
    action: { kind: 'shelve', untilMs: minute(90) },
    raisedMs: [],
    atMs: minute(1),
    doneMs: 5,
    by: 'Ada',
    note: '',
  };
  const file = alarmFile('f', { ...NO_EDITS, own: [high()] }, [act]);
  const json = () =>
    JSON.parse(JSON.stringify(file)) as Record<string, unknown> & { actions: object[]; edits: object };
  it('come back as they went', () => {
    expect(checkAlarmFile(json(), 'f')).toEqual(file);
  });
  it.each([
    ['no file', () => [], 'no file of alarms'],
    ['another version', () => ({ ...json(), version: 2 }), 'version 2'],
    ['no edits', () => ({ ...json(), edits: null }), 'no "edits"'],
    ['a wrong alarm', () => ({ ...json(), edits: { own: [{ ...high(), limit: 'x' }], off: [] } }), 'limit'],
    ['an action without a name', () => ({ ...json(), actions: [{ ...act, by: ' ' }] }), 'action 1'],
    [
      'an action of the process',
      () => ({ ...json(), actions: [{ ...act, action: { kind: 'raise' } }] }),
      'action 1',
    ],
    [
      'shelving without an end',
      () => ({ ...json(), actions: [{ ...act, action: { kind: 'shelve' } }] }),
      'action 1',
    ],
    ['no operators', () => ({ ...json(), edits: { ...NO_EDITS, operators: 0 } }), 'operators'],
  ])('are refused: %s', (_, make, words) => {
    expect(() => checkAlarmFile(make(), 'f')).toThrow(AlarmFileError);
    expect(() => checkAlarmFile(make(), 'f')).toThrow(words);
  });
  it('of another plant are refused, and actions are taken over once', () => {
    expect(() => checkAlarmFile(json(), 'g')).toThrow('another plant');
    expect(mergedActions([act], [{ ...act, id: '0', doneMs: 1 }, act]).map(({ id }) => id)).toEqual([
      '0',
      '1',
    ]);
  });
});

it('scores count from the end of their step on', () => {
  const scores = {
    judgedMs: 0,
    knownMs: 0,
    startMs: minute(0),
    stepMs: 5 * 60_000,
    detectors: [{ detector: 'pca', threshold: 1, values: Float32Array.of(1, 2) }],
  };
  const starts = Float64Array.of(...[0, 3, 4, 8, 9, 14].map(minute));
  // The first step ends with minute 4, the second with minute 9; at minute 14 a third would be over, which there is not.
  expect([...scoreColumns(scores, starts).get('score:pca')!]).toEqual([NaN, NaN, 1, 1, 2, NaN]);
});
