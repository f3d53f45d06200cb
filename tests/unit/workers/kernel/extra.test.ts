import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKernel } from '../../../../workers/kernel/rollup-kernel';
import { basePlan, bytesOf, expectSame, module, sliceOf } from './against-text';

const kernel = createKernel(module, { extra: true });
const START = Date.UTC(2024, 0, 1);

test('squares, first and last readings and state changes are those of the rows', () => {
  const row = fc.record({
    step: fc.constantFrom(1000, 30_000, -60_000),
    // A negative zero is written without its sign.
    value: fc.option(fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((value) => value + 0)),
    state: fc.constantFrom('t', 'f', '', 'x', '"t"'),
  });
  const property = fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
    let ms = START;
    const timed = rows.map((one) => ({ ...one, ms: (ms += one.step) }));
    const lines = timed.map(
      ({ ms: at, value, state }) => `${new Date(at).toISOString()},${value ?? ''},${state}\n`,
    );
    const bytes = bytesOf(lines.join(''));
    const partial = kernel.rollUp(sliceOf(bytes), basePlan, bytes, null);
    expect(partial?.minutes).toEqual(expectSame(basePlan, bytes).minutes);
    if (!partial?.extra) throw new Error('no extras');
    const { minutes, count, extra } = partial;
    const boolean = (state: string) => (state === 'f' ? 0 : state.includes('t') ? 1 : null);
    minutes.forEach((minute, at) => {
      const held = timed.filter((one) => Math.floor(one.ms / 60_000) === minute);
      const values = [
        held.map(({ value }) => value).filter((value) => value !== null),
        held.map(({ state }) => boolean(state)).filter((value) => value !== null),
      ];
      values.forEach((readings, tag) => {
        const cell = at * 2 + tag;
        expect(count[cell]).toBe(readings.length);
        if (readings.length === 0) return;
        expect(extra.first[cell]).toBe(readings[0]);
        expect(extra.last[cell]).toBe(readings.at(-1));
        expect(extra.sumOfSquares[cell]).toBe(readings.reduce((sum, value) => sum + value * value, 0));
      });
    });
    const states = timed.map((one) => ({ tag: 1, ms: one.ms, value: boolean(one.state) }));
    const known = states.filter(({ value }) => value !== null);
    expect(extra.changes).toEqual(known.filter(({ value }, at) => at === 0 || value !== known[at - 1].value));
  });
  fc.assert(property, { numRuns: 300 });
});

test('more state changes than the kernel holds at a time are all kept', () => {
  const rows = Array.from(
    { length: 10_000 },
    (_, at) => `${new Date(START + at * 1000).toISOString()},1,${'tf'[at % 2]}\n`,
  );
  const bytes = bytesOf(rows.join(''));
  const changes = kernel.rollUp(sliceOf(bytes), basePlan, bytes, null)?.extra?.changes ?? [];
  expect(changes.length).toBe(10_000);
  expect(changes[9_999]).toEqual({ tag: 1, ms: START + 9_999_000, value: 0 });
});
