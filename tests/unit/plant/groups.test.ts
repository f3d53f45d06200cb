import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupColumns, groupOf } from '$lib/plant/groups';
import { headerKey } from '$lib/plant/mapping-memory';

const column = (header: string, canonical: string | null = null) => ({ header, canonical });

test.each([
  [column('x', 'compressor.oil_pressure'), 'Compressor'],
  [column('bop_plc_vl_comp_slidevalve'), 'Compressor'],
  [column('bop_plc_xv2101_zso'), 'Valves'],
  [column('Digester_Heater_'), 'Digester'],
  [column('bop_plc_aptim_flare_today_flow_scfm'), 'Flare'],
  [column('bop_plc_power_meter_sb1_kwh'), 'Energy'],
  [column('Gebläse 2 Vibration'), 'Blower'],
  [column('123M04971901FD: Flow (ln/min)'), '123M04971901FD'],
  [column('bop_plc_metering_skid_delta_h2o'), 'Metering Skid'],
  [column('value'), 'Other'],
])('%j is listed under %s', (given, group) => expect(groupOf(given)).toBe(group));

test('every column is in exactly one group, and a prefix of its own is no group', () => {
  const headers = ['skid_a_x', 'skid_a_y', 'lonely_thing_z', 'CH4', 'value'].map((header) => column(header));
  const groups = groupColumns(headers);
  expect(groups.map(({ group, columns }) => [group, columns.length])).toEqual([
    ['Gas', 1],
    ['Skid A', 2],
    ['Other', 2],
  ]);
});

test('the key of a header does not depend on order, case or blanks, and does on names', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z ]{0,8}$/)), (headers) => {
      const key = headerKey(headers);
      expect(headerKey([...headers].reverse().map((header) => ` ${header.toUpperCase()} `))).toBe(key);
      expect(headerKey([...headers, 'one more'])).not.toBe(key);
      expect(key).toMatch(/^[0-9a-f]{16}-\d+$/);
    }),
  );
  expect(headerKey(['a', 'b'])).not.toBe(headerKey(['a', 'c']));
});
