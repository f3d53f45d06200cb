import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSource } from '$lib/ingest/plan';
import { PlanError } from '$lib/ingest/plan-error';
import type { SourcePlan } from '$lib/ingest/types';

function planOrRefusal(
  bytes: Uint8Array,
  headBytes = bytes.length,
  tailBytes = bytes.length,
): SourcePlan | null {
  const head = bytes.subarray(0, headBytes);
  const tail = bytes.subarray(Math.max(0, bytes.length - tailBytes));
  try {
    return planSource({ fileName: 'any.csv', sizeBytes: bytes.length, head, tail });
  } catch (error) {
    expect(error).toBeInstanceOf(PlanError);
    return null;
  }
}

const cell = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    't',
    'f',
    'Bad',
    '"',
    '"a,b"',
    '2024-01-01 00:00:00',
    '01/02/2024',
    '0:00:02',
    '1e30',
    '45527.5',
  ),
  fc.double({ noNaN: true }).map(String),
  fc.string({ maxLength: 5 }),
);
const text = fc
  .tuple(
    fc.constantFrom(',', ';', '\t', '|'),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }),
  )
  .map(([delimiter, lineEnd, rows]) => rows.map((row) => row.join(delimiter)).join(lineEnd));

test('any bytes are planned or refused in words', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void planOrRefusal(bytes)));
});

test('any table is planned or refused in words, wherever head and tail are cut', () => {
  fc.assert(
    fc.property(text, fc.nat({ max: 200 }), fc.nat({ max: 200 }), (table, headBytes, tailBytes) => {
      const bytes = new TextEncoder().encode(table);
      const plan = planOrRefusal(bytes, headBytes, tailBytes);
      if (!plan) return;
      expect(plan.dataStart).toBeLessThanOrEqual(bytes.length);
      expect(plan.columns.map(({ index }) => index)).toEqual(plan.columns.map((_, at) => at));
      for (const { tag, kind } of plan.columns) expect(tag === '').toBe(kind === 'time');
      expect(plan.estimatedRows).toBeGreaterThanOrEqual(0);
      for (const { message, advice } of plan.warnings)
        expect(`${message}${advice}`).toMatch(/^[A-Z\d].*\.$/s);
    }),
    { numRuns: 500 },
  );
});

test('dataStart is the first byte of the first row', () => {
  const encodings = fc.constantFrom<BufferEncoding>('utf8', 'utf16le');
  fc.assert(
    fc.property(
      encodings,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.nat({ max: 3 }),
      (encoding, lineEnd, preamble) => {
        const before = [...Array<string>(preamble).fill('Größe: Logger'), 't;a']
          .map((line) => line + lineEnd)
          .join('');
        const rows = [1, 2, 3].map((second) => `2024-01-01 00:00:0${second};${second}${lineEnd}`).join('');
        const plan = planOrRefusal(new Uint8Array(Buffer.from(before + rows, encoding)));
        expect(plan?.dataStart).toBe(Buffer.from(before, encoding).length);
        expect(plan?.firstDataLine).toBe(preamble + 2);
      },
    ),
  );
});
