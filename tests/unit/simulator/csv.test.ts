import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_COUNT, columnAt } from '$lib/simulator/columns';
import { csvRows } from '$lib/simulator/csv';
import { writeClock, writeFixed } from '$lib/simulator/text';

const written = (write: (bytes: Uint8Array) => number) => {
  const bytes = new Uint8Array(64);
  return new TextDecoder().decode(bytes.subarray(0, write(bytes)));
};

describe('the text of a number', () => {
  it('reads back to within half its last decimal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9e8, max: 9e8, noNaN: true }),
        fc.integer({ min: 6, max: 8 }),
        (value, decimals) => {
          const text = written((bytes) => writeFixed(bytes, new DataView(bytes.buffer), 0, value, decimals));
          expect(text).toMatch(value === 0 ? /^0$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`));
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.51 * 10 ** -decimals + 1e-7);
        },
      ),
    );
  });

  it('of a clock is hours, minutes, seconds', () => {
    expect(written((bytes) => writeClock(bytes, 0, 86_399))).toBe('23:59:59');
    expect(written((bytes) => writeClock(bytes, 0, 3661))).toBe('01:01:01');
  });
});

describe('rows', () => {
  it('have 95 cells, t and f for states, and nothing for a missing reading', () => {
    const values = new Float64Array(2 * COLUMN_COUNT).fill(1.5);
    values[columnAt('bop_plc_bge_skid_running')] = 1;
    values[columnAt('bop_plc_vl_comp_faultstatus')] = 0;
    values[columnAt('bop_plc_vl_comp_suction_temp')] = NaN;
    const timesMs = Float64Array.of(Date.parse('2024-02-29T23:59:59Z'), Date.parse('2024-03-01T00:00:00Z'));
    const lines = new TextDecoder().decode(csvRows({ timesMs, values })).split('\n');
    const cells = lines[0].split(',');
    expect(cells).toHaveLength(95);
    expect(cells[0]).toBe('2024-02-29 23:59:59');
    expect(lines[1].slice(0, 19)).toBe('2024-03-01 00:00:00');
    expect(cells[1 + columnAt('bop_plc_bge_skid_running')]).toBe('t');
    expect(cells[1 + columnAt('bop_plc_vl_comp_faultstatus')]).toBe('f');
    expect(cells[1 + columnAt('bop_plc_vl_comp_suction_temp')]).toBe('');
    expect(cells[1]).toBe('1.5000000');
  });
});
