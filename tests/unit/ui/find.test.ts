import { expect, test } from 'vitest';
import { finds } from '$lib/ui/find';

test('every word must be there, in any order and case', () => {
  expect(finds('comp AMPS', 'bop_plc_vl_comp_mainmotor_amps')).toBe(true);
  expect(finds('amps comp', 'bop_plc_vl_comp_mainmotor_amps')).toBe(true);
  expect(finds('amps blower', 'bop_plc_vl_comp_mainmotor_amps')).toBe(false);
});

test('an empty search finds all, several texts count as one', () => {
  expect(finds('  ', 'anything')).toBe(true);
  expect(finds('ch4 methane', 'gas.ch4', 'Methane')).toBe(true);
});
