import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planSource, type PlanChoices } from '$lib/ingest/plan';
import { PlanError } from '$lib/ingest/plan-error';
import { FIXTURES, goldenCase, goldenCases } from './support/golden';

const HEAD = 512 * 1024;
const TAIL = 256 * 1024;

function inputOf(
  bytes: Uint8Array,
  fileName: string,
  headBytes = HEAD,
  tailBytes = TAIL,
  likelyZone?: string,
) {
  return {
    fileName,
    sizeBytes: bytes.length,
    head: bytes.subarray(0, headBytes),
    tail: bytes.subarray(Math.max(0, bytes.length - tailBytes)),
    ...(likelyZone && { likelyZone }),
  };
}
const planText = (text: string, choices: PlanChoices = {}, headBytes = HEAD, tailBytes = TAIL) =>
  planSource(inputOf(new TextEncoder().encode(text), 'case.csv', headBytes, tailBytes), choices);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

const cases = goldenCases;

describe('golden plans', () => {
  test.each(cases)('%s', (name) => {
    const { bytes, expected } = goldenCase(name);
    const plan = () =>
      planSource(inputOf(bytes, `${name}.csv`, HEAD, TAIL, expected.likelyZone), expected.choices);
    if (expected.error) {
      expect(plan).toThrow(PlanError);
      return expect(plan).toThrow(expected.error.message);
    }
    const found = plan();
    expect(found).toMatchObject(expected.plan ?? {});
    if (expected.first) expect(iso(found.firstTimeMs)).toBe(expected.first);
    if (expected.last) expect(iso(found.lastTimeMs)).toBe(expected.last);
    for (const [severity, message, advice = ''] of expected.warnings ?? []) {
      expect(found.warnings).toContainEqual({
        severity,
        message: expect.stringContaining(message),
        advice: expect.stringContaining(advice),
      });
    }
    if (expected.questions) {
      expect(found.questions?.length ?? 0).toBeGreaterThanOrEqual(expected.questions.length);
      if (expected.questions.length === 0) expect(found.questions).toEqual([]);
    }
    for (const [about, question, because, labels, chosen] of expected.questions ?? []) {
      const options = labels ? labels.map((label) => expect.objectContaining({ label })) : expect.any(Array);
      expect(found.questions).toContainEqual({
        about,
        question: expect.stringContaining(question),
        because: expect.stringContaining(because),
        options,
        chosen,
      });
    }
    const said = found.warnings.map(({ message }) => message).join('\n');
    for (const part of expected.noWarnings ?? []) expect(said).not.toContain(part);
  });
});

describe('files that are not delimited text say what they are', () => {
  const withText = (bytes: number[], text = '') =>
    new Uint8Array([...bytes, ...new TextEncoder().encode(text)]);
  test.each<[string, Uint8Array]>([
    ['a gzip archive', withText([0x1f, 0x8b, 8, 0])],
    ['a zip archive', withText([0x50, 0x4b, 3, 4, 0, 0], 'plant.csv')],
    ['an Excel workbook', withText([0x50, 0x4b, 3, 4, 0, 0], '[Content_Types].xml')],
    ['a Parquet file', withText([], 'PAR1\0\0')],
    ['a DuckDB database', withText([1, 2, 3, 4, 5, 6, 7, 8], 'DUCK\0\0')],
    ['a PDF document', withText([], '%PDF-1.7')],
    ['an image', withText([0x89], 'PNG')],
    ['binary', withText([1, 0, 2, 0, 0, 0, 3, 3, 3, 3, 3])],
  ])('%s', (what, bytes) => {
    expect(() => planSource(inputOf(bytes, 'x.csv'))).toThrow(what);
    try {
      planSource(inputOf(bytes, 'x.csv'));
    } catch (error) {
      expect(error).toMatchObject({ name: 'PlanError', advice: expect.stringMatching(/\.$/) });
    }
  });
});

