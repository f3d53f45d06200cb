import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dialect, SourcePlan, TimeFormat, TimeSource } from '$lib/ingest/types';
import { scanSlice } from '$lib/ingest/scan';
import { basePlan, bytesOf, column, expectSame, sliceOf } from './against-text';

/** More by hand: FC_RUNS=20000 npx vitest run tests/unit/workers/kernel */
const RUNS = { numRuns: Number(process.env.FC_RUNS ?? 300) };
const two = (value: number) => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'FEB', 'mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Stamps as loggers write them, by the reader's format. */
const STAMPS: [TimeFormat, (date: Date) => string][] = [
  [{ kind: 'iso' }, (d) => d.toISOString().slice(0, 19).replace('T', ' ')],
  [{ kind: 'iso' }, (d) => d.toISOString()],
  [{ kind: 'iso' }, (d) => `${d.toISOString().slice(0, 16)}+0200`],
  [{ kind: 'iso' }, (d) => `${d.toISOString().slice(0, 23).replace('.', ',')}12-03:30`],
  [{ kind: 'iso' }, (d) => `${d.toISOString().slice(0, 19)} CET`],
  [{ kind: 'iso' }, (d) => d.toISOString().slice(0, 10)],
  [{ kind: 'epoch', unit: 's' }, (d) => String(Math.floor(d.getTime() / 1000))],
  [{ kind: 'epoch', unit: 's' }, (d) => (d.getTime() / 1000).toFixed(3)],
  [{ kind: 'epoch', unit: 'us' }, (d) => `${d.getTime()}500`],
  [{ kind: 'epoch', unit: 'ns' }, (d) => `${d.getTime()}000000`],
  [{ kind: 'epoch', unit: 'ms' }, (d) => String(d.getTime())],
  [{ kind: 'excel' }, (d) => (d.getTime() / 86_400_000 + 25_569).toFixed(7)],
  [
    { kind: 'pattern', pattern: 'dd.MM.yyyy HH:mm:ss' },
    (d) =>
      `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.${d.getUTCFullYear()} ${d.toISOString().slice(11, 19)}`,
  ],
  [
    { kind: 'pattern', pattern: 'MM/dd/yyyy hh:mm:ss a' },
    (d) =>
      `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()} ${d.getUTCHours() % 12 || 12}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}.${d.getUTCMilliseconds()} ${d.getUTCHours() < 12 ? 'AM' : 'pm'}`,
  ],
  [
    { kind: 'pattern', pattern: 'dd-MMM-yy HH:mm' },
    (d) =>
      `${d.getUTCDate()}-${MONTHS[d.getUTCMonth()]}-${two(d.getUTCFullYear() % 100)} ${d.getUTCHours()}:${two(d.getUTCMinutes())}`,
  ],
  [
    { kind: 'pattern', pattern: 'yyyyMMddHHmmss' },
    (d) => d.toISOString().slice(0, 19).replaceAll(/[-T:]/g, ''),
  ],
];

const oddCell = fc.constantFrom(
  ...[
    '',
    ' ',
    '-',
    '+',
    '.',
    'e',
    '1e',
    '1e+',
    '-.5',
    '+3.',
    '1..2',
    '1.2.3',
    '1,2,3',
    '0x1F',
    '-0',
    '+0',
    '٣',
  ],
  ...[
    'Bad',
    'NaN',
    '-inf',
    '1e999',
    '-1e999',
    '1e-400',
    '1e22',
    '1e23',
    '9007199254740993',
    '00000000000000001',
  ],
  ...[
    '#REF!',
    'ungültig',
    '5\u00a0',
    '\u00a0',
    ' 7 ',
    '\t8',
    '9\0',
    '\0',
    '4\r',
    '\r',
    '2\r3',
    '\ufeff1',
    '1\u202f234',
  ],
  ...[
    '1.234,5',
    '1,234.5',
    "1'234",
    '1 234',
    '12.345.678',
    '1.234',
    '1,5',
    '12 345,6',
    '0.1e-3',
    '5E+02',
    '١',
  ],
  ...[
    '""',
    '"',
    '"1.5"',
    '"1,5"',
    '" 2 "',
    '"a""b"',
    '"3"4',
    '"5',
    '1"2',
    '"t"',
    '"x,y;z"',
    '" f"',
    '"1.234,5"',
  ],
  ...[
    't',
    'F',
    'TRUE',
    'false ',
    'on',
    'OFF',
    'Läuft',
    'STEHT',
    '1',
    '0',
    'tt',
    'a word of more than sixteen',
    'K',
  ],
  ...[
    '123456789012345',
    '1234567890123456',
    '0.12345678901234567',
    '123456789.123456789',
    '12345678901234567890',
  ],
);
const anyNumber = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value.toFixed(4)),
  fc.integer().map(String),
  fc
    .tuple(
      fc.integer(),
      fc.constantFrom('.', ',', ' ', "'", '\u202f'),
      fc.constantFrom('', '.', ',', ',5', '.25'),
    )
    .map(([value, mark, rest]) => String(value).replace(/\B(?=(?:\d{3})+$)/g, mark) + rest),
);
const noise = fc.string({ unit: fc.constantFrom(...'0123456789.,-+eE "\'tf;\t|\r\0ä'), maxLength: 8 });
const cell = fc.oneof(
  { weight: 5, arbitrary: anyNumber },
  { weight: 3, arbitrary: oddCell },
  { weight: 1, arbitrary: noise },
);
const goodCell = fc.oneof(anyNumber, fc.constantFrom('t', 'f', ''));
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\r\n', '\0\n', '\n\n', '\n \n', '\n\r\n\t\r\n');

