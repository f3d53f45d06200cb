import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitCells } from '$lib/ingest/cells';
import { stampOf, timeReader } from '$lib/ingest/time';
import { byteTimeReader } from '$lib/ingest/time-bytes';
import type { Dialect, TimeFormat, TimeSource } from '$lib/ingest/types';

const dialect: Dialect = {
  encoding: 'utf-8',
  bomBytes: 0,
  delimiter: ';',
  quote: '"',
  decimal: '.',
  lineEnd: '\n',
};
const read = (line: string, time: TimeSource, over: Partial<Dialect> = {}) => {
  const bytes = new TextEncoder().encode(`x\n${line}\n9`);
  return byteTimeReader(time, { ...dialect, ...over })(bytes, 2, bytes.length - 1);
};
const column = (at: number, format: TimeFormat): TimeSource => ({ kind: 'column', column: at, format });
const byText = (line: string, time: Exclude<TimeSource, { kind: 'row-number' }>) =>
  timeReader(time.format)(stampOf(time, splitCells(line, dialect))) ?? Number.NaN;

const digits = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, '0'));
const odd = fc.constantFrom('', ' ', '0', 'x', '-', '"');
const isoText = fc
  .tuple(
    fc.constantFrom('2024', '1999', '0099', '20x4'),
    fc.constantFrom('01', '02', '12', '13'),
    fc.constantFrom('01', '29', '31', '00'),
    fc.constantFrom(' ', 'T', '', '  '),
    fc.constantFrom('00', '23', '24', '9'),
    digits,
    fc.constantFrom('', ':00', ':59', ':60', ':5'),
    fc.constantFrom('', '.5', ',250', '.1234567', '.', '.12345678901'),
    fc.constantFrom('', 'Z', '+02:00', '-0530', '+01', ' +0100', ' UTC', ' CET', '+1', 'z'),
  )
  .map(([y, mo, d, part, h, mi, s, f, zone]) => `${y}-${mo}-${d}${part}${h}:${mi}${s}${f}${zone}`);
const epochText = fc.oneof(
  fc.double({ min: 0, max: 4e9, noNaN: true }).map((value) => value.toFixed(3)),
  fc.integer({ min: 0, max: 2 ** 31 }).map(String),
  fc.constantFrom('', '.', '1.', '.5', '1.2.3', '-5', '1e9', '123456789012345678', '1,5'),
);

test('bytes and text give the same time, wherever the column is and whatever is around it', () => {
  const cell = fc.oneof(isoText, epochText, fc.constant('Bad'));
  const framed = fc
    .tuple(cell, odd, odd, fc.boolean())
    .map(([text, before, after, quoted]) =>
      quoted ? `"${text}"` : `${before === '"' ? '' : before}${text}${after}`,
    );
  const formats = fc.constantFrom<TimeFormat>(
    { kind: 'iso' },
    { kind: 'epoch', unit: 's' },
    { kind: 'epoch', unit: 'ms' },
    { kind: 'excel' },
    { kind: 'pattern', pattern: 'yyyy-MM-dd HH:mm:ss' },
  );
  const others = fc.array(fc.constantFrom('', '1', 'a"b', '"x;y"', '"q""q"', '"open'), { maxLength: 3 });
  fc.assert(
    fc.property(framed, formats, others, others, (stamp, format, before, after) => {
      const line = [...before, stamp, ...after].join(';');
      const time = { kind: 'column' as const, column: before.length, format };
      expect(read(line, time)).toBe(byText(line, time));
    }),
    { numRuns: 3000 },
  );
});

test('a quoted stamp, CRLF and a line with too few cells', () => {
  const iso = { kind: 'iso' } as const;
  expect(read('1;"2024-08-23 09:00:01.25";3\r', column(1, iso))).toBe(Date.UTC(2024, 7, 23, 9, 0, 1, 250));
  expect(read('1;2', column(2, iso))).toBeNaN();
  expect(read('', column(0, iso))).toBeNaN();
});

test('date and time in two columns, padded by blanks', () => {
  const format: TimeFormat = { kind: 'pattern', pattern: 'dd-MM-yyyy HH:mm:ss' };
  const time: TimeSource = { kind: 'two-columns', dateColumn: 2, timeColumn: 0, format };
  expect(read(' 0:00:02;5;24-01-2017 ', time)).toBe(Date.UTC(2017, 0, 24, 0, 0, 2));
});

test('UTF-16 is decoded', () => {
  const bytes = new Uint8Array(Buffer.from('2024-08-23 09:00;1\n', 'utf16le'));
  const reader = byteTimeReader(column(0, { kind: 'iso' }), { ...dialect, encoding: 'utf-16le' });
  expect(reader(bytes, 0, bytes.length)).toBe(Date.UTC(2024, 7, 23, 9));
});

test('counted rows are refused', () => {
  expect(() => byteTimeReader({ kind: 'row-number', startMs: 0, intervalMs: 1 }, dialect)).toThrow(
    'no stamp',
  );
});
