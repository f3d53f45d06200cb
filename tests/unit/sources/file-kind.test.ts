import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileKind } from '$lib/sources/file-kind';
import { chooseMembers, memberTitle } from '$lib/sources/member-choice';
import { compareSources } from '$lib/sources/source-order';

const text = (content: string) => strToU8(content, true);

describe('what a dropped file is', () => {
  it('is told by its first bytes, whatever its name', () => {
    expect(fileKind(gzipSync(text('a,b\n1,2\n')))).toEqual({ kind: 'gzip' });
    expect(fileKind(zipSync({ 'a.csv': text('a,b\n1,2\n') }))).toEqual({ kind: 'zip' });
    expect(fileKind(zipSync({}))).toEqual({ kind: 'zip' });
    expect(fileKind(text('PAR1....'))).toEqual({ kind: 'parquet' });
    expect(fileKind(text('12345678DUCK\x40'))).toEqual({ kind: 'duckdb' });
    expect(fileKind(text('time,ch4\n2024-01-01,60\n'))).toEqual({ kind: 'text' });
    expect(fileKind(new Uint8Array())).toEqual({ kind: 'text' });
  });

  it('is refused for workbooks, with how to save CSV', () => {
    const xlsx = zipSync({ '[Content_Types].xml': text('<Types/>'), 'xl/workbook.xml': text('<workbook/>') });
    for (const head of [xlsx, new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])]) {
      const kind = fileKind(head);
      expect(kind.kind).toBe('refused');
      if (kind.kind === 'refused') expect(kind.advice).toContain('Save As, "CSV UTF-8 (Comma delimited)"');
    }
    const ods = fileKind(
      zipSync({ mimetype: [text('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }] }),
    );
    expect(ods).toMatchObject({ kind: 'refused', what: 'a LibreOffice sheet (ods)' });
  });

  it('is refused in words for what no browser unpacks', () => {
    const tar = new Uint8Array(512);
    tar.set(text('ustar'), 257);
    for (const head of [
      text('BZh91AY'),
      new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a]),
      text('Rar!\x1a'),
      tar,
    ])
      expect(fileKind(head)).toMatchObject({ kind: 'refused', advice: expect.stringContaining('Unpack it') });
    expect(fileKind(text('SQLite format 3\0'))).toMatchObject({ kind: 'refused', what: 'a SQLite database' });
  });
});

describe('members of an archive', () => {
  const member = (name: string, sizeBytes = 10) => ({ name, sizeBytes });

  it('are taken when they are exports by their names', () => {
    const { taken, leftOut } = chooseMembers([
      member('2024/', 0),
      member('2024/january.csv'),
      member('2024/FEBRUARY.TXT'),
      member('march.csv.gz'),
      member('april.parquet'),
      member('TREND0001'),
      member('empty.csv', 0),
      member('README.txt'),
      member('report.pdf'),
      member('__MACOSX/2024/._january.csv'),
      member('.DS_Store'),
    ]);
    expect(taken.map(({ name }) => name)).toEqual([
      '2024/january.csv',
      '2024/FEBRUARY.TXT',
      'march.csv.gz',
      'april.parquet',
      'TREND0001',
    ]);
    expect(leftOut.map(({ name }) => name)).toEqual(['empty.csv', 'README.txt', 'report.pdf']);
  });

  it('are called by archive and name', () => {
    expect(memberTitle('plant.zip', '2024/january.csv')).toBe('plant.zip › 2024/january.csv');
    expect(memberTitle('plant.csv.gz', null)).toBe('plant.csv');
    expect(memberTitle('backup.bin', null)).toBe('backup.bin › content');
  });
});

describe('the order of exports', () => {
  const source = (fileName: string, first: number | null, last: number | null) => ({
    fileName,
    firstTimeMs: first,
    lastTimeMs: last,
  });

  it('is by first instant, whichever way the rows run, then by last, then by name with numbers as numbers', () => {
    const sources = [
      source('untimed 10.csv', null, null),
      source('untimed 9.csv', null, null),
      source('later.csv', 50, 60),
      source('newest first.csv', 40, 10),
      source('short.csv', 10, 20),
    ];
    expect(sources.sort(compareSources).map(({ fileName }) => fileName)).toEqual([
      'short.csv',
      'newest first.csv',
      'later.csv',
      'untimed 9.csv',
      'untimed 10.csv',
    ]);
  });
});