describe('a file larger than its head and tail', () => {
  const day = Date.UTC(2024, 0, 1);
  const stamp = (second: number) =>
    new Date(day + second * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const row = (second: number) => `${stamp(second)};${(second % 100) / 4};t`;
  const text = (rows: number) => `t;a;b\n${Array.from({ length: rows }, (_, at) => row(at)).join('\n')}\n`;

  test.each([
    ['far apart', 1000, 1000],
    ['overlapping', 2000, 60_000],
    ['tail in the middle of the head', 50_000, 80_000],
    ['whole', 1 << 20, 1 << 20],
  ])('head and tail %s', (_name, headBytes, tailBytes) => {
    const plan = planText(text(3000), {}, headBytes, tailBytes);
    expect(iso(plan.firstTimeMs)).toBe(iso(day));
    expect(iso(plan.lastTimeMs)).toBe(iso(day + 2999_000));
    expect(plan.estimatedRows).toBeGreaterThan(2900);
    expect(plan.estimatedRows).toBeLessThan(3100);
    expect(plan.preview).toHaveLength(20);
  });

  test('a tail in UTF-16 that opens in the middle of a character', () => {
    const bytes = new Uint8Array([0xff, 0xfe, ...Buffer.from(text(3000), 'utf16le')]);
    for (const tailBytes of [1001, 1002]) {
      expect(iso(planSource(inputOf(bytes, 'x.csv', 4001, tailBytes)).lastTimeMs)).toBe(iso(day + 2999_000));
    }
  });

  test('day and month are decided by the tail when the head leaves them open', () => {
    const line = (month: number, dayOfMonth: number) => `${month}/${dayOfMonth}/2024 10:00:00,1\n`;
    const rows = [...Array<string>(400).fill(line(3, 4)), ...Array<string>(100).fill(line(3, 28))].join('');
    expect(planText(`t,a\n${rows}`, {}, 1000, 1000).time).toMatchObject({
      format: { pattern: 'MM/dd/yyyy HH:mm:ss' },
    });
  });

  test('a column that is filled in the tail only is not empty', () => {
    const rows = Array.from({ length: 2000 }, (_, at) => `${stamp(at)},1,${at > 1900 ? '5' : ''}\n`).join('');
    expect(planText(`t,a,late\n${rows}`, {}, 1000, 1000).columns[2].kind).toBe('number');
  });

  test('the cut last row is left out of the last time', () => {
    const plan = planText(`${text(3000)}2024-01-01 00:`, {}, 1000, 1000);
    expect(iso(plan.lastTimeMs)).toBe(iso(day + 2999_000));
    expect(plan.warnings.map(({ message }) => message).join()).toContain('cut off');
  });
});

test('planning again with its own findings changes nothing', () => {
  for (const name of cases.filter((one) => !one.startsWith('error'))) {
    const input = inputOf(new Uint8Array(readFileSync(`${FIXTURES}/${name}.csv`)), name);
    const plan = planSource(input);
    const again = planSource(input, {
      time: plan.time,
      zone: plan.zone,
      dialect: plan.dialect,
      hasHeader: plan.hasHeader,
    });
    const bare = { ...plan, warnings: [], columns: plan.columns.map(({ tag, index }) => ({ tag, index })) };
    expect(again).toMatchObject({ ...bare, warnings: again.warnings });
  }
});

test('an unknown zone is refused by name', () => {
  expect(() => planText('t,a\n2024-01-01 00:00:00,1\n', { zone: 'Mars/Olympus' })).toThrow(
    'zone "Mars/Olympus"',
  );
});

const shared = '../shared/datasets';
const planFile = (path: string) =>
  planSource(inputOf(new Uint8Array(readFileSync(`${shared}/${path}`)), path));

describe.skipIf(!existsSync(shared))('real exports (skipped where ../shared/datasets is absent)', () => {
  test.each<[path: string, column: number, first: string, last: string, kinds: string[]]>([
    [
      'skab/valve1/0.csv',
      0,
      '2020-03-09T10:14:33.000Z',
      '2020-03-09T10:34:32.000Z',
      ['time', ...Array<string>(10).fill('number')],
    ],
    [
      'nab/machine_temperature_system_failure.csv',
      0,
      '2013-12-02T21:15:00.000Z',
      '2014-02-19T15:25:00.000Z',
      ['time', 'number'],
    ],
    [
      'nab/ambient_temperature_system_failure.csv',
      0,
      '2013-07-04T00:00:00.000Z',
      '2014-05-28T15:00:00.000Z',
      ['time', 'number'],
    ],
    [
      'ett/ETTh1.csv',
      0,
      '2016-07-01T00:00:00.000Z',
      '2018-06-26T19:00:00.000Z',
      ['time', ...Array<string>(7).fill('number')],
    ],
    [
      'ghe_biogas_meter/data/raw_data/mfc/2024-08-19.csv',
      0,
      '2024-08-19T09:42:52.064Z',
      '2024-08-19T09:50:51.405Z',
      ['time', ...Array<string>(6).fill('number')],
    ],
    [
      'ghe_biogas_meter/data/raw_data/composition/2024-08-23.csv',
      0,
      '2024-08-23T13:20:02.205Z',
      '2024-08-23T16:19:47.024Z',
      ['time', 'number', 'number', 'empty'],
    ],
    [
      'ghe_biogas_meter/data/raw_data/rH-temp/2024-08-19.csv',
      0,
      '2024-08-19T09:42:42.000Z',
      '2024-08-19T09:50:27.000Z',
      ['time', 'number', 'number'],
    ],
    [
      'ghe_biogas_meter/data/raw_data/turbine-flow/2024-08-23.csv',
      0,
      '2024-08-23T13:15:42.000Z',
      '2024-08-23T16:17:17.000Z',
      ['time', 'number'],
    ],
    [
      'ghe_biogas_meter/data/raw_data/sbg/2024-08-13.csv',
      0,
      '2024-08-13T10:25:00.000Z',
      '2024-08-12T22:00:00.000Z',
      ['time', 'text', ...Array<string>(8).fill('number')],
    ],
  ])('%s', (path, column, first, last, kinds) => {
    const plan = planFile(path);
    expect(plan.time).toMatchObject({ kind: 'column', column });
    expect([iso(plan.firstTimeMs), iso(plan.lastTimeMs)]).toEqual([first, last]);
    expect(plan.columns.map(({ kind }) => kind)).toEqual(kinds);
    expect(plan.columns.filter(({ canonical }) => canonical !== null)).toEqual([]);
  });

  test('every csv of the biogas meter is planned by its own first and last line', () => {
    const root = 'ghe_biogas_meter/data/raw_data';
    const paths = readdirSync(`${shared}/${root}`, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.csv'),
    );
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) {
      const plan = planFile(`${root}/${path}`);
      expect(plan.time.kind, path).toBe('column');
      expect(
        plan.warnings.filter(({ severity }) => severity === 'error'),
        path,
      ).toEqual([]);
      expect(plan.lastTimeMs, path).not.toBeNull();
    }
  });
});

test('a tag of a long layout that only the middle of a file shows is known by the pieces from there', () => {
  const row = (at: number) => `${at > 300 && at < 600 ? 'CO2' : 'CH4'};${day(at)};${at}\n`;
  const day = (at: number) => new Date(Date.UTC(2024, 0, 1) + at * 60_000).toISOString();
  const bytes = new TextEncoder().encode(
    `VarName;TimeString;VarValue\n${Array.from({ length: 900 }, (_, at) => row(at)).join('')}`,
  );
  const input = inputOf(bytes, 'long.csv', 2000, 2000);
  const names = (middle: { start: number; bytes: Uint8Array }[]) =>
    planSource({ ...input, middle })
      .columns.slice(3)
      .map(({ header }) => header);
  expect(names([])).toEqual(['CH4']);
  const start = bytes.length >> 1;
  expect(names([{ start, bytes: bytes.subarray(start, start + 500) }])).toEqual(['CH4', 'CO2']);
});
