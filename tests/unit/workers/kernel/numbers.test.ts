import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKernel } from '../../../../workers/kernel/rollup-kernel';
import { basePlan, bytesOf, column, module, sliceOf } from './against-text';

const kernel = createKernel(module);
const plan = { ...basePlan, columns: [column(0, 'time'), column(1, 'number')] };

/** Each text as the only reading of its minute: what the kernel made of it, NaN for no number. */
function readAll(texts: readonly string[]): number[] {
  const rows = texts.map((text, at) => `${new Date(at * 60_000).toISOString()},${text}\n`);
  const bytes = bytesOf(rows.join(''));
  const partial = kernel.rollUp(sliceOf(bytes), plan, bytes, null);
  if (!partial) throw new Error('slice refused');
  return texts.map((_, at) => (partial.count[at] === 1 ? partial.min[at] : Number.NaN));
}

function expectExact(texts: readonly string[]): void {
  const read = readAll(texts);
  const wrong = texts.filter((text, at) => !Object.is(read[at], Number(text)));
  expect(wrong).toEqual([]);
}

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
const sign = fc.constantFrom('', '-', '+');
/** Decimals of every length, with and without exponent. */
const decimal = fc.oneof(
  fc.tuple(sign, digits(1, 8), fc.constant('.'), digits(0, 8)),
  fc.tuple(sign, digits(0, 12), fc.constant('.'), digits(1, 12)),
  fc.tuple(sign, digits(1, 22)),
  fc.tuple(
    sign,
    digits(1, 4),
    fc.constant('.'),
    digits(1, 17),
    fc.constantFrom('e', 'E'),
    fc.integer({ min: -70, max: 70 }),
  ),
  fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
);

test('100 000 decimals are read as by Number(), to the last bit', () => {
  const texts = fc.sample(decimal, { numRuns: 100_000 }).map((parts) => parts.join(''));
  expectExact(texts);
});

test('decimals on and beside the middle between two doubles are read as by Number()', () => {
  const middles = fc.sample(fc.double({ min: 1e-40, max: 1e40, noNaN: true }), 5000).flatMap((value) => {
    const bits = new BigUint64Array(new Float64Array([value]).buffer)[0];
    const next = new Float64Array(BigUint64Array.of(bits + 1n).buffer)[0];
    return [17, 18, 19].flatMap((places) => [
      ((value + next) / 2).toPrecision(places),
      (value + (next - value) / 2).toExponential(places - 1),
    ]);
  });
  const halves = Array.from({ length: 2000 }, (_, at) => `${2 ** 53 + 2 * at + 1}`);
  expectExact([...middles, ...halves, '9007199254740993', '9007199254740992.5', '4503599627370496.5']);
});

test('what is no number is counted, not read', () => {
  const texts = [
    '.',
    '-',
    '+',
    '1.2.3',
    '1e',
    '1e+',
    'e5',
    '0x10',
    '1_000',
    '--1',
    '1-',
    '- 1',
    '1 2',
    'Infinity',
  ];
  expect(readAll(texts).every(Number.isNaN)).toBe(true);
});
