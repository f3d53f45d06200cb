import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeReader } from '$lib/ingest/time';
import type { TimeFormat } from '$lib/ingest/types';

const read = (format: TimeFormat, text: string) => {
  const ms = timeReader(format)(text);
  return ms === null ? null : new Date(ms).toISOString();
};
const iso: TimeFormat = { kind: 'iso' };
const pattern = (text: string): TimeFormat => ({ kind: 'pattern', pattern: text });

describe('stamps as plants write them', () => {
  test.each<[TimeFormat, string, string]>([
    [iso, '2024-08-23 09:00:01', '2024-08-23T09:00:01.000Z'],
    [iso, '2024-08-23T09:00:01.25', '2024-08-23T09:00:01.250Z'],
    [iso, '2024-08-23 09:00:01,250', '2024-08-23T09:00:01.250Z'],
    [iso, '2024-08-23T09:00:01Z', '2024-08-23T09:00:01.000Z'],
    [iso, '2024-08-23T09:00:01+0200', '2024-08-23T07:00:01.000Z'],
    [iso, '2024-08-23T09:00:01-05:30', '2024-08-23T14:30:01.000Z'],
    [iso, '2024-08-23', '2024-08-23T00:00:00.000Z'],
    [pattern('dd-MM-yyyy HH:mm:ss'), '24-01-2017 0:00:02', '2017-01-24T00:00:02.000Z'],
    [pattern('dd/MM/yy HH:mm:ss'), '24/01/17 13:05:59', '2017-01-24T13:05:59.000Z'],
    [pattern('dd-MMM-yy HH:mm:ss'), '17-Mar-17 08:00:00.5', '2017-03-17T08:00:00.500Z'],
    [pattern('MM/dd/yyyy hh:mm:ss a'), '3/7/2024 12:30:00 AM', '2024-03-07T00:30:00.000Z'],
    [pattern('MM/dd/yyyy hh:mm:ss a'), '3/7/2024 12:30:00 pm', '2024-03-07T12:30:00.000Z'],
    [{ kind: 'epoch', unit: 's' }, '1724403601', '2024-08-23T09:00:01.000Z'],
    [{ kind: 'epoch', unit: 'ms' }, '1724403601250', '2024-08-23T09:00:01.250Z'],
    [{ kind: 'excel' }, '45527.375', '2024-08-23T09:00:00.000Z'],
  ])('%j reads %s', (format, text, expected) => expect(read(format, text)).toBe(expected));
});

test.each<[TimeFormat, string]>([
  [iso, '2024-02-30 00:00:00'],
  [iso, '2023-02-29'],
  [iso, '2024-08-23 24:00:00'],
  [iso, ''],
  [pattern('dd.MM.yyyy HH:mm:ss'), '32.12.2024 00:00:00'],
  [pattern('dd-MMM-yyyy'), '17-Mrz-2017'],
  [pattern('MM/dd/yyyy hh:mm a'), '3/7/2024 13:30 PM'],
  [{ kind: 'epoch', unit: 's' }, '2024-08-23'],
])('%j refuses %j', (format, text) => expect(read(format, text)).toBeNull());

test('every instant survives writing as ISO and reading', () => {
  const instants = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, (date) => {
      expect(timeReader(iso)(date.toISOString())).toBe(date.getTime());
    }),
  );
});
