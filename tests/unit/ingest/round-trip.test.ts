import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSource } from '$lib/ingest/plan';
import { tagColumns } from '$lib/ingest/types';
import { zoneOffsetMs } from '$lib/ingest/zone';
import { inputOf } from './support/golden';
import { importSliced, kernel } from './support/import-bytes';

const RUNS = Number(process.env.ROUND_TRIP_RUNS ?? 300);
const two = (value: number) => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const parts = (ms: number) => {
  const d = new Date(ms);
  const [day, month, year] = [two(d.getUTCDate()), two(d.getUTCMonth() + 1), d.getUTCFullYear()];
  return { d, day, month, year, clock: d.toISOString().slice(11, 19), name: MONTHS[d.getUTCMonth()] };
};

/** How plants write the time; `zoned` where the text itself says which. */
const STAMPS: { write: (ms: number) => string; header: string; zoned?: boolean }[] = [
  { header: 'timestamp', write: (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ') },
  { header: 'Zeit', write: (ms) => `${new Date(ms).toISOString().slice(0, 19)}.000` },
  { header: 'ts', write: (ms) => new Date(ms).toISOString(), zoned: true },
  {
    header: 'time',
    write: (ms) => `${new Date(ms + 7_200_000).toISOString().slice(0, 19)}+02:00`,
    zoned: true,
  },
  {
    header: 'Datum',
    write: (ms) => `${parts(ms).day}.${parts(ms).month}.${parts(ms).year} ${parts(ms).clock}`,
  },
  {
    header: 'Date',
    write: (ms) => `${parts(ms).month}/${parts(ms).day}/${parts(ms).year} ${parts(ms).clock}`,
  },
  {
    header: 'Date',
    write: (ms) => `${parts(ms).day}-${parts(ms).name}-${String(parts(ms).year).slice(2)} ${parts(ms).clock}`,
  },
  { header: 'epoch', write: (ms) => String(ms / 1000), zoned: true },
  { header: 'unix_ms', write: (ms) => String(ms), zoned: true },
  { header: 'unix_us', write: (ms) => `${ms}000`, zoned: true },
];

const table = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le'),
  comma: fc.boolean(),
  quoted: fc.boolean(),
  noteWithLines: fc.boolean(),
  stamp: fc.constantFrom(...STAMPS),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
  newestFirst: fc.boolean(),
  stepMs: fc.constantFrom(1000, 15_000, 60_000, 900_000),
  /** Before a change of the clocks back, and in winter; from the 13th of a month on, so that day and month are certain. */
  start: fc.constantFrom(Date.UTC(2024, 9, 26, 23, 40), Date.UTC(2024, 0, 30, 22, 0)),
  preamble: fc.nat(2),
  closed: fc.boolean(),
  sentinel: fc.constantFrom(null, -9999, 1e31),
  values: fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.boolean(), fc.nat(9)), {
    minLength: 24,
    maxLength: 60,
  }),
  long: fc.boolean(),
  sliceBytes: fc.constantFrom(1 << 20, 700, 90),
});
type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

/** The readings and the file that holds them. */
function write(given: Table) {
  const { delimiter, stamp, zone, stepMs, start, sentinel } = given;
  const mark = given.comma && delimiter !== ',' ? ',' : '.';
  const quote = (text: string) => (given.quoted || text.includes(delimiter) ? `"${text}"` : text);
  const number = (tenths: number) => (tenths / 16).toString().replace('.', mark);
  const readings = given.values.map(([tenths, on, odd], row) => ({
    ms: start + row * stepMs,
    // A few marks of no value, never in most rows.
    level: sentinel !== null && odd === 0 && row > 3 ? null : tenths / 16,
    on,
    gap: odd === 1,
  }));
  const ordered = given.newestFirst ? [...readings].reverse() : readings;
  const rows = ordered.flatMap(({ ms, level, on, gap }, row) => {
    const time = quote(stamp.write(stamp.zoned ? ms : ms + zoneOffsetMs(ms, zone)));
    const written = level === null ? String(sentinel) : number(level * 16);
    const state = on ? 'Running' : 'Stopped';
    if (given.long)
      return [
        [quote('Füllstand'), time, gap ? '' : written],
        [quote('Pumpe'), time, state],
      ];
    const note = given.noteWithLines && row % 5 === 2 ? '"a ""b""\nc"' : 'ok';
    return [[time, quote(gap ? '' : written), note, quote(state)]];
  });
  const header = given.long
    ? ['TagName', stamp.header, 'Value']
    : [stamp.header, 'Füllstand (m)', 'Note', 'Pumpe'];
  const before = Array.from({ length: given.preamble }, (_, line) => `Report ${line}`);
  const lines = [...before, header.map(quote).join(delimiter), ...rows.map((cells) => cells.join(delimiter))];
  const text = lines.join(given.lineEnd) + (given.closed ? given.lineEnd : '');
  const marked = given.encoding === 'utf16le' ? `\ufeff${text}` : text;
  return { readings, bytes: new Uint8Array(Buffer.from(marked, given.encoding)) };
}

/** Minutes of the readings, worked out without the readers: `<minute> <tag>` to count and sum. */
function expected(readings: ReturnType<typeof write>['readings']) {
  const minutes = new Map<string, [count: number, sum: number]>();
  const add = (ms: number, tag: string, value: number) => {
    const key = `${Math.floor(ms / 60_000)} ${tag}`;
    const [count, sum] = minutes.get(key) ?? [0, 0];
    minutes.set(key, [count + 1, sum + value]);
  };
  for (const { ms, level, on, gap } of readings) {
    if (!gap && level !== null) add(ms, 'level', level);
    add(ms, 'pump', Number(on));
  }
  return minutes;
}

test('a table comes back as it was, whatever dialect, encoding, clock and layout it was written in', async () => {
  const property = fc.asyncProperty(table, async (given) => {
    const { readings, bytes } = write(given);
    const plan = planSource(inputOf(bytes, 'table.csv'), { zone: given.zone });
    const tags = tagColumns(plan);
    expect(tags.map(({ header }) => header.split(' ')[0])).toEqual(['Füllstand', 'Pumpe']);
    const { minutes, totals } = await importSliced(bytes, plan, given.sliceBytes, kernel);
    const rows = given.values.length * (given.long ? 2 : 1);
    expect(totals).toMatchObject({ rowsRead: rows, rowsUsed: rows, rowsRejected: 0 });
    const marks = readings.filter(({ level, gap }) => level === null && !gap).length;
    expect(totals.cellsRejected).toBe(marks);
    const found = new Map<string, [number, number]>();
    minutes.minutes.forEach((minute, at) =>
      ['level', 'pump'].forEach((name, tag) => {
        const cell = at * 2 + tag;
        if (minutes.count[cell] > 0) found.set(`${minute} ${name}`, [minutes.count[cell], minutes.sum[cell]]);
      }),
    );
    expect([...found].sort()).toEqual([...expected(readings)].sort());
  });
  await fc.assert(property, { numRuns: RUNS });
}, 3_600_000);