const dialect: fc.Arbitrary<Dialect> = fc.record({
  encoding: fc.constantFrom('utf-8', 'windows-1252'),
  bomBytes: fc.constant(0),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quote: fc.constantFrom('"', '"', ''),
  decimal: fc.constantFrom('.', ','),
  thousands: fc.option(fc.constantFrom('.', ',', ' ', "'"), { nil: undefined, freq: 3 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\n', '\r'),
});

const START = Date.UTC(2024, 2, 30, 22);
const timing = fc.record({
  stamp: fc.constantFrom(...STAMPS),
  /** Steps between rows in ms, so that minutes and days change, forward and back. */
  steps: fc.array(
    fc.constantFrom(1000, 250, 20_000, 60_000, 7_200_000, -90_000, -1000, -3_599_000, 1_800_000, 90_061_001),
  ),
  /** Before the clocks go forward, and before they go back. */
  start: fc.constantFrom(START, Date.UTC(2024, 9, 27, 0, 30), Date.UTC(2024, 3, 6, 14, 30)),
  newestFirst: fc.boolean(),
  place: fc.constantFrom('first', 'third', 'two', 'rows'),
  zone: fc.constantFrom('UTC', 'UTC', 'Europe/Berlin', 'Australia/Lord_Howe'),
  zoneInFile: fc.boolean(),
});

const columns = [
  column(0, 'time'),
  column(1, 'number'),
  column(2, 'boolean'),
  column(3, 'number'),
  column(4, 'text'),
  column(5, 'number'),
  column(6, 'boolean', { trueWords: ['running'], falseWords: ['stopped', 'Never'] }),
];

/** Where the times stand: their column moves, the others keep their kinds. */
function placed(place: string, format: TimeFormat): { time: TimeSource; columns: SourcePlan['columns'] } {
  const kindAt = (at: number) => columns.map((one) => (one.index === at ? column(at, 'time') : one));
  switch (place) {
    case 'third':
      return { time: { kind: 'column', column: 3, format }, columns: kindAt(3) };
    case 'two':
      return { time: { kind: 'two-columns', dateColumn: 0, timeColumn: 3, format }, columns: kindAt(3) };
    case 'rows':
      return { time: { kind: 'row-number', startMs: START, intervalMs: 30_000 }, columns };
    default:
      return { time: { kind: 'column', column: 0, format }, columns };
  }
}

const file = (cells: fc.Arbitrary<string>, widths: fc.Arbitrary<number>) =>
  fc.record({
    dialect,
    timing,
    rows: fc.array(fc.tuple(widths, fc.array(cells, { minLength: 9, maxLength: 9 }), lineEnd), {
      maxLength: 12,
    }),
    badStamp: fc.option(
      fc.tuple(
        fc.nat(11),
        fc.oneof(
          oddCell,
          fc.constantFrom('2024-02-30 00:00:00', '2024-01-01T24:00:00', '2024-01-01 10:00:00\rx'),
        ),
      ),
      { nil: undefined },
    ),
    quoted: fc.boolean(),
    cut: fc.nat(5),
  });

type File = typeof file extends (...given: never[]) => fc.Arbitrary<infer T> ? T : never;

function written({
  timing: { stamp, steps, place, start },
  dialect: { delimiter },
  rows,
  badStamp,
  quoted,
  cut,
}: File) {
  let at = start;
  const text = rows.map(([width, cells, end], row) => {
    at += steps[row % Math.max(1, steps.length)] ?? 1000;
    const good = stamp[1](new Date(at));
    const bare = badStamp?.[0] === row ? badStamp[1] : good;
    const mark = quoted ? '"' : '';
    const [date, ...clock] = bare.split(' ');
    const line = [...cells];
    if (place === 'two') [line[0], line[3]] = [`${mark}${date}${mark}`, ` ${clock.join(' ')}`];
    else if (place !== 'rows') line[place === 'third' ? 3 : 0] = `${mark}${bare}${mark}`;
    return line.slice(0, width).join(delimiter) + end;
  });
  const whole = text.join('');
  return whole.slice(0, whole.length - cut);
}

/** Numbers in the time column too large for a Date: the zone's converter throws, the kernel reports them. */
function isBeyondDates(plan: SourcePlan, bytes: Uint8Array): boolean {
  return scanSlice(sliceOf(bytes), { ...plan, zone: 'UTC' }, bytes, null).timesMs.some(
    (ms) => Math.abs(ms) > 8.5e15,
  );
}

function check(given: File): void {
  const { format, place, zone, zoneInFile } = { ...given.timing, format: given.timing.stamp[0] };
  const plan: SourcePlan = {
    ...basePlan,
    dialect: given.dialect,
    zone,
    zoneInFile,
    pace: { stepMs: 1000, newestFirst: given.timing.newestFirst },
    ...placed(place, format),
  };
  const text = written(given);
  const bytes =
    given.dialect.encoding === 'utf-8' ? bytesOf(text) : new Uint8Array(Buffer.from(text, 'latin1'));
  if (isBeyondDates(plan, bytes)) return;
  expectSame(plan, bytes);
  expectSame(plan, bytes, { fromMs: START + 10_000, toMs: START + 3_600_000 }, 1000);
}

test('files of odd cells, ragged rows and any line ends roll up as by the text reader', () => {
  fc.assert(fc.property(file(cell, fc.constantFrom(7, 7, 7, 7, 6, 8, 9, 1, 3)), check), RUNS);
});

test('files of good cells roll up as by the text reader', () => {
  fc.assert(fc.property(file(goodCell, fc.constant(7)), check), RUNS);
});

const bad = ['0', 'bad', '4', 'f', 'läuft'];
/** Marks of no value on both number columns, and qualities before, beside and far behind their readings. */
const marked = columns.map((one) => {
  if (one.index === 1) return { ...one, sentinels: [0, 7, 1.5, 4], quality: { column: 4, badWords: bad } };
  if (one.index === 2) return { ...one, quality: { column: 3, badWords: bad } };
  if (one.index === 3) return { ...one, sentinels: [-0, 123456789012345] };
  if (one.index === 5) return column(5, 'empty');
  return one.index === 6 ? { ...one, quality: { column: 1, badWords: [...bad, '-', '9999'] } } : one;
});

function checkMarked(given: File): void {
  const { stamp, place, zone, zoneInFile } = given.timing;
  const placing = placed(place === 'third' || place === 'two' ? 'first' : place, stamp[0]);
  const plan: SourcePlan = { ...basePlan, dialect: given.dialect, zone, zoneInFile, ...placing };
  plan.columns = marked.map((one) => (plan.columns[one.index].kind === 'time' ? column(0, 'time') : one));
  const text = written({ ...given, timing: { ...given.timing, place: place === 'rows' ? 'rows' : 'first' } });
  const bytes = new Uint8Array(Buffer.from(text, given.dialect.encoding === 'utf-8' ? 'utf8' : 'latin1'));
  if (!isBeyondDates(plan, bytes)) expectSame(plan, bytes);
}

test('marks of no value and qualities are heeded as by the text reader', () => {
  const short = fc.constantFrom('0', '7', '4', '1.5', '-0', 'Bad', 't', 'f', '9999', '192', ' BAD ', '');
  const cells = fc.oneof({ weight: 4, arbitrary: short }, cell);
  fc.assert(fc.property(file(cells, fc.constantFrom(7, 7, 7, 6, 8, 2, 5)), checkMarked), RUNS);
});

const tag = (index: number, header: string, over: Partial<ReturnType<typeof column>> = {}) => ({
  ...column(index, 'number', over),
  header,
});

test('a row for each tag and time is pivoted as by the text reader', () => {
  const names = [
    'CH4',
    'Gas flow',
    'Druck Fermenter ä',
    'läuft',
    'läuft',
    '$RT_OFF$',
    'left out',
    'other',
    '',
  ];
  const name = fc.constantFrom(
    ...names,
    ...names.map((text) => `"${text}"`),
    ...names.map((text) => ` ${text} `),
  );
  const value = fc.oneof(fc.constantFrom('7', '1.5', 'Bad', 't', 'f', ''), cell);
  const row = fc.tuple(
    fc.oneof({ weight: 4, arbitrary: name }, fc.constantFrom('"CH""4"', '"CH4', 'ä', '\ufeffCH4')),
    fc.nat(7200),
    value,
    fc.constantFrom('0', '1', '192', '"0"', ' bad', ''),
    fc.constantFrom(4, 4, 4, 4, 3, 2, 5, 1),
    lineEnd,
  );
  const at = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  fc.assert(
    fc.property(
      dialect,
      fc.array(row, { maxLength: 12 }),
      at,
      fc.boolean(),
      (spoken, rows, places, quality) => {
        const quote = quality ? { quality: { column: places[3], badWords: bad } } : {};
        const plan: SourcePlan = {
          ...basePlan,
          dialect: spoken,
          time: { kind: 'column', column: places[1], format: { kind: 'iso' } },
          layout: { nameColumn: places[0], valueColumn: places[2], width: 4 },
          columns: [
            ...[0, 1, 2, 3].map((file) => column(file, file === places[1] ? 'time' : 'text')),
            tag(4, 'CH4', { sentinels: [7], ...quote }),
            { ...tag(5, 'left out'), kind: 'text' },
            tag(6, 'Gas flow', quote),
            tag(7, 'Druck Fermenter ä', { sentinels: [1.5] }),
            { ...tag(8, 'läuft', quote), kind: 'boolean' },
          ],
        };
        const text = rows.map(([called, second, reading, good, width, end]) => {
          const cells: string[] = [];
          [called, new Date(second * 1000).toISOString(), reading, good].forEach(
            (content, index) => (cells[places[index]] = content),
          );
          return [...cells, 'x'].slice(0, width).join(spoken.delimiter) + end;
        });
        const bytes = new Uint8Array(
          Buffer.from(text.join(''), spoken.encoding === 'utf-8' ? 'utf8' : 'latin1'),
        );
        const { rowsRead, rowsUsed, rowsRejected, rows: counted } = expectSame(plan, bytes);
        expect(rowsRead).toBe(rowsUsed + rowsRejected);
        expect(counted.reduce((total, one) => total + one, 0)).toBe(rowsUsed);
      },
    ),
    RUNS,
  );
});

test('bytes at random roll up as by the text reader', () => {
  const byte = fc.constantFrom(
    ...Buffer.from('0011.,-e2024-01-01 00:00:00"\n\n\r\0tf;\xe4\xff\xef\xbb\xbf', 'latin1'),
  );
  const property = fc.property(fc.array(byte, { maxLength: 120 }), dialect, (bytes, spoken) => {
    expectSame({ ...basePlan, dialect: spoken }, Uint8Array.from(bytes));
    const time: TimeSource = { kind: 'row-number', startMs: 0, intervalMs: 1000 };
    expectSame({ ...basePlan, dialect: spoken, time, columns }, Uint8Array.from(bytes));
  });
  fc.assert(property, RUNS);
});

test('UTF-16 and an empty slice roll up as by the text reader', () => {
  const text = '2024-01-01 00:00:00,1.5,t\r\n2024-01-01 00:01:00,Bad,f\r\n';
  const plan: SourcePlan = { ...basePlan, dialect: { ...basePlan.dialect, encoding: 'utf-16le' } };
  expect(expectSame(plan, new Uint8Array(Buffer.from(text, 'utf16le')), null, 100).rowsUsed).toBe(2);
  expect(expectSame(basePlan, new Uint8Array(0)).lines).toBe(0);
});
