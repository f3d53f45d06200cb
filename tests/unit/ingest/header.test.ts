import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headerNames, headerWarnings, tagName, uniqueTags } from '$lib/ingest/header';
import { isUnitsRow, unitOfHeader } from '$lib/ingest/units';

test.each([
  ['123M04971901FD: Pressure outlet (bar(a))', '123m04971901fd_pressure_outlet'],
  ['bop_plc_abb_gc_outletstream_ch4', 'bop_plc_abb_gc_outletstream_ch4'],
  ['Gebläse Größe', 'geblaese_groesse'],
  ['Torque ', 'torque'],
  ['Pump (east)', 'pump_east'],
  ['°', 'column'],
  ['%', 'pct'],
])('%s becomes the tag %s', (header, tag) => expect(tagName(header)).toBe(tag));

test('tags are plain, unique and not those of the tables', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'A', 'a_2', 'n', 'bucket', null))),
      (headers) => {
        const tags = uniqueTags(headers).filter((tag) => tag !== '');
        expect(tags).toHaveLength(headers.filter((header) => header !== null).length);
        expect(new Set(tags).size).toBe(tags.length);
        for (const tag of tags) expect(tag).toMatch(/^[a-z0-9_]+$/);
        expect(tags).not.toContain('bucket');
      },
    ),
  );
});

test('headers without a name are named by position', () => {
  expect(headerNames(['# time', ' ', 'a  b'], 4)).toEqual(['time', 'column 2', 'a b', 'column 4']);
  expect(headerNames(null, 2)).toEqual(['column 1', 'column 2']);
  expect(headerWarnings(['t', '', 'a'], false).map(({ message }) => message)).toEqual([
    'The header has no name for column 2.',
  ]);
});

test.each([
  ['Pressure outlet (bar(a))', 'bar(a)'],
  ['Temperature [°C]', 'degC'],
  ['Temp (deg C)', 'degC'],
  ['skin_temp_degf', 'degF'],
  ['suction_psi', 'psi'],
  ['flow_scfm', 'scfm'],
  ['Durchfluss in Nm³/h', 'Nm3/h'],
  ['Druck / mbar', 'mbar'],
  ['Methan, Vol-%', '%'],
  ['CH4 %', '%'],
  ['Humidity (rH)', '%RH'],
  ['Current (A)', 'A'],
  ['Gas Consumption (l)', 'L'],
  ['Power (MW)', 'MW'],
  ['Vibration [g]', 'g'],
  ['Tank A', ''],
  ['Temperature min', ''],
  ['Compressor HP', ''],
  ['Pump (east)', ''],
  ['a', ''],
  ['t', ''],
  ['Ratio (a/b', ''],
])('the unit of "%s" is "%s"', (header, unit) => expect(unitOfHeader(header).unit).toBe(unit));

test('a row of units is told from a row of names', () => {
  expect(isUnitsRow(['', 'bar', '[°C]', '-'])).toBe(true);
  expect(isUnitsRow(['yyyy-mm-dd', 'bar', '%'])).toBe(true);
  expect(isUnitsRow(['t', 'a', 'b'])).toBe(false);
  expect(isUnitsRow(['time', 'pressure', 'flow'])).toBe(false);
});
