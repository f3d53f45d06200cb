import { describe, expect, it } from 'vitest';
import type { ValueLimit } from '$lib/plant/gas-limits';
import { gasStreams } from '$lib/plant/gas-quality-streams';
import { referenceOf } from '$lib/plant/iso6976-references';
import { USUAL_CONDITIONS } from '$lib/plant/units-conditions';
import { gasDisplay } from '$lib/state/gas-display';
import type { PlantStream } from '$lib/state/gas-streams';
import { limitWords, outsideWords } from '$lib/ui/gas/rows';
import { airVerdict, airWords, excursionWords, spanWords } from '$lib/ui/gas/words';

const h2s = { tag: 'h2s', header: 'H2S', canonical: 'gas.h2s', unit: 'ppm' };
const ch4 = { tag: 'ch4', header: 'CH4', canonical: 'gas.ch4', unit: '%' };
const [stream] = gasStreams(
  [ch4, h2s],
  (id) => id.replace('gas.', ''),
  () => null,
) as unknown as PlantStream[];
const inputs = { h2s: { tag: 'h2s', scale: 1e-4, assumed: '' } };
const display = (system: 'recorded' | 'US' | 'SI', units = {}, reference = '25/0') =>
  gasDisplay(stream, inputs, referenceOf(reference), { system, units }, USUAL_CONDITIONS);

describe('numbers of a gas', () => {
  it('are shown in the unit of the column, and of the person', () => {
    expect(display('recorded').h2s.format(0.02)).toBe('200\u00a0ppm');
    expect(display('SI', { 'trace gas': 'mg/Nm3' }).h2s.format(0.02)).toBe('304.1\u00a0mg/Nm³');
    expect(display('recorded').wobbe.format(53.47)).toBe('53.5\u00a0MJ/m³');
    expect(display('SI', { 'heating value': 'kWh/m3' }).gross.format(39.828)).toBe('11.1\u00a0kWh/m³');
  });

  it('convert heating values by the cubic metre of their own reference conditions', () => {
    // 37.779 MJ/m3 at 15 degC and 39.828 MJ/m3 at 0 degC are the same methane: about 1012 Btu/scf.
    expect(display('US', {}, '15/15').gross.convert(37.779)).toBeCloseTo(1012, -1);
    expect(display('US', {}, '25/0').gross.convert(39.828)).toBeCloseTo(1012, -1);
  });

  it('have the digits that densities and Z need', () => {
    const { balance, relativeDensity, compression } = display('recorded');
    expect([balance.format(-0.000628), balance.format(-0.2)]).toEqual(['0.00\u00a0%', '\u22120.20\u00a0%']);
    expect([relativeDensity.format(0.55492), compression.format(0.997613)]).toEqual(['0.5549', '0.99761']);
    expect(compression.format(Number.NaN)).toBe('no data');
  });
});

describe('words on a gas', () => {
  const limit: ValueLimit = { property: 'h2s', min: null, max: 0.02, priority: 'high' };
  const at = Date.UTC(2024, 2, 1, 3, 12);

  it('say when a limit was left, for how long and how far', () => {
    const excursion = { limit, side: 'above', fromMs: at, toMs: at + 41 * 60_000, worst: 0.0344 } as const;
    expect(excursionWords(excursion, display('recorded'), 'UTC')).toBe(
      'Hydrogen sulfide rose above 200\u00a0ppm at 2024-03-01 03:12 and stayed 41 min, highest 344\u00a0ppm.',
    );
  });

  it('name a day once, and a second day when it is another on the plant’s clock', () => {
    expect(spanWords(at, at + 3_600_000, 'UTC')).toBe('2024-03-01 03:12 to 04:12');
    expect(spanWords(at - 8 * 3_600_000, at, 'UTC')).toBe('2024-02-29 19:12 to 2024-03-01 03:12');
    expect(spanWords(at - 8 * 3_600_000, at, 'America/Chicago')).toBe('2024-02-29 13:12 to 21:12');
  });

  it('say limits by their sides, and time outside with its share', () => {
    const { ch4, score } = display('recorded');
    expect([limitWords({ min: 65, max: 80 }, ch4), limitWords({ min: null, max: 1 }, score)]).toEqual([
      '65.0 to 80.0\u00a0%',
      'at most 1.00',
    ]);
    expect(limitWords({ min: null, max: null }, ch4)).toBe('');
    expect(outsideWords({ minutes: 200 }, 1000)).toBe('3 h 20 min (20.0 %)');
    expect(outsideWords({ minutes: 1 }, 100_000)).toBe('1 min (< 0.1 %)');
    expect([outsideWords({ minutes: 0 }, 10), outsideWords({ minutes: 0 }, 0)]).toEqual([
      'none',
      'not judged: no data',
    ]);
  });

  it('tell a leak from nitrogen that rises alone', () => {
    const stretch = { fromMs: at, toMs: at + 3_600_000, mostAir: 4, meanAir: 3, n2Rise: 3.1, o2Rise: 0.83 };
    const leak = { ...stretch, kind: 'air' } as const;
    expect(airWords(leak, 'UTC')).toContain(
      'air came in, up to 4.00\u00a0% of the gas; nitrogen rose by 3.10',
    );
    const nitrogen = { ...stretch, kind: 'nitrogen', o2Rise: -0.1 } as const;
    expect(airWords(nitrogen, 'UTC')).toContain(
      'oxygen fell by 0.100\u00a0%. That is not the ratio of air (3.73)',
    );
    const usual = { ratio: 9.8, n2: 5.5, o2: 0.56 };
    const report = { usual, standing: false, air: new Float64Array(), stretches: [nitrogen] };
    expect(airVerdict(report)).toMatch(/^No sign of air coming in. Nitrogen to oxygen usually stands at 9.8/);
    expect(airVerdict({ ...report, stretches: [leak] })).toContain('once in this period');
    expect(airVerdict({ ...report, standing: true })).toContain('this gas always carries some');
  });
});
