import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildModel } from '$lib/models/build-model';
import {
  className,
  labelProblem,
  onSpans,
  windowsOfLabels,
  type IntervalLabel,
} from '$lib/models/interval-labels';
import { splitLabels } from '$lib/models/split-labels';
import { widenClasses } from '$lib/models/widen-classes';

const MINUTE = 60_000;
const STEPS = 120;
const label = (name: string, from: number, to: number): IntervalLabel => ({
  ...{ id: `${name} ${from}`, fromMs: from * MINUTE, toMs: to * MINUTE, name },
  ...{ note: '', tag: null, madeMs: 0 },
});
const HISTORY = { startMs: 0, steps: STEPS, count: 10_000 };

describe('windows of labels', () => {
  it('end in a fault with their newest ten minutes, and are normal before it', () => {
    const { windows, classes } = windowsOfLabels([label('leak', 5000, 5060)], HISTORY, null)!;
    expect(classes).toEqual(['normal', 'leak']);
    windows.starts.forEach((start, at) => {
      const end = start + STEPS;
      if (windows.classes[at] === 1) {
        expect(end).toBeGreaterThanOrEqual(5010);
        expect(end).toBeLessThanOrEqual(5060);
      } else expect(end).toBeLessThanOrEqual(5000);
    });
    expect(windows.classes.filter((one) => one === 1)).toHaveLength(6);
    expect(Math.min(...windows.starts)).toBe(5000 - 2880);
  });

  it('take nothing for normal that another label or an anomaly touches', () => {
    const odd = [{ fromMs: 4000 * MINUTE, toMs: 4100 * MINUTE }];
    const labels = [label('leak', 5000, 5060), label('foaming', 3000, 3500)];
    const { windows } = windowsOfLabels(labels, HISTORY, null, odd)!;
    windows.starts.forEach((start, at) => {
      if (windows.classes[at] !== 0) return;
      for (const [from, to] of [
        [3000, 3500],
        [4000, 4100],
        [5000, 5060],
      ])
        expect(start + STEPS <= from || start >= to).toBe(true);
    });
  });

  it('keep the classes of the weights in their order, a new one after them', () => {
    const known = ['stuck', 'normal', 'leak'];
    const labels = [label('leak', 5000, 5060), label('pump cavitation', 7000, 7100)];
    const { windows, classes } = windowsOfLabels(labels, HISTORY, known)!;
    expect(classes).toEqual([...known, 'pump cavitation']);
    expect(new Set(windows.classes)).toEqual(new Set([1, 2, 3]));
  });

  it('are none without a fault, and stay within the readings', () => {
    expect(windowsOfLabels([label('normal', 0, 5000)], HISTORY, null)).toBeNull();
    const { windows } = windowsOfLabels(
      [label('leak', 30, 200), label('leak', 9900, 20_000)],
      HISTORY,
      null,
    )!;
    expect(Math.min(...windows.starts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...windows.starts)).toBeLessThanOrEqual(HISTORY.count - STEPS);
  });
});

describe('parts of labelled windows', () => {
  const windows = fc.uniqueArray(fc.nat(5000), { minLength: 1, maxLength: 120 }).chain((starts) =>
    fc.array(fc.nat(3), { minLength: starts.length, maxLength: starts.length }).map((classes) => ({
      starts: Int32Array.from(starts.sort((a, b) => a - b)),
      classes: Uint8Array.from(classes),
    })),
  );

  it('never judge by a step that taught or chose; every class teaches', () => {
    fc.assert(
      fc.property(windows, (all) => {
        const { train, validation, test } = splitLabels(all, STEPS);
        const seen = [...train.starts, ...validation.starts];
        for (const start of test.starts)
          for (const other of seen) expect(Math.abs(start - other)).toBeGreaterThanOrEqual(STEPS);
        expect(new Set(train.classes)).toEqual(new Set(all.classes));
        expect(new Set([...seen, ...test.starts]).size).toBe(seen.length + test.starts.length);
      }),
    );
  });

  it('of labels far apart are 70, 15 and 15 %', () => {
    const starts = Int32Array.from({ length: 100 }, (_, at) => at * 200);
    const { train, validation, test } = splitLabels({ starts, classes: new Uint8Array(100) }, STEPS);
    expect([train, validation, test].map((part) => part.starts.length)).toEqual([70, 15, 15]);
  });
});

describe('a label', () => {
  it('says what is wrong with it', () => {
    expect(labelProblem(label('leak', 0, 10))).toBeNull();
    expect(labelProblem(label('leak', 10, 10))).toContain('a minute after');
    expect(labelProblem(label(' 12', 0, 10))).toContain('what it was');
    expect(labelProblem({ ...label('leak', 0, 10), toMs: NaN })).toContain('a start and an end');
  });

  it('is spelled as the class that exists', () => {
    expect(className(' Blower  wear', ['normal', 'blower_wear'])).toBe('blower_wear');
    expect(className(' Pump   cavitation ', ['normal'])).toBe('Pump cavitation');
  });

  it('is made of a bit that is on; short pauses do not end it', () => {
    expect(onSpans(Float64Array.of(5, 6, 7, 15, 40), 10)).toEqual([
      { fromMs: 5 * MINUTE, toMs: 16 * MINUTE },
      { fromMs: 40 * MINUTE, toMs: 41 * MINUTE },
    ]);
    expect(onSpans(new Float64Array(), 10)).toEqual([]);
  });
});

it('a class that is added leaves all other weights as they were', async () => {
  const sizes = { tags: 3, steps: 8, channels: [4, 4, 4], hidden: 4, dense: 4 };
  const small = await buildModel('fault-classifier', { ...sizes, classes: 2 });
  const large = await buildModel('fault-classifier', { ...sizes, classes: 3 });
  const weights = small.initialWeights(1);
  const found = widenClasses(small, weights, large, large.initialWeights(2));
  for (const { name, shape, offset } of large.layout.slices) {
    const own = small.layout.slices.find((slice) => slice.name === name)!;
    const [wide, narrow] = [shape.at(-1)!, own.shape.at(-1)!];
    const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    for (let row = 0; row < rows; row++)
      for (let at = 0; at < narrow; at++)
        expect(found[offset + row * wide + at]).toBe(weights[own.offset + row * narrow + at]);
  }
  const other = await buildModel('fault-classifier', { ...sizes, hidden: 5, classes: 3 });
  expect(() => widenClasses(small, weights, other, other.initialWeights(1))).toThrow('another shape');
});
