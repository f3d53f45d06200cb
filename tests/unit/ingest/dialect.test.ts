import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCells } from '$lib/ingest/cells';
import { sniffDialect } from '$lib/ingest/dialect';

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const delimited = { delimiter: ';', quote: '"' } as const;

test('cells survive quoting and splitting', () => {
  const texts = fc.array(fc.string(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(texts, (cells) => {
      const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';');
      expect(splitCells(line, delimited)).toEqual(cells);
    }),
  );
});

test.each([
  ['"a;b";1;', ['a;b', '1', '']],
  ['"open;1', ['open;1']],
  ['', ['']],
  ['5" pipe;2', ['5" pipe', '2']],
])('%s splits', (line, cells) => expect(splitCells(line, delimited)).toEqual(cells));

describe('dialects', () => {
  test.each([
    [
      'comma',
      bytes('t,a\n1,2.5\n2,3.5\n'),
      { delimiter: ',', decimal: '.', lineEnd: '\n', encoding: 'utf-8' },
    ],
    [
      'decimal comma',
      bytes('t;a;b\r\n1;2,5;3,5\r\n2;3,5;1,0\r\n'),
      { delimiter: ';', decimal: ',', lineEnd: '\r\n' },
    ],
    ['decimal comma in every cell', bytes('1,5;2,5\n3,5;4,5\n'), { delimiter: ';', decimal: ',' }],
    ['tab, lone CR', bytes('t\ta\r1\t2\r2\t3\r'), { delimiter: '\t', lineEnd: '\r' }],
    ['CR and NULs', bytes('t,a\r1,2\r\0\0\0'), { delimiter: ',', lineEnd: '\r' }],
    ['mark', bytes('\uFEFFt|a\n1|2\n'), { delimiter: '|', bomBytes: 3 }],
    ['Latin-1', new Uint8Array([...bytes('t,'), 0xb0, ...bytes('C\n1,2\n')]), { encoding: 'windows-1252' }],
    ['UTF-16 without mark', utf16le('t;a\n1;2\n'), { encoding: 'utf-16le', delimiter: ';', bomBytes: 0 }],
    ['quotes', bytes('"t, local";"a"\n"1";2\n'), { delimiter: ';', quote: '"' }],
  ])('%s', (_name, head, expected) => expect(sniffDialect(head)).toMatchObject(expected));

  test('a character cut by the end of the head stays UTF-8', () => {
    expect(sniffDialect(bytes('t,°C\n1,2\n°').subarray(0, -1)).encoding).toBe('utf-8');
  });

  test('empty and binary heads are refused in words', () => {
    expect(() => sniffDialect(new Uint8Array())).toThrow('the file is empty');
    expect(() => sniffDialect(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 1, 2, 3]))).toThrow('binary');
  });
});

const shared = '../shared/datasets';
describe.skipIf(!existsSync(shared))('real exports (skipped where ../shared/datasets is absent)', () => {
  test.each([
    ['skab/valve1/0.csv', { delimiter: ';', decimal: '.', lineEnd: '\r\n', encoding: 'utf-8' }],
    ['ghe_biogas_meter/data/raw_data/mfc/2024-08-19.csv', { delimiter: ',', bomBytes: 3, lineEnd: '\r\n' }],
    ['ghe_biogas_meter/data/raw_data/turbine-flow/2024-08-23.csv', { delimiter: ',' }],
  ])('%s', (path, expected) => {
    const head = readFileSync(`${shared}/${path}`).subarray(0, 200_000);
    expect(sniffDialect(new Uint8Array(head))).toMatchObject(expected);
  });
});
