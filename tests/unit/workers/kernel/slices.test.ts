import { expect, test } from 'vitest';
import { createKernel } from '../../../../workers/kernel/rollup-kernel';
import { basePlan, bytesOf, column, expectSame, module, sliceOf } from './against-text';

const stamp = (ms: number) => new Date(ms).toISOString();

test('a slice of many chunks, with a line longer than a chunk, rolls up as by the text reader', () => {
  const rows = Array.from(
    { length: 40_000 },
    (_, at) => `${stamp(at * 700)},${at / 7},${at % 3 ? 't' : 'f'}`,
  );
  rows[20_000] += `,${'x'.repeat(600_000)}`;
  rows[39_000] = rows[39_000].replace(/,[tf]$/, ',Störung');
  const partial = expectSame(basePlan, bytesOf(rows.join('\r\n')), null, 12_345);
  expect(partial.issues.map(({ reason, firstLine }) => [reason, firstLine])).toEqual([
    ['too many cells', 20_000],
    ['not a boolean', 39_000],
  ]);
  expect(partial.index.length).toBeGreaterThan(1);
});

test('minutes in any order, more than memory held at first, are each kept once', () => {
  const rows = Array.from({ length: 30_000 }, (_, at) => `${stamp(((at * 7919) % 15_000) * 60_000)},${at},t`);
  expect(expectSame(basePlan, bytesOf(rows.join('\n'))).minutes.length).toBe(15_000);
});

test('a kernel keeps nothing of the slice before', () => {
  const kernel = createKernel(module);
  const roll = (plan: typeof basePlan, text: string) =>
    kernel.rollUp(sliceOf(bytesOf(text)), plan, bytesOf(text), null);
  const text = '2024-01-01 00:00:00,1.5,t\n';
  const first = roll(basePlan, text);
  roll(
    {
      ...basePlan,
      columns: [column(0, 'time'), ...Array.from({ length: 50 }, (_, at) => column(at + 1, 'number'))],
    },
    `later,1\n${text}`,
  );
  expect(roll({ ...basePlan }, text)).toEqual(first);
});

test('what is beyond the kernel is refused', () => {
  const kernel = createKernel(module);
  const bytes = bytesOf('9999-12-31T00:00:00Z,1,t\n');
  expect(kernel.rollUp(sliceOf(bytes), basePlan, bytes, null)).toBeNull();
  const plan = { ...basePlan, columns: [...basePlan.columns].reverse() };
  expect(kernel.rollUp(sliceOf(bytes), plan, bytes, null)).toBeNull();
});
